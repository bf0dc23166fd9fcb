import Records

/// Counts tests as they come, the same test once, by its worst outcome.
struct TestTally {
    private(set) var totals = TestTotals()
    /// By a hash of the name: a report of some hundred thousand tests must not be held in names.
    private var worst: [Int: TestResult.Outcome] = [:]

    /// - Parameter name: nil for a test that has none, which is like no other.
    mutating func count(_ name: [String]?, _ outcome: TestResult.Outcome) {
        guard let name else { return totals.count(outcome) }
        var hasher = Hasher()
        hasher.combine(name)
        let key = hasher.finalize()
        if let known = worst[key] {
            guard outcome > known else { return }
            totals.discount(known)
        }
        worst[key] = outcome
        totals.count(outcome)
    }

    /// Tests that a suite counts and does not list.
    mutating func add(tests: Int, skipped: Int, failed: Int, errors: Int) {
        totals.tests += tests
        totals.skipped += skipped
        totals.failed += failed
        totals.errors += errors
        totals.passed += max(0, tests - skipped - failed - errors)
    }

    mutating func addSuite() { totals.suites += 1 }

    mutating func add(seconds: Double) { totals.seconds += seconds }
}
