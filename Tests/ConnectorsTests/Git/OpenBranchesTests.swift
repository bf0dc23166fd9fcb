import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Open branches")
struct OpenBranchesTests {
    private static let day = 86_400

    private static func time(_ days: Int) -> String { "\(1_700_000_000 + days * day) +0100" }

    private static let now = Int64(1_700_000_000 + 100 * day)

    /// A file of twenty lines, one of which is another.
    private static func text(_ line: Int? = nil, _ word: String = "changed") -> String {
        (1...20).map { (number: Int) in line == number ? "\(word)\n" : "line \(number)\n" }.joined()
    }

    private static func scratch() throws -> ScratchRepository {
        let scratch = try ScratchRepository()
        for name in ["a", "b", "c"] { try scratch.write(text(), to: name) }
        try scratch.commit("Begin", at: time(40))
        return scratch
    }

    /// Commits a change on a branch that starts at another one.
    private static func change(
        _ scratch: ScratchRepository, _ branch: String, from start: String = "main", _ files: [String: String],
        by author: String, days: Int = 60
    ) throws {
        let isNew = try scratch.git("branch", "--list", branch).isEmpty
        if isNew { try scratch.git("branch", "--quiet", branch, start) }
        try scratch.git("checkout", "--quiet", branch)
        for (name, text) in files { try scratch.write(text, to: name) }
        try scratch.commit("Change", by: author, email: "\(author)@example.org", at: time(days))
        try scratch.git("checkout", "--quiet", "main")
    }

    private static func open(_ path: String, _ change: (inout BranchReading) -> Void = { _ in }) async throws
        -> OpenBranches
    {
        var reading = BranchReading(now: now)
        change(&reading)
        return try await GitRepository.open(path).openBranches(reading)
    }

    @Test func `are told with their people and files, and with whom they cannot be merged`() async throws {
        let scratch = try Self.scratch()
        try Self.change(scratch, "top", ["a": Self.text(3)], by: "ada")
        try Self.change(scratch, "also", ["a": Self.text(3, "otherwise"), "new": "x\n"], by: "bob", days: 61)
        try Self.change(scratch, "also", ["b": Self.text(2)], by: "cyd", days: 62)
        try Self.change(scratch, "far", ["a": Self.text(19)], by: "dan")
        let open = try await Self.open(scratch.path)
        #expect(open.branches.map(\.name) == ["also", "far", "top"])
        #expect(open.branches.map(\.files) == [["a", "b", "new"], ["a"], ["a"]])
        #expect(open.branches[0].authors.map(\.name) == ["bob", "cyd"])
        #expect(open.branches[0].commits == 2)
        #expect(open.branches[0].updatedAt == Int64(1_700_000_000 + 62 * Self.day))
        #expect(Set(open.branches.map(\.stack)).count == 3)
        #expect(open.clashes == [.init(first: "also", second: "top", files: ["a"])])
        #expect(open.untried == 0)
    }

    @Test func `one that builds on another is of its stack and not tried against it`() async throws {
        let scratch = try Self.scratch()
        try Self.change(scratch, "base", ["a": Self.text(3)], by: "ada")
        try Self.change(scratch, "upon", from: "base", ["a": Self.text(3, "again")], by: "bob")
        try Self.change(scratch, "base", ["a": Self.text(3, "moved")], by: "ada", days: 61)
        let open = try await Self.open(scratch.path)
        #expect(open.branches.count == 2)
        #expect(Set(open.branches.map(\.stack)) == [0])
        #expect(open.clashes.isEmpty)
    }

    @Test func `what the main branch holds by other commits is not open where it matters`() async throws {
        let scratch = try Self.scratch()
        try Self.change(scratch, "squashed", ["a": Self.text(3)], by: "ada")
        try scratch.write(Self.text(3), to: "a")
        try scratch.commit("Squashed", at: Self.time(61))
        try Self.change(scratch, "late", from: "main~1", ["a": Self.text(3, "otherwise")], by: "bob")
        let open = try await Self.open(scratch.path)
        #expect(open.branches.map(\.name) == ["late"])
        #expect(open.contained == 1)
        #expect(open.clashes.isEmpty)
    }

    @Test func `merged, old and endless ones are left out`() async throws {
        let scratch = try Self.scratch()
        try Self.change(scratch, "old", ["a": Self.text(3)], by: "ada", days: 39)
        try Self.change(scratch, "long", ["a": Self.text(4)], by: "bob", days: 69)
        try Self.change(scratch, "long", ["b": Self.text(4)], by: "bob", days: 70)
        try Self.change(scratch, "merged", ["c": Self.text(3)], by: "cyd", days: 70)
        try scratch.git("merge", "--quiet", "--ff-only", "merged")
        try scratch.git("checkout", "--quiet", "-b", "ahead")
        try scratch.commit("Of a clock that runs ahead", by: "eve", at: "@4102444800 +0000")
        try scratch.git("checkout", "--quiet", "main")
        let open = try await Self.open(scratch.path) { $0.commits = 1 }
        #expect(open.branches.map(\.name) == ["ahead"])
        #expect(open.long == 1)
        #expect(try await Self.open(scratch.path) { $0.days = 29 }.branches.map(\.name) == ["ahead", "long"])
        #expect(try await Self.open(scratch.path) { $0.branches = 1 }.branches.map(\.name) == ["ahead"])
    }

    @Test func `a clone tells the branches of its origin once, beside the main one of there`() async throws {
        let scratch = try Self.scratch()
        try Self.change(scratch, "topic", ["a": Self.text(3)], by: "ada")
        let clone = scratch.folder + "/clone"
        try ScratchRepository.git(["clone", "--quiet", scratch.path, clone], in: scratch.folder)
        try ScratchRepository.git(["checkout", "--quiet", "topic"], in: clone)
        let open = try await Self.open(clone)
        #expect(open.branches.map(\.name) == ["topic"])
        #expect(try await Self.open(scratch.path).branches.map(\.name) == ["topic"])
    }

    @Test func `the mark changes when a branch moves, comes or goes`() async throws {
        let scratch = try Self.scratch()
        func mark() async throws -> String { try await GitRepository.open(scratch.path).branchMark() }
        let first = try await mark()
        #expect(try await Self.open(scratch.path).mark == first)
        try Self.change(scratch, "topic", ["a": Self.text(3)], by: "ada")
        let second = try await mark()
        #expect(second != first)
        try Self.change(scratch, "topic", ["a": Self.text(4)], by: "ada")
        #expect(try await mark() != second)
        try scratch.git("branch", "--quiet", "-D", "topic")
        #expect(try await mark() == first)
    }

    @Test func `names with spaces, tabs and line ends come whole, and few pairs are tried`() async throws {
        let scratch = try Self.scratch()
        for (branch, author) in [("one", "ada"), ("two", "bob"), ("three", "cyd")] {
            try Self.change(scratch, branch, ["odd\tna me\n é": author + "\n"], by: author)
        }
        let open = try await Self.open(scratch.path) { $0.trials = 1 }
        #expect(open.branches.allSatisfy { $0.files == ["odd\tna me\n é"] })
        #expect(open.clashes.count == 1)
        #expect(open.untried == 2)
        #expect(open.clashes[0].files == ["odd\tna me\n é"])
    }

    @Test func `there is none without commits`() async throws {
        let scratch = try ScratchRepository()
        #expect(try await Self.open(scratch.path) == OpenBranches())
    }
}
