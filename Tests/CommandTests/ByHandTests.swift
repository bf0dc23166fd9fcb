import Foundation
import TestKit
import Testing

/// The page of the guide that works three numbers out by hand, done as it says.
@Suite("Three numbers, worked out by hand", .timeLimit(.minutes(40)))
struct ByHandTests {
    @Test func `are what tutti explain says of the same rows`() throws {
        let guide = try String(
            contentsOf: BuiltProgram.checkout.appending(path: "docs/guide/by-hand.md"), encoding: .utf8)
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-by-hand-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let names = ["pull-requests", "reviews", "builds"]
        for form in ["csv", "json"] {
            let blocks = guide.components(separatedBy: "```\(form)\n").dropFirst().compactMap {
                $0.components(separatedBy: "```").first
            }
            #expect(blocks.count == names.count)
            for (name, block) in zip(names, blocks) {
                try Data(block.utf8).write(to: folder.appending(path: "\(name).\(form)"))
            }
        }
        func run(_ arguments: [String]) throws -> TuttiProgram.Answer {
            let run = try BuiltProgram.run(BuiltProgram.path("tutti"), arguments, in: folder, environment: [:])
            return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
        }
        for (name, rows) in zip(names, [10, 10, 24]) {
            let answer = try run([
                "import", "records", "\(name).csv", "--kind", name, "--mapping", "\(name).json", "--data", "by-hand",
            ])
            #expect(answer.output == "\(name).csv: \(rows) rows, \(rows) new or changed\n", "\(answer.errors)")
        }
        for (signal, number, words) in [
            ("first-review", 3.5, "**3.5 working hours**"), ("pull-request-size", 57.5, "**57.5**"),
            ("build-success", 1900.0 / 22, "**86.4 %**"),
        ] {
            #expect(
                guide.contains(words) && guide.contains("tutti explain \(signal) --data by-hand --until 2026-03-13"))
            let answer = try run(["explain", signal, "--data", "by-hand", "--until", "2026-03-13", "--json"])
            let told = try JSONDecoder().decode(Told.self, from: Data(answer.output.utf8))
            #expect(abs(told.value - number) < 1e-9, "\(signal)")
        }
    }

    private struct Told: Decodable { let value: Double }
}
