import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Random histories")
struct GitRandomHistoryTests {
    /// A history of edits, moves, deletions, branches and merges, as `git fast-import` reads it.
    private static func stream(seed: UInt64, commits: Int) -> String {
        var random = SeededGenerator(seed: seed)
        var files: [[String: [Int]]] = []
        var text = ""
        for number in 1...commits {
            let parent = number == 1 ? 0 : max(1, number - Int.random(in: 1...4, using: &random))
            var tree = parent == 0 ? [:] : files[parent - 1]
            text +=
                "commit refs/heads/main\nmark :\(number)\ncommitter Ada <ada@example.org> \(1_700_000_000 + number) +0000\n"
            text += "data 1\n\(number % 10)\n"
            if parent > 0 { text += "from :\(parent)\n" }
            let other = number > 6 && number % 5 == 0 ? number - 5 : nil
            if let other, other != parent { text += "merge :\(other)\n" }
            for _ in 0..<Int.random(in: 1...4, using: &random) { text += edit(&tree, using: &random) }
            files.append(tree)
        }
        return text
    }

    private static func edit(_ tree: inout [String: [Int]], using random: inout SeededGenerator) -> String {
        let names = tree.keys.sorted()
        let name = names.randomElement(using: &random)
        switch (Int.random(in: 0..<10, using: &random), name) {
        case (0, let name?):
            tree[name] = nil
            return "D \(name)\n"
        case (1...2, let name?):
            let target = "moved/\(Int.random(in: 0..<30, using: &random))"
            if target == name { return "" }
            tree[target] = tree.removeValue(forKey: name)
            return "R \(name) \(target)\n"
        case (3...7, let name?):
            return write(name, changed(tree[name] ?? [], using: &random), &tree)
        default:
            let lines = (0..<Int.random(in: 0...60, using: &random)).map { _ in Int.random(in: 0..<40, using: &random) }
            return write(
                "folder\(Int.random(in: 0..<3, using: &random))/\(Int.random(in: 0..<99, using: &random))", lines, &tree
            )
        }
    }

    private static func changed(_ lines: [Int], using random: inout SeededGenerator) -> [Int] {
        lines.flatMap { line -> [Int] in
            switch Int.random(in: 0..<12, using: &random) {
            case 0: []
            case 1: [Int.random(in: 0..<40, using: &random)]
            case 2: [line, Int.random(in: 0..<40, using: &random)]
            default: [line]
            }
        }
    }

    private static func write(_ name: String, _ lines: [Int], _ tree: inout [String: [Int]]) -> String {
        tree[name] = lines
        var content = lines.map { "line \($0)" }.joined(separator: "\n")
        if lines.count % 3 != 0 { content += "\n" }
        if lines.count == 13 { content = "\0" + content }
        return "M 100\(lines.count % 7 == 0 ? "755" : "644") inline \(name)\ndata \(content.utf8.count)\n\(content)\n"
    }

    @Test(arguments: 1...6)
    func `totals are git's own, whole or in steps`(seed: Int) async throws {
        let scratch = try ScratchRepository(["--bare"])
        try Data(Self.stream(seed: UInt64(seed), commits: 250).utf8).write(
            to: URL(filePath: scratch.folder + "/stream"))
        let imported = try BuiltProgram.run(
            "/bin/sh", ["-c", "git fast-import --quiet --force < \(scratch.folder)/stream"],
            in: URL(filePath: scratch.path))
        try #require(imported.status == 0, "\(imported.errors)")

        let repository = try await GitRepository.open(scratch.path)
        let whole = try await WholeHistory(repository)
        #expect(whole.numstat == (try WholeHistory.numstat(of: scratch.path)))
        #expect(whole.summary.merges > 10)
        #expect(whole.lines.count { $0.hasPrefix("R ") } > 10)
        var reading = GitReading()
        reading.followsRenames = false
        reading.commitsPerBatch = 7
        #expect(
            try await WholeHistory(repository, reading).numstat
                == WholeHistory.numstat(of: scratch.path, "--no-renames"))

        let head = try await repository.commit(nil)
        let ids = try await repository.commitIDs(from: head)
        #expect(ids == whole.commits.map(\.commit.id))
        // In two steps: up to a commit, then the rest.
        var first = GitReading()
        first.revision = ids[ids.count / 2].hex
        var second = GitReading()
        second.excluding = [ids[ids.count / 2]]
        let steps = try await [WholeHistory(repository, second), WholeHistory(repository, first)]
        #expect(steps.flatMap(\.numstat).sorted() == whole.numstat)
        #expect(steps.map(\.summary.commits).reduce(0, +) == ids.count)
        var single = GitReading()
        single.only = ids
        #expect(try await WholeHistory(repository, single).numstat == whole.numstat)
    }
}
