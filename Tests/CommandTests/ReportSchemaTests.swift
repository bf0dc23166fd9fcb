import Foundation
import TestKit
import Testing

/// The JSON of the report against its published schema, by a validator that knows nothing of us.
@Suite(
    "The report's contract",
    .enabled(
        if: JSONSchemaJudge.isThere,
        "needs the Python package jsonschema; TUTTI_PYTHON names an interpreter that has it"))
struct ReportSchemaTests {
    @Test func `the schema is one`() throws {
        let answer = try JSONSchemaJudge.run("Draft202012Validator.check_schema(schema)", "{}")
        #expect(answer.status == 0, "\(answer.errors)")
    }

    @Test(arguments: [
        [], ["--no-renames"], ["--after-hours"], ["--truck-factor", "published"], ["--rev", "v1.0.0"],
        ["--since", "2023-12-01", "--until", "2023-12-24"], ["--path", "core"],
    ])
    func `a report keeps it`(_ options: [String]) throws {
        try judge(ScratchRepository.ensemble(), options)
    }

    @Test func `so does that of an empty repository`() throws { try judge(ScratchRepository(), []) }

    @Test func `so does that of a SHA-256 repository`() throws {
        let repository = try ScratchRepository(["--object-format=sha256"])
        try repository.write("text\n", to: "file.txt")
        try repository.commit("First")
        try judge(repository, [])
    }

    @Test func `so does that of this very project`() throws {
        let report = try TuttiProgram.run("report", BuiltProgram.checkout.path(), "--json")
        try #require(report.status == 0, "\(report.errors)")
        try judge(report.output)
    }

    @Test func `a report without its head does not`() throws {
        let answer = try JSONSchemaJudge.run(
            "Draft202012Validator(schema).validate(document)", "{\"schema\": \"tutti.report/1\"}")
        #expect(answer.status != 0)
    }

    private func judge(_ repository: ScratchRepository, _ options: [String]) throws {
        let report = try BuiltProgram.run(BuiltProgram.path("tutti"), ["report", repository.path, "--json"] + options)
        try #require(report.status == 0, "\(report.errors)")
        try judge(report.output)
    }

    private func judge(_ document: String) throws {
        let answer = try JSONSchemaJudge.run("Draft202012Validator(schema).validate(document)", document)
        #expect(answer.status == 0, "\(answer.errors)")
    }
}

enum JSONSchemaJudge {
    static let python = ProcessInfo.processInfo.environment["TUTTI_PYTHON"] ?? "python3"

    static let isThere: Bool = {
        let answer = try? BuiltProgram.run(
            "/usr/bin/env", [python, "-c", "from jsonschema import Draft202012Validator"])
        return answer?.status == 0
    }()

    /// Runs a line of Python that knows `schema` and `document`.
    static func run(
        _ line: String, _ document: String, schema name: String = "tutti.report-1.schema.json"
    ) throws -> (status: Int32, errors: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "tutti-judge-\(UUID().uuidString).json")
        try Data(document.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let schema = BuiltProgram.checkout.appending(path: "docs/api/\(name)").path()
        let script = """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1]))
            document = json.load(open(sys.argv[2]))
            \(line)
            """
        let answer = try BuiltProgram.run("/usr/bin/env", [python, "-c", script, schema, file.path()])
        return (answer.status, answer.errors)
    }
}
