import Foundation
import Records
import Store
import TestKit
import Testing

@Suite("tutti import records and tutti remap", .timeLimit(.minutes(20)))
struct ImportRecordsTests {
    /// A folder with the guide's own example in it.
    private static func example() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-table-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let guide = try String(
            contentsOf: BuiltProgram.checkout.appending(path: "docs/guide/reports.md"), encoding: .utf8)
        let start = try #require(guide.range(of: "## Any table"))
        for (fence, name) in [("```json\n", "deployments.json"), ("```csv\n", "deployments.csv")] {
            let rest = guide[start.upperBound...]
            let text = rest[(try #require(rest.range(of: fence)).upperBound)...]
            let block = text[..<(try #require(text.range(of: "```")).lowerBound)]
            try Data(block.utf8).write(to: folder.appending(path: name))
        }
        return folder.path()
    }

    private static func run(_ folder: String, _ arguments: String...) throws -> TuttiProgram.Answer {
        let run = try BuiltProgram.run(
            BuiltProgram.path("tutti"), arguments, in: URL(filePath: folder), environment: [:])
        return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
    }

    private static func deployments(in folder: String) async throws -> [Deployment] {
        let database = try await Databases.open(.file(path: folder + "/data/tutti.db"))
        let records = try await database.read { try $0.records(Deployment.self) }
        try await database.close()
        return records
    }

    @Test func `keep what the guide's example says, once`() async throws {
        let folder = try Self.example()
        let command = [
            "import", "records", "deployments.csv", "--kind", "deployments", "--mapping", "deployments.json",
        ]
        func run(_ more: String...) throws -> TuttiProgram.Answer {
            let run = try BuiltProgram.run(
                BuiltProgram.path("tutti"), command + ["--data", "data"] + more, in: URL(filePath: folder),
                environment: [:])
            return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
        }
        let dry = try run("--dry-run")
        #expect(dry.output == "deployments.csv: 3 rows, nothing is kept\n", "\(dry.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/data"))
        #expect(try run().output == "deployments.csv: 3 rows, 3 new or changed\n")
        #expect(try run().output == "deployments.csv: 3 rows, 0 new or changed\n")
        let kept = try await Self.deployments(in: folder)
        #expect(kept.map(\.service) == ["checkout", "checkout", "search"])
        #expect(kept.map(\.result) == [.succeeded, .failed, .succeeded])
        // The table's clock is an hour ahead of UTC.
        #expect(kept.first?.finishedAt == 1_772_443_800)
    }

    @Test func `say line and column of what is wrong, and keep nothing of the file`() async throws {
        let folder = try Self.example()
        let table = try String(contentsOfFile: folder + "/deployments.csv", encoding: .utf8)
        try Data(table.replacing("03.03.2026 09:00", with: "yesterday").utf8)
            .write(to: URL(filePath: folder + "/bad.csv"))
        let run = try Self.run(
            folder, "import", "records", "bad.csv", "--kind", "deployments", "--mapping", "deployments.json", "--data",
            "data")
        #expect(run.status == 2)
        #expect(run.errors.contains("bad.csv: Line 4, column “End”: “yesterday” should be"), "\(run.errors)")
        #expect(try await Self.deployments(in: folder) == [])
        for (kind, words) in [("builds", "speaks of deployments"), ("moons", "There is no kind")] {
            let wrong = try Self.run(
                folder, "import", "records", "bad.csv", "--kind", kind, "--mapping", "deployments.json", "--data",
                "data")
            #expect(wrong.status == 2 && wrong.errors.contains(words), "\(wrong.errors)")
        }
    }

    @Test func `read again what pipelines told`() async throws {
        let folder = try Self.example()
        let told = try Self.run(
            folder, "deployed", "--data", "data", "--service", "shop", "--commit", "abc", "--id", "1")
        #expect(told.status == 0, "\(told.errors)")
        let before = try await Self.deployments(in: folder)
        let list = try Self.run(folder, "remap", "--data", "data")
        #expect(list.output == "pipeline  pipeline  Pipelines\n")
        let run = try Self.run(folder, "remap", "pipeline", "--data", "data")
        #expect(run.output == "1 answers read again, 1 records told by them\n", "\(run.errors)")
        #expect(try await Self.deployments(in: folder) == before)
        let unknown = try Self.run(folder, "remap", "moon", "--data", "data")
        #expect(unknown.status == 2 && unknown.errors.contains("There are: pipeline."), "\(unknown.errors)")
    }
}
