import Foundation
import Records
import TestKit
import Testing

@testable import Connectors

@Suite("The parser of git's log")
struct LogParserTests {
    /// Reads bytes that arrive in pieces of at most so many.
    private static func parse(_ bytes: [UInt8], pieces: () -> Int) throws -> LogDraft {
        var rest = bytes[...]
        return try withoutActuallyEscaping(pieces) { pieces in
            var reader = ByteReader(capacity: 32) { room in
                let count = min(room.count, rest.count, max(1, pieces()))
                room.copyBytes(from: rest.prefix(count))
                rest = rest.dropFirst(count)
                return count
            }
            var parser = LogParser()
            var draft = LogDraft()
            while try parser.next(from: &reader, into: &draft) {}
            return draft
        }
    }

    private static func id(_ digit: String) -> String { String(repeating: digit, count: 40) }

    private static let log =
        Array(
            [
                id("1"), id("2") + " " + id("3"), "Ada", "ada@example.org", "10 +0100", "Com", "com@example.org",
                "20 -0030",
                "Join", "",
                id("2"), "", "Ada", "ada@example.org", "5 +0000", "Ada", "ada@example.org", "5 +0000", "Start",
                "Co-authored-by: Bob <bob@example.org>\nSigned-off-by: Ada <ada@example.org>\n",
                "\n:000000 100755 \(id("0")) \(id("a")) A", "new\tfile",
                ":100644 100644 \(id("b")) \(id("c")) R087", "old", "moved",
                ":120000 000000 \(id("d")) \(id("0")) D", "link",
            ].joined(separator: "\0").utf8) + [0]

    @Test func `every field lands in its place`() throws {
        let history = try Self.parse(Self.log) { .max }.fragment
        #expect(history.commits.map(\.subject) == ["Join", "Start"])
        #expect(history.commits[0].isMerge)
        #expect(history.commits[0].committed == Moment(seconds: 20, offset: -30))
        #expect(history.commits[1].trailers.map(\.kind) == [.coAuthoredBy, .signedOffBy])
        #expect(history.signatures.map(\.name) == ["Ada", "Com", "Bob"])
        #expect(history.paths == ["new\tfile", "old", "moved", "link"])
        #expect(history.changes.map(\.kind) == [.added, .renamed, .deleted])
        #expect(history.changes.map(\.mode) == [.executable, .regular, .symbolicLink])
        #expect(history.changes[1].oldPath == 1)
    }

    @Test func `the pieces that it arrives in make no difference`() throws {
        let whole = try Self.parse(Self.log) { .max }.fragment
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            #expect(try Self.parse(Self.log) { Int.random(in: 1...40, using: &random) }.fragment == whole)
        }
    }

    @Test func `a text that breaks off inside a commit is refused`() throws {
        let ends = [Self.log.count, Self.log.firstRange(of: Array(Self.id("2").utf8 + [0, 0]))?.lowerBound]
        for count in 1..<Self.log.count where !ends.contains(count) {
            // After a complete change the rest may be absent: only git's exit tells, and that is checked elsewhere.
            let isWhole = Self.log[count - 1] == 0 && count > 300
            if isWhole { continue }
            #expect(throws: GitTrouble.garbled("log")) { try Self.parse(Array(Self.log.prefix(count))) { 11 } }
        }
    }

    @Test func `bytes of any kind are read or refused, never worse`() throws {
        var random = SeededGenerator(seed: 99)
        var refused = 0
        for _ in 0..<3000 {
            var bytes = Self.log
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do { _ = try Self.parse(bytes) { 64 } } catch GitTrouble.garbled { refused += 1 }
            let noise = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
            do { _ = try Self.parse(noise) { 64 } } catch GitTrouble.garbled { refused += 1 }
        }
        #expect(refused > 3000)
    }
}
