import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Odd histories")
struct GitOddHistoryTests {
    /// A commit's bytes with lines of our choice.
    private static func commit(
        in scratch: ScratchRepository, author: String, committer: String = "Com <com@example.org> 1700000000 +0000",
        message: [UInt8] = Array("Odd\n".utf8), encoding: String? = nil
    ) async throws -> (Commit, History) {
        try scratch.write("x\n", to: "file")
        try scratch.git("add", "--all")
        let tree = try scratch.git("write-tree")
        let header =
            ["tree " + tree, "author " + author, "committer " + committer] + (encoding.map { ["encoding " + $0] } ?? [])
        // Characters stand for bytes, so that a name can have any.
        let bytes = header.joined(separator: "\n").unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        try scratch.commit(raw: Data(bytes + Array("\n\n".utf8) + message))
        let history = try await WholeHistory(scratch.path)
        #expect(history.lines.last == "A 1 0 file")
        return try #require(history.commits.first)
    }

    @Test(
        arguments: [
            ("9999999999 +0000", 9_999_999_999, 0), ("4102444800 -1200", 4_102_444_800, -720),
            ("0 +0000", 0, 0), ("1700000000 +5180", 1_700_000_000, 51 * 60 + 80),
            // Git itself reads no date before 1970, and none that does not fit: it shows the first second.
            ("-2208988800 +0000", 0, 0), ("99999999999999999999 +0000", 0, 0), ("soon", 0, 0),
        ] as [(String, Int64, Int16)])
    func `dates are taken as git takes them`(date: String, seconds: Int64, offset: Int16) async throws {
        let (commit, _) = try await Self.commit(in: ScratchRepository(), author: "Ada <ada@example.org> " + date)
        #expect(commit.authored == Moment(seconds: seconds, offset: offset))
        #expect(commit.committed.seconds == 1_700_000_000)
    }

    @Test(arguments: [
        ("<nobody@example.org> 1 +0000", Signature(name: "", email: "nobody@example.org")),
        ("Ada <> 1 +0000", Signature(name: "Ada", email: "")),
        ("A\rB [team] <a b@example.org> 1 +0000", Signature(name: "A\rB [team]", email: "a b@example.org")),
        ("J\u{FC}rgen <j@example.org> 1 +0000", Signature(name: "J\u{FFFD}rgen", email: "j@example.org")),
    ])
    func `names are kept as recorded`(author: String, signature: Signature) async throws {
        let (commit, history) = try await Self.commit(in: ScratchRepository(), author: author)
        #expect(history.author(commit) == signature)
    }

    @Test func `another encoding is turned into UTF-8, a wrong one is repaired`() async throws {
        let latin: [UInt8] = [0x47, 0x72, 0xFC, 0xDF, 0x65, 0x0A]
        let (told, history) = try await Self.commit(
            in: ScratchRepository(), author: "J\u{FC}rgen <j@example.org> 1 +0000", message: latin,
            encoding: "ISO-8859-1")
        #expect(told.subject == "Grüße")
        #expect(history.author(told).name == "Jürgen")
        let (untold, _) = try await Self.commit(
            in: ScratchRepository(), author: "Ada <ada@example.org> 1 +0000", message: latin)
        #expect(untold.subject == "Gr\u{FFFD}\u{FFFD}e")
        let (unknown, _) = try await Self.commit(
            in: ScratchRepository(), author: "Ada <ada@example.org> 1 +0000", message: Array("x\n".utf8),
            encoding: "klingon")
        #expect(unknown.subject == "x")
    }

    @Test func `messages of odd shape do not shift anything`() async throws {
        let message =
            "\n\nSubject \u{1} with\ttab\nand more\n\n:100644 100644 a b M\n\nCo-authored-by: only a name\nCo-authored-by:\n"
        let (commit, history) = try await Self.commit(
            in: ScratchRepository(), author: "Ada <ada@example.org> 1 +0000", message: Array(message.utf8))
        #expect(commit.subject == "Subject \u{1} with\ttab and more")
        #expect(commit.trailers.map { history.signatures[Int($0.signature)].name } == ["only a name", ""])
        let (silent, _) = try await Self.commit(
            in: ScratchRepository(), author: "Ada <ada@example.org> 1 +0000", message: [])
        #expect(silent.subject == "")
    }

    @Test func `a commit of many files is one commit`() async throws {
        let scratch = try ScratchRepository()
        let blob = try scratch.git("hash-object", "-w", "--stdin")
        let index = (0..<100_000).map { "100644 \(blob)\tfolder\($0 % 100)/file\($0)\n" }.joined()
        try Data(index.utf8).write(to: URL(filePath: scratch.folder + "/index"))
        _ = try BuiltProgram.run(
            "/bin/sh", ["-c", "git update-index --index-info < \(scratch.folder)/index"],
            in: URL(filePath: scratch.path))
        try scratch.git("commit", "--quiet", "--message", "Many")
        let history = try await WholeHistory(scratch.path)
        #expect(history.summary.fileChanges == 100_000)
        #expect(history.batches.count == 1)
    }

    @Test func `a folder with a space and an umlaut works, and what borrows from it`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write("one\n", to: "a")
        try scratch.commit("One")
        let odd = scratch.folder + "/My Prüf #1 \"x\""
        try scratch.git("clone", "--quiet", "--shared", scratch.path, odd)
        try scratch.git("clone", "--quiet", "--shared", odd, scratch.folder + "/second")
        #expect(try await WholeHistory(odd).subjects == ["One"])
        #expect(try await WholeHistory(scratch.folder + "/second").subjects == ["One"])
        #expect(try await GitRepository.open(odd).repository.id == "my-pr-f--1--x")
    }
}
