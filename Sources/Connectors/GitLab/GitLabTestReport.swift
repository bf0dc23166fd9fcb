import Records

/// The test cases of a pipeline, as GitLab gathered them from its jobs' reports.
struct GitLabTestReport: Decodable {
    let suites: [Suite]

    struct Suite: Decodable {
        let name: String
        let cases: [Case]

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            name = try fields.text("name") ?? ""
            cases = try fields.list("test_cases")
        }
    }

    struct Case: Decodable {
        let name: String
        let group: String?
        let file: String?
        let status: String
        let seconds: Double?
        let message: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            name = try fields.need("name")
            group = try fields.text("classname")
            file = try fields.text("file")
            status = try fields.need("status")
            seconds = try fields.may("execution_time")
            // Some runners' output is a list or an object.
            message = try? fields.text("system_output") ?? fields.text("stack_trace")
        }
    }

    init(from decoder: any Decoder) throws { suites = try Fields(decoder).list("test_suites") }

    /// The pipeline, which its address names alone.
    static func run(_ answer: RawAnswer) -> RecordKey? {
        let address = GitLabAddress(answer.url)
        guard answer.category == "test-report", let source = address.source, let pipeline = address.pipeline else {
            return nil
        }
        return GitLabNames(source: source).pipeline(pipeline)
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        try answer.decode(Self.self).suites.flatMap { suite in suite.cases.map { .testResult($0.result(in: suite)) } }
    }
}

extension GitLabTestReport.Case {
    fileprivate func result(in suite: GitLabTestReport.Suite) -> TestResult {
        TestResult(
            suite: suite.name, name: group.map { "\($0).\(name)" } ?? name, file: file, outcome: outcome,
            seconds: seconds, message: message)
    }

    private var outcome: TestResult.Outcome {
        switch status {
        case "failed": .failed
        case "error": .error
        case "skipped": .skipped
        default: .passed
        }
    }
}
