import Foundation
import Records
import Store
import TestKit
import Testing

@Suite("tutti import records and tutti remap", .timeLimit(.minutes(40)))
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

    @Test func `say line and column of what is wrong, and keep the other rows`() async throws {
        let folder = try Self.example()
        let table = try String(contentsOfFile: folder + "/deployments.csv", encoding: .utf8)
        try Data(table.replacing("03.03.2026 09:00", with: "yesterday").utf8)
            .write(to: URL(filePath: folder + "/bad.csv"))
        let run = try Self.run(
            folder, "import", "records", "bad.csv", "--kind", "deployments", "--mapping", "deployments.json", "--data",
            "data")
        #expect(run.status == 1)
        #expect(run.output == "bad.csv: 3 rows, 2 new or changed, 1 set aside\n", "\(run.output)")
        #expect(run.errors.contains("bad.csv: Line 4, column “End”: “yesterday” should be"), "\(run.errors)")
        #expect(try await Self.deployments(in: folder).count == 2)
        for (kind, words) in [("builds", "speaks of deployments"), ("moons", "There is no kind")] {
            let wrong = try Self.run(
                folder, "import", "records", "bad.csv", "--kind", kind, "--mapping", "deployments.json", "--data",
                "data")
            #expect(wrong.status == 2 && wrong.errors.contains(words), "\(wrong.errors)")
        }
    }

    @Test func `set rows aside, and read them again by a better mapping`() async throws {
        let folder = try Self.example()
        let table = try String(contentsOfFile: folder + "/deployments.csv", encoding: .utf8)
        try Data(table.replacing(";KO;", with: ";kaputt;").replacing(",KO,", with: ",kaputt,").utf8)
            .write(to: URL(filePath: folder + "/bad.csv"))
        let importing = ["import", "records", "bad.csv", "--kind", "deployments", "--data", "data", "--mapping"]
        func run(_ arguments: [String]) throws -> TuttiProgram.Answer {
            let run = try BuiltProgram.run(
                BuiltProgram.path("tutti"), arguments, in: URL(filePath: folder), environment: [:])
            return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
        }
        let rejected = ["import", "rejected", "--data", "data"]
        for _ in 1...2 {
            let json = try run(importing + ["deployments.json", "--json"])
            #expect(json.status == 1 && json.output.contains("\"rejected\":1"), "\(json.output)\(json.errors)")
            let listed = try run(rejected)
            #expect(
                listed.status == 1
                    && listed.output.hasPrefix("bad.csv (deployments): Line 3, column “Outcome”: “kaputt”"))
        }
        // Still not read by the mapping that set it aside.
        let again = try run(rejected + ["--mapping", "deployments.json"])
        #expect(again.status == 1 && again.output.hasPrefix("0 read, 1 still set aside\n"), "\(again.output)")
        let mapping = try String(contentsOfFile: folder + "/deployments.json", encoding: .utf8)
        try Data(mapping.replacing("\"KO\"", with: "\"kaputt\"").utf8)
            .write(to: URL(filePath: folder + "/better.json"))
        let mended = try run(rejected + ["--mapping", "better.json"])
        #expect(
            mended.status == 0 && mended.output == "1 read, 0 still set aside\n", "\(mended.output)\(mended.errors)")
        #expect(try await Self.deployments(in: folder).map(\.result) == [.succeeded, .failed, .succeeded])
        #expect(try run(rejected).output == "Nothing is set aside.\n")
    }

    @Test func `set lines of JSON aside that are none, and say so of a file that cannot be taken apart`() async throws {
        let folder = try Self.example()
        let good = #"{"Nr": 7, "App": "shop", "End": "02.03.2026 09:30", "Outcome": "OK"}"#
        let mapping = try String(contentsOfFile: folder + "/deployments.json", encoding: .utf8)
        try Data(mapping.replacing(#", "commit": "Rev""#, with: "").utf8)
            .write(to: URL(filePath: folder + "/lines.json"))
        try Data("\(good)\n\n{\"Nr\": 8, \"App\n\(good.replacing("7", with: "9"))\n".utf8)
            .write(to: URL(filePath: folder + "/bad.jsonl"))
        let command = ["import", "records", "--kind", "deployments", "--mapping", "lines.json", "--data", "data"]
        let run = try BuiltProgram.run(
            BuiltProgram.path("tutti"), command + ["bad.jsonl"], in: URL(filePath: folder), environment: [:])
        #expect(run.status == 1 && run.output == "bad.jsonl: 3 rows, 2 new or changed, 1 set aside\n", "\(run.errors)")
        #expect(run.errors.contains("bad.jsonl: Line 3: "), "\(run.errors)")
        try Data("Nr,App,End,Outcome\n1,\"shop,02.03.2026 09:30,OK\n".utf8)
            .write(to: URL(filePath: folder + "/broken.csv"))
        let broken = try BuiltProgram.run(
            BuiltProgram.path("tutti"), command + ["broken.csv"], in: URL(filePath: folder), environment: [:])
        #expect(broken.status == 2 && broken.errors.contains("the quotation mark that opens here never closes"))
        #expect(try await Self.deployments(in: folder).map(\.key.id) == ["7", "9"])
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
