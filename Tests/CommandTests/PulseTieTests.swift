import BlindTickets
import Foundation
import TestKit
import Testing

/// `tutti pulse tie`, which asks no server.
@Suite("tutti pulse tie", .timeLimit(.minutes(40)))
struct PulseTieTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-tie-\(UUID().uuidString)")
    private let line = TieLine(
        series: "AAAAAAAAAAAAAAAAAAAAAA", secret: WaveSecret(), surveys: ["BBBBBBBBBBBBBBBBBBBBBB"])

    private func tie(_ command: String, typing text: String = "") throws -> (
        status: Int32, output: String, errors: String
    ) {
        try BuiltProgram.run(
            "/bin/sh",
            [
                "-c",
                "printf '%s' '\(text)' | \(BuiltProgram.path("tutti")) pulse tie \(command) --state \(folder.path())",
            ])
    }

    @Test func `a line that is taken is shown again, with its dangers beside it`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try tie("show").errors.contains("Nothing here ties"))
        #expect(try tie("take", typing: "tutti-tie-1 nothing").errors.contains("no whole line"))
        #expect(try tie("take", typing: line.text + "\n").status == 0)
        let shown = try tie("show")
        #expect(shown.output == line.text + "\n")
        for danger in TieLine.dangers { #expect(shown.errors.contains(danger)) }

        let another = TieLine(series: line.series, secret: WaveSecret(), surveys: [])
        #expect(try tie("take", typing: another.text).status == 4)
        #expect(try tie("show").output == line.text + "\n")
        #expect(try tie("take --replace", typing: another.text).status == 0)
        #expect(try tie("show").output == another.text + "\n")

        let second = TieLine(series: "CCCCCCCCCCCCCCCCCCCCCC", secret: WaveSecret(), surveys: [])
        #expect(try tie("take", typing: second.text).status == 0)
        let several = try tie("show")
        #expect(several.status == 4 && several.errors.contains(second.series) && several.output.isEmpty)
        #expect(try tie("show \(second.series)").output == second.text + "\n")
    }

    @Test func `only its owner can read what is kept`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try tie("take", typing: line.text).status == 0)
        let file = folder.appending(path: "series/\(line.series).json").path()
        let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
    }
}
