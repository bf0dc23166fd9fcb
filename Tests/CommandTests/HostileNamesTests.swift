import Foundation
import TestKit
import Testing

@Suite("What a stranger's commit may hold")
struct HostileNamesTests {
    /// Clears the screen, paints it red, sets the window's title, and turns text around.
    private static let name = "Eve\u{1B}[2J\u{1B}[31m\u{1B}]0;owned\u{07}\u{202E}<script>alert(1)</script>|`x`*"

    @Test(arguments: [["report"], ["report", "--markdown"], ["explain", "truck-factor"]])
    func `no form of text lets an escape through`(_ arguments: [String]) throws {
        let repository = try repository()
        let answer = try BuiltProgram.run(
            BuiltProgram.path("tutti"), arguments + [repository.path], environment: ["NO_COLOR": "1"])
        #expect(answer.status == 0)
        let forbidden = answer.output.unicodeScalars.filter {
            $0 != "\n" && ($0.properties.generalCategory == .control || $0.value == 0x202E)
        }
        #expect(forbidden.isEmpty)
    }

    @Test func `the page shows markup as text`() throws {
        let repository = try repository()
        let answer = try TuttiProgram.run("report", repository.path, "--html", "-")
        #expect(answer.status == 0)
        #expect(!answer.output.contains("<script"))
        #expect(!answer.output.contains("\u{1B}"))
    }

    @Test func `Markdown shows markup as text`() throws {
        let repository = try repository()
        let answer = try TuttiProgram.run("report", repository.path, "--markdown")
        #expect(!answer.output.contains("<script"))
    }

    @Test func `a path that is not UTF-8 is read and printed`() throws {
        let repository = try repository()
        let answer = try TuttiProgram.run("report", repository.path, "--json")
        #expect(answer.status == 0)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) }
    }

    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        let blob = try repository.git("hash-object", "-w", "--stdin")
        for number in 0..<30 {
            try repository.write(
                String(repeating: "\(number)\n", count: 20), to: "<b>`x`|/\u{1B}[31mfile\(number % 6).swift")
            try repository.commit(
                "Change", by: number.isMultiple(of: 3) ? Self.name : "Writer \(number % 3)",
                email: "w\(number % 3)@example.org", at: "\(1_700_000_000 + number * 3600) +0000")
        }
        let entry = Data("100644 \(blob)\t".utf8) + Data([0xFF, 0xFE]) + Data(".swift\0".utf8)
        let file = repository.folder + "/entry"
        try entry.write(to: URL(filePath: file))
        _ = try BuiltProgram.run(
            "/bin/sh", ["-c", "git -C \"$1\" update-index -z --index-info < \"$2\"", "sh", repository.path, file])
        try repository.git("commit", "--quiet", "--message", "Odd")
        return repository
    }
}
