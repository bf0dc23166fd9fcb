import Foundation
import TestKit
import Testing

@testable import Connectors

@Suite("Line counter")
struct LineCounterTests {
    @Test(arguments: [
        ("", "", 0, 0), ("", "a\n", 1, 0), ("a\nb\n", "", 0, 2), ("a\n", "a\n", 0, 0), ("a\n", "b\n", 1, 1),
        ("a\nb\nc\n", "a\nc\n", 0, 1), ("a\nc\n", "a\nb\nc\n", 1, 0), ("a", "a\n", 1, 1), ("a\nb", "a\nb\nc", 2, 1),
        ("a\r\nb\r\n", "a\nb\n", 2, 2), ("x\n", "y\nx\n", 1, 0), ("x\nx\n", "x\n", 0, 1), ("ab\n", "b\n", 1, 1),
        ("a\nb\nc\nd\n", "d\nc\nb\na\n", 3, 3), ("\n\n\n", "\n", 0, 2), ("a\nb\nc\n", "b\nc\na\n", 1, 1),
    ])
    func `counts by whole lines`(_ old: String, _ new: String, _ added: Int, _ deleted: Int) {
        let result = count(old, new)
        #expect(result == [added, deleted])
    }

    @Test func `a NUL near the start makes a content binary, and one far behind does not`() {
        let text = [UInt8](repeating: 97, count: 7999)
        #expect((text + [0]).withUnsafeBytes(LineCounter.isBinary))
        #expect(!(text + [97, 0]).withUnsafeBytes(LineCounter.isBinary))
        #expect(![UInt8]().withUnsafeBytes(LineCounter.isBinary))
    }

    @Test func `one counter gives the same for the second change as for the first`() {
        var counter = LineCounter()
        let (small, large) = (Array("a\nb\n".utf8), Array(String(repeating: "x\ny\nz\n", count: 5000).utf8))
        for (old, new) in [(small, large), (large, small), (small, small), (large, large)] {
            let kept = old.withUnsafeBytes { old in new.withUnsafeBytes { counter.count(old: old, new: $0) } }
            let fresh = old.withUnsafeBytes { old in new.withUnsafeBytes { LineCounter.count(old: old, new: $0) } }
            #expect(kept == fresh)
        }
    }

    @Test(arguments: RandomEdits.kinds)
    func `random edits count as git counts them`(_ kind: RandomEdits) throws {
        let repository = try ScratchRepository()
        var chance = SeededGenerator(seed: kind.seed)
        var ours: [String: String] = [:]
        for number in 0..<kind.files {
            let (old, new) = kind.pair(&chance)
            try repository.write(old, to: "old/\(number)")
            try repository.write(new, to: "new/\(number)")
            let result = count(old, new)
            if old != new { ours["\(number)"] = "\(result[0])\t\(result[1])" }
        }
        let theirs = try countsByGit(in: repository)
        #expect(theirs.count > kind.files / 2)
        for (file, counts) in ours { #expect(theirs[file] == counts, "\(kind) file \(file)") }
        // Otherwise these files would say nothing about the ways in which git is not exact.
        if kind.isCostly { #expect(try countsByGit(["--minimal"], in: repository) != theirs) }
    }

    private func countsByGit(_ options: [String] = [], in repository: ScratchRepository) throws -> [String: String] {
        let output = try repository.answer(
            ["diff", "--no-index", "--no-renames", "--numstat"] + options + ["old", "new"], accepting: [0, 1])
        var counts: [String: String] = [:]
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: "\t")
            counts[String(fields[2].split(separator: "/").last ?? "")] = "\(fields[0])\t\(fields[1])"
        }
        return counts
    }

    @Test func `frequent lines amid new ones are not matched, although they could be`() throws {
        let block = (0..<12).map { "%\($0)\n" }.joined()
        let frequent = String(repeating: "}\n", count: 40)
        let old =
            frequent + "start\n" + block.replacing("%", with: "old") + "}\n" + block.replacing("%", with: "then")
            + "end\n"
        let new =
            frequent + "start\n" + block.replacing("%", with: "new") + "}\n" + block.replacing("%", with: "now")
            + "end\n"
        #expect(count(old, new) == [25, 25])
        #expect(count(old.replacing(frequent, with: ""), new.replacing(frequent, with: "")) == [24, 24])
        let repository = try ScratchRepository()
        try repository.write(old, to: "old/1")
        try repository.write(new, to: "new/1")
        #expect(try countsByGit(in: repository) == ["1": "25\t25"])
    }

    private func count(_ old: String, _ new: String) -> [Int] {
        let result = Array(old.utf8).withUnsafeBytes { old in
            Array(new.utf8).withUnsafeBytes { LineCounter.count(old: old, new: $0) }
        }
        return [result.added, result.deleted]
    }
}

