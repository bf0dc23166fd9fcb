import Foundation
import Records
import Store
import TestKit
import Testing

@Suite("tutti build --costs", .serialized, .timeLimit(.minutes(40)))
struct DebtCommandTests {
    private static let logs = SharedData.file("formats/sarif").path()
    private static let pylint = logs + "/v2__ConverterTestData__Pylint__Pylint-01.json.sarif"
    private static let analyzer = logs + "/docs__ai__example.sarif"

    /// Everything but W0402, W0104 and C0412, which Pylint names once each.
    private static let costs = """
        {
          "files": ["**/*.py"],
          "rules": {
            "C0103(invalid-name)": 300, "C0111(missing-docstring)": 400, "W0621(redefined-outer-name)": 150,
            "W0611(unused-import)": 20, "C0330(bad-continuation)": 10, "C0303(trailing-whitespace)": 10,
            "C0411(wrong-import-order)": 10, "C0301(line-too-long)": 10, "C0325(superfluous-parens)": 10,
            "C0326(bad-whitespace)": 10, "C0304(missing-final-newline)": 10
          },
          "tools": { "AI Security Analyzer": { "CWE-78": 600, "CWE-20": 300 } }
        }
        """

    /// 12,000 lines that are analysed: 9,000 in `test.py`, with an empty line after each, and 3,000 in `src/handler.py`, of which
    /// 1,000 are comments. Beside them files that are vendored, generated, of another language, and in no commit.
    private static func clone() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        try repository.write(String(repeating: "value = 1\n\n", count: 9000), to: "test.py")
        let handler = String(repeating: "value = 1\n", count: 2000) + String(repeating: "# why\n  \n", count: 1000)
        try repository.write(handler, to: "src/handler.py")
        try repository.write(String(repeating: "x = 1\n", count: 500), to: "vendor/library.py")
        try repository.write(String(repeating: "x = 1\n", count: 500), to: "src/schema.py")
        try repository.write("src/schema.py linguist-generated\n", to: ".gitattributes")
        try repository.write(String(repeating: "x\n", count: 500), to: "README.md")
        try repository.write(costs, to: "costs.json")
        try repository.commit("One")
        try repository.git("remote", "add", "origin", "git@git.example.org:acme/checkout.git")
        try repository.write(String(repeating: "x = 1\n", count: 500), to: "scratch.py")
        return repository
    }

    /// Pylint's 72 findings: 28 · 300 + 9 · 400 + 8 · 150 + 6 · 20 + (4 + 4 + 4 + 2 + 2 + 1 + 1) · 10 = 13,500, and 3 without a
    /// cost. The analyzer's two, whose rules are parts of CWE-78 and CWE-20: 600 + 300. Together 14,400 minutes, beside
    /// 30 · 12,000 = 360,000 that writing took: 4 %, HANDBOOK A24's example.
    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `tells a server what mending takes, once however often it is told, and breaks the series at other costs`()
        async throws
    {
        let (data, token) = try await PushCommandTests.dataWithToken()
        let server = try RunningServer(["--development"], data: data)
        defer { server.stop() }
        let repository = try Self.clone()
        var environment = PushCommandTests.hush
        environment["TUTTI_SERVER"] = server.address
        environment["TUTTI_TOKEN"] = token
        func tell(costs: String = "costs.json") throws -> TuttiProgram.Answer {
            let run = try BuiltProgram.run(
                BuiltProgram.path("tutti"),
                ["build", "--report", Self.pylint, "--report", Self.analyzer, "--costs", costs],
                in: URL(filePath: repository.path), environment: environment)
            return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
        }
        let first = try tell()
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("14400 minutes to mend 71 findings, beside 12000 lines in 2 files\n"))
        let head = try repository.git("rev-parse", "HEAD")
        #expect(first.output.hasSuffix("pipeline/analysis/acme/checkout/\(head) is kept\n"), "\(first.output)")
        #expect(
            first.errors.contains(
                "3 findings are in no sum, because costs.json gives no cost to C0412(ungrouped-imports), W0104(pointless-statement), W0402(deprecated-module)"
            ), "\(first.errors)")
        #expect(try tell().status == 0)
        let told = try await Self.debt(of: server) { $0.value == 4 }
        #expect(told.details.rating == "A" && told.details.points.count == 1)
        #expect(told.details.lines == 12_000 && told.details.withoutCost == 3)

        // Names at half the cost: 14,400 - 28 · 150 = 10,200 minutes. With the file that lay in no commit, 12,500 lines: 2.72 %.
        try repository.write(Self.costs.replacing(": 300", with: ": 150", maxReplacements: 1), to: "costs.json")
        try repository.commit("Two")
        #expect(try tell().status == 0)
        let after = try await Self.debt(of: server) { $0.details.points.count == 2 }
        #expect(abs((after.value ?? 0) - 2.72) < 1e-9)
        #expect(after.details.lines == 12_500)
        #expect(after.details.points.map(\.isBreak) == [false, true])
    }

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `says what is wrong with costs before it tells anything`() async throws {
        let repository = try Self.clone()
        let data = repository.folder + "/data"
        let junit = repository.folder + "/junit.xml"
        try Data(#"<testsuite name="s"><testcase name="a" classname="c"/></testsuite>"#.utf8).write(
            to: URL(filePath: junit))
        for (costs, report, words) in [
            ("{\n \"rules\": {\n  \"a\": 1,\n }\n}", Self.pylint, "costs.json: Line 4: here it stops being"),
            ("{\"rules\": {\"a\": \"1 h\"}}", Self.pylint, "costs.json: The file of costs: “rules.a” should be"),
            ("{\"rules\": {\"a\": 1}}", Self.pylint, "costs.json: “files” is missing"),
            ("{\"rules\": {\"a\": 1}, \"files\": [\"*.swift\"]}", Self.pylint, "fits no line of code"),
            (Self.costs, junit, "--costs needs a report of findings"),
        ] {
            try repository.write(costs, to: "costs.json")
            let run = try TuttiProgram.run(
                "build", "--result", "failed", "--report", report, "--costs", "costs.json", "--data", data,
                in: repository.path, environment: PushCommandTests.hush)
            #expect(run.status == 2 && run.errors.contains(words), "\(run.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: data + "/tutti.db"))
    }

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `takes lines that are told where there is no clone, and leaves out what the files do not cover`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-debt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let costs = #"{"levels": {"warning": 100}, "files": ["src/"]}"#
        try Data(costs.utf8).write(to: folder.appending(path: "costs.json"))
        let arguments = ["build", "--repository", "acme/checkout", "--commit", "abc", "--data", "data"]
        let reports = ["--report", Self.pylint, "--report", Self.analyzer, "--costs", "costs.json"]
        func run(_ more: [String]) throws -> TuttiProgram.Answer {
            let run = try BuiltProgram.run(
                BuiltProgram.path("tutti"), arguments + reports + more, in: folder, environment: PushCommandTests.hush)
            return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
        }
        let without = try run([])
        #expect(without.status == 2 && without.errors.contains("no clone"), "\(without.errors)")
        let told = try run(["--lines", "1500"])
        // Of the analyzer's two one is a warning and one an error, which has no cost here; Pylint's are elsewhere.
        #expect(told.output.contains("100 minutes to mend 1 finding, beside 1500 lines\n"), "\(told.output)")
        #expect(told.errors.contains("1 finding is in no sum, because costs.json gives no cost to CWE-78/api-handler"))
        #expect(told.errors.contains("72 findings are in no sum, because they are in files whose"))
        let kept = try await PushCommandTests.records(DebtAnalysis.self, in: folder.path() + "/data")
        #expect(kept.map(\.minutes) == [100] && kept.map(\.lines) == [1500] && kept.map(\.withoutCost) == [1])
    }

    private struct Reading: Decodable {
        struct Details: Decodable {
            struct Point: Decodable { let isBreak: Bool }

            let lines: Int
            let rating: String
            let withoutCost: Int
            let points: [Point]
        }

        let value: Double?
        let details: Details
    }

    /// What the server measures of it, as soon as it is what is waited for.
    private static func debt(of server: RunningServer, until isThere: (Reading) -> Bool) async throws -> Reading {
        for _ in 0..<1200 {
            let asked = try BuiltProgram.run(
                "/usr/bin/curl", ["--silent", "--fail", "\(server.address)/api/v1/delivery/signals/debt-ratio"])
            if asked.status == 0,
                let reading = try? JSONDecoder().decode(Reading.self, from: Data(asked.output.utf8)), isThere(reading)
            {
                return reading
            }
            try await Task.sleep(for: .milliseconds(250))
        }
        throw ServerTrouble.silent
    }
}
