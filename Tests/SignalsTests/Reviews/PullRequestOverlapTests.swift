import Records
import Testing

@testable import Signals

@Suite("Open pull requests that change the same files")
struct PullRequestOverlapTests {
    private static func files(_ names: String...) -> DeliveryBuilder.Size {
        .files(names.map { PullRequestFile(path: $0, added: 1, deleted: nil) })
    }

    private static func builder() -> DeliveryBuilder {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben", "cho"]
        builder.know("ana", "ben", "cho")
        builder.now = DeliveryBuilder.monday + 14 * 86_400
        return builder
    }

    /// By numbers: `1: 2 a b c`.
    private static func told(_ builder: DeliveryBuilder) throws -> [String] {
        let number = { (key: RecordKey) in (Int(key.id) ?? 0) - 1000 }
        return try builder.reading().overlaps().map { key, overlaps in
            let others = overlaps.map { "\(number($0.pullRequest)) \($0.files.joined(separator: " "))" }
            return "\(number(key)): \(others.joined(separator: ", "))"
        }.sorted()
    }

    @Test func `are named to both from three files on, the most first`() throws {
        var builder = Self.builder()
        try builder.pullRequest("Mon 09:00 ana opens", size: Self.files("a", "b", "c", "d"))
        try builder.pullRequest("Mon 09:00 ben opens", size: Self.files("c", "b", "a", "x"))
        try builder.pullRequest("Mon 09:00 cho opens draft", size: Self.files("d", "c", "b", "a"))
        try builder.pullRequest("Mon 09:00 cho opens", size: Self.files("a", "b", "y", "z"))
        #expect(try Self.told(builder) == ["1: 3 a b c d, 2 a b c", "2: 1 a b c, 3 a b c", "3: 1 a b c d, 2 a b c"])
    }

    @Test func `are none where one person wrote both, or they go elsewhere, are closed, or build on one another`()
        throws
    {
        let same = Self.files("a", "b", "c")
        for steps in [
            "Mon 09:00 ana opens", "base release\nMon 09:00 ben opens", "Mon 09:00 ben opens\nTue 09:00 ben merges",
            "Mon 09:00 ben opens\nTue 09:00 ben closes", "Mon 09:00 robot[bot] opens",
        ] {
            var builder = Self.builder()
            try builder.pullRequest("Mon 09:00 ana opens", size: same)
            try builder.pullRequest(steps, size: same)
            #expect(try Self.told(builder) == [], "\(steps)")
        }
        var builder = Self.builder()
        try builder.pullRequest("Mon 09:00 ana opens", size: same)
        try builder.pullRequest("Mon 09:00 ben opens", size: same)
        #expect(try Self.told(builder).count == 2)
        let shared = PullRequestCommit(
            pullRequest: builder.histories[0].pullRequest.key, commit: "c1", authorName: "Ana",
            authorEmail: "ana@example.org", authoredAt: 0)
        for place in 0...1 { builder.histories[place].commits.append(shared) }
        #expect(try Self.told(builder) == [])
    }

    @Test func `do not count what tools write, what very many change, and a move counts by both names`() throws {
        var builder = Self.builder()
        try builder.pullRequest("Mon 09:00 ana opens", size: Self.files("a", "b", "go.sum"))
        try builder.pullRequest("Mon 09:00 ben opens", size: Self.files("a", "b", "go.sum"))
        #expect(try Self.told(builder) == [])
        let moved = PullRequestFile(path: "new", oldPath: "c", added: 0, deleted: 0)
        let others = ["a", "b"].map { PullRequestFile(path: $0, added: 1, deleted: 1) }
        try builder.pullRequest("Mon 09:00 ana opens", size: .files(others + [moved]))
        try builder.pullRequest("Mon 09:00 ben opens", size: Self.files("a", "b", "c"))
        #expect(try Self.told(builder) == ["3: 4 a b c", "4: 3 a b c"])
        for _ in 0..<PullRequestOverlap.common { try builder.pullRequest("Mon 09:00 cho opens", size: Self.files("a")) }
        #expect(try Self.told(builder) == [])
    }

    @Test func `a long lock file alone makes none large`() throws {
        var builder = Self.builder()
        let lock = PullRequestFile(path: "package-lock.json", added: 5000, deleted: 0)
        try builder.pullRequest("Mon 09:00 ana opens", size: .files([lock]), title: "PAY-1 Retry")
        let reading = try builder.reading()
        let history = try #require(reading.evidence.pullRequests.first)
        #expect(!reading.risks(of: history, try #require(reading.clocks.first ?? nil)).contains(.large))
    }
}
