/// A suite whose end has not come yet.
struct TestSuiteDraft {
    let name: String
    let file: String?
    private let tests: Int?
    private let failed: Int?
    private let errors: Int?
    private let skipped: Int?
    private let seconds: Double?
    var hasSuites = false
    var hasCases = false
    /// Of all cases within, also in suites within.
    var caseSeconds = 0.0

    init(_ tag: XMLTag) {
        name = tag["fullname"] ?? tag["name"] ?? ""
        file = tag["file"] ?? tag["filepath"]
        tests = tag.number("tests") ?? tag.number("testcasecount") ?? tag.number("total")
        failed = tag.number("failures") ?? tag.number("failed")
        errors = tag.number("errors")
        skipped = tag.number("skipped")
        seconds = TestSeconds.read(tag["duration"] ?? tag["time"])
    }

    /// Cases of its own, or nothing else to show for itself.
    var isLeaf: Bool { hasCases || !hasSuites }

    /// A suite that states how all its tests ended is believed about its time too; of any other, the cases tell.
    var ownSeconds: Double {
        let statesAll = tests != nil && failed != nil && errors != nil && skipped != nil
        return statesAll ? seconds ?? 0 : caseSeconds
    }

    func addStated(to tally: inout TestTally) {
        guard let tests, tests > 0 else { return }
        tally.add(tests: tests, skipped: skipped ?? 0, failed: failed ?? 0, errors: errors ?? 0)
    }
}