/// How random pairs of files are made: few kinds of lines and large files drive git into its shortcuts.
struct RandomEdits: CustomStringConvertible, Sendable {
    let description: String
    let seed: UInt64
    let files: Int
    let lines: Int
    let kindsOfLines: Int
    /// Out of a thousand lines, how many are replaced, taken out or followed by another.
    let edits: Int
    var endsWithoutNewline = false
    var usesCarriageReturns = false
    var movesBlocks = false
    var addsUniqueLines = false
    /// At an edit, lines that only the old file has give way to some that only the new one has, with others in between.
    var rewritesBlocks = false
    /// Whether git stops looking for the shortest path here.
    var isCostly: Bool { lines >= 3000 }

    static let kinds = [
        RandomEdits(description: "small files", seed: 1, files: 300, lines: 12, kindsOfLines: 4, edits: 300),
        RandomEdits(
            description: "unfinished lines", seed: 2, files: 200, lines: 6, kindsOfLines: 3, edits: 300,
            endsWithoutNewline: true),
        RandomEdits(
            description: "carriage returns", seed: 3, files: 100, lines: 20, kindsOfLines: 6, edits: 200,
            usesCarriageReturns: true),
        RandomEdits(
            description: "source", seed: 4, files: 100, lines: 400, kindsOfLines: 150, edits: 100, addsUniqueLines: true
        ),
        RandomEdits(
            description: "frequent lines amid new ones", seed: 5, files: 100, lines: 300, kindsOfLines: 20, edits: 40,
            rewritesBlocks: true),
        RandomEdits(description: "few kinds, long", seed: 6, files: 30, lines: 3000, kindsOfLines: 5, edits: 300),
        RandomEdits(
            description: "moved blocks", seed: 7, files: 30, lines: 3000, kindsOfLines: 900, edits: 200,
            movesBlocks: true),
        RandomEdits(
            description: "long runs", seed: 8, files: 12, lines: 12000, kindsOfLines: 3000, edits: 120,
            movesBlocks: true,
            addsUniqueLines: true),
        RandomEdits(
            description: "all different orders", seed: 9, files: 6, lines: 9000, kindsOfLines: 4000, edits: 900),
    ]

    func pair(_ chance: inout SeededGenerator) -> (old: String, new: String) {
        let count = Int.random(in: lines / 2...lines, using: &chance)
        var old = (0..<count).map { _ in line(&chance) }
        var new: [String] = []
        if rewritesBlocks {
            (old, new) = rewritten(old, &chance)
            return (text(old, &chance), text(new, &chance))
        }
        for (place, text) in old.enumerated() {
            guard Int.random(in: 0..<1000, using: &chance) < edits else {
                new.append(text)
                continue
            }
            let other = addsUniqueLines && Bool.random(using: &chance) ? "new \(place) \(count)" : line(&chance)
            switch Int.random(in: 0..<3, using: &chance) {
            case 0: break
            case 1: new.append(other)
            default: new += [text, other]
            }
        }
        if movesBlocks, new.count > 60 {
            let start = Int.random(in: 0..<new.count / 2, using: &chance)
            let block = Array(new[start..<start + new.count / 4])
            new.removeSubrange(start..<start + new.count / 4)
            new.insert(contentsOf: block, at: Int.random(in: 0...new.count, using: &chance))
        }
        return (text(old, &chance), text(new, &chance))
    }

    private func rewritten(_ lines: [String], _ chance: inout SeededGenerator) -> (old: [String], new: [String]) {
        var (old, new): ([String], [String]) = ([], [])
        for (place, text) in lines.enumerated() {
            old.append(text)
            new.append(text)
            guard Int.random(in: 0..<1000, using: &chance) < edits else { continue }
            for number in 0..<Int.random(in: 10...60, using: &chance) {
                let isFrequent = Int.random(in: 0..<12, using: &chance) == 0
                old.append(isFrequent ? "line 0" : "old \(place) \(number)")
                new.append(isFrequent ? "line 0" : "new \(place) \(number)")
            }
        }
        return (old, new)
    }

    private func line(_ chance: inout SeededGenerator) -> String {
        // Squared, so that some lines are frequent and others rare.
        let number = Double.random(in: 0..<1, using: &chance)
        return "line \(Int(number * number * Double(kindsOfLines)))"
    }

    private func text(_ lines: [String], _ chance: inout SeededGenerator) -> String {
        let end = usesCarriageReturns && Bool.random(using: &chance) ? "\r\n" : "\n"
        let text = lines.map { $0 + end }.joined()
        return endsWithoutNewline && Bool.random(using: &chance) ? String(text.dropLast()) : text
    }
}
