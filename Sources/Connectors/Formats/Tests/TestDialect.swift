import Records

/// Whose words a report of tests uses.
enum TestDialect {
    /// JUnit and all that write like it: pytest, Jest, Mocha, Surefire, Gradle, ScalaTest, Bazel, GoogleTest.
    case junit
    /// NUnit 2 and 3.
    case nunit
    /// xUnit.net 1 and 2.
    case xunit
    /// Visual Studio's test results.
    case trx

    init?(root: String) {
        switch root {
        case "testsuites", "testsuite": self = .junit
        case "test-results", "test-run", "test-suite": self = .nunit
        case "assemblies", "assembly": self = .xunit
        case "TestRun": self = .trx
        default: return nil
        }
    }

    func isSuite(_ name: String) -> Bool {
        switch self {
        case .junit: name == "testsuite"
        case .nunit: name == "test-suite"
        case .xunit: name == "assembly" || name == "collection" || name == "class"
        case .trx: name == "TestRun"
        }
    }

    var caseName: String {
        switch self {
        case .junit: "testcase"
        case .nunit: "test-case"
        case .xunit: "test"
        case .trx: "UnitTestResult"
        }
    }

    /// What the attributes of a case say of its outcome; nil where only its content tells.
    func outcome(_ tag: XMLTag) -> TestResult.Outcome? {
        switch self {
        case .junit: Self.junitOutcome(tag)
        case .nunit: Self.nunitOutcome(tag)
        case .xunit: Self.xunitOutcome(tag["result"])
        case .trx: Self.trxOutcome(tag["outcome"])
        }
    }

    private static func junitOutcome(_ tag: XMLTag) -> TestResult.Outcome? {
        let words = [tag["status"], tag["result"]].compactMap { $0?.lowercased() }
        if words.contains(
            where: ["skipped", "disabled", "notrun", "ignored", "suppressed", "pending"].contains)
        {
            return .skipped
        }
        if words.contains("error") { return .error }
        return words.contains { $0 == "failed" || $0 == "fail" || $0 == "failure" } ? .failed : nil
    }

    private static func nunitOutcome(_ tag: XMLTag) -> TestResult.Outcome? {
        let unrun = ["skipped", "ignored", "notrunnable", "inconclusive"]
        let result = tag["result"]?.lowercased()
        let isUnrun = [result, tag["runstate"]?.lowercased()].contains {
            $0.map(unrun.contains) ?? false
        }
        if isUnrun || tag["executed"]?.lowercased() == "false" { return .skipped }
        switch result {
        case "error": return .error
        case "failed" where tag["label"]?.lowercased() == "error": return .error
        case "failed", "failure": return .failed
        case nil: return tag["success"]?.lowercased() == "false" ? .failed : nil
        default: return nil
        }
    }

    private static func xunitOutcome(_ result: String?) -> TestResult.Outcome? {
        switch result?.lowercased() {
        case "fail": .failed
        case "skip", "notrun": .skipped
        default: nil
        }
    }

    private static func trxOutcome(_ outcome: String?) -> TestResult.Outcome? {
        switch outcome {
        case "Passed", "PassedButRunAborted", "Completed", "Warning": nil
        case "Failed": .failed
        case "Error", "Timeout", "Aborted", nil: .error
        default: .skipped
        }
    }
}
