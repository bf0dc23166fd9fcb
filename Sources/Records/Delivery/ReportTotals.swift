/// What a report of tests adds up to.
package struct TestTotals: Codable, Hashable, Sendable {
    /// Tests with different names; one that was tried several times counts once, by its worst outcome.
    package var tests: Int
    package var passed: Int
    package var skipped: Int
    package var failed: Int
    package var errors: Int
    /// Suites that hold cases of their own, or no other suites.
    package var suites: Int
    package var seconds: Double

    package init(
        tests: Int = 0, passed: Int = 0, skipped: Int = 0, failed: Int = 0, errors: Int = 0, suites: Int = 0,
        seconds: Double = 0
    ) {
        self.tests = tests
        self.passed = passed
        self.skipped = skipped
        self.failed = failed
        self.errors = errors
        self.suites = suites
        self.seconds = seconds
    }

    package mutating func count(_ outcome: TestResult.Outcome) {
        tests += 1
        switch outcome {
        case .passed: passed += 1
        case .skipped: skipped += 1
        case .failed: failed += 1
        case .error: errors += 1
        }
    }

    /// Takes one back that turned out worse.
    package mutating func discount(_ outcome: TestResult.Outcome) {
        tests -= 1
        switch outcome {
        case .passed: passed -= 1
        case .skipped: skipped -= 1
        case .failed: failed -= 1
        case .error: errors -= 1
        }
    }
}

/// What a report of findings adds up to.
package struct FindingTotals: Codable, Hashable, Sendable {
    package var runs: Int
    package var tools: Set<String>
    /// Tools and their extensions with their versions, where the report tells these: which rules were in force depends on them.
    package var toolVersions: Set<String>
    package var findings: Int
    package var byLevel: [CodeFinding.Level: Int]
    package var rules: Set<String>
    package var paths: Set<String>
    package var suppressed: Int

    package init() {
        runs = 0
        tools = []
        toolVersions = []
        findings = 0
        byLevel = [:]
        rules = []
        paths = []
        suppressed = 0
    }

    package mutating func count(_ finding: CodeFinding) {
        findings += 1
        byLevel[finding.level, default: 0] += 1
        if !finding.tool.isEmpty { tools.insert(finding.tool) }
        if let rule = finding.rule { rules.insert(rule) }
        if let path = finding.path { paths.insert(path) }
        if finding.isSuppressed { suppressed += 1 }
    }
}
