import Records
import TestKit
import Testing

@testable import Store

@Suite("Files of pull requests that are kept")
struct PullRequestFileStoreTests {
    private static let day: Int64 = 86_400
    private static let repository = RecordKey("github.com", .repository, "tutti/choir")

    private static func request(
        _ number: Int, head: String?, updated: Int64, closed: Int64? = nil, merged: Bool = false, files: Int? = nil
    ) -> Record {
        var request = PullRequest(
            key: RecordKey("github.com", .pullRequest, "tutti/choir#\(number)"), repository: repository, number: number,
            title: "Tune", author: nil, state: closed == nil ? .open : merged ? .merged : .closed, createdAt: 0,
            updatedAt: updated, headBranch: "tune", baseBranch: "main")
        (request.headCommit, request.closedAt, request.changedFiles) = (head, closed, files)
        request.mergedAt = merged ? closed : nil
        return .pullRequest(request)
    }

    private static func list(_ number: Int, head: String, _ paths: [String] = ["a.c"]) -> PullRequestFiles {
        PullRequestFiles(
            pullRequest: RecordKey("github.com", .pullRequest, "tutti/choir#\(number)"), head: head,
            files: paths.map { PullRequestFile(path: $0, added: 2, deleted: nil) })
    }

    @Test(arguments: Backend.all)
    func `are wanted of what is open first, then of what was merged lately, once for each state of a branch`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let other = RecordKey("github.com", .repository, "tutti/band")
            let records: [Record] = [
                .repository(HostedRepository(key: Self.repository, fullName: "tutti/choir")),
                Self.request(1, head: "a1", updated: 10 * Self.day),
                Self.request(2, head: "a2", updated: 20 * Self.day),
                Self.request(3, head: "a3", updated: 30 * Self.day, closed: 30 * Self.day, merged: true),
                // Merged too long ago, closed without merging, of many files, of none, without a commit, told already.
                Self.request(4, head: "a4", updated: 9 * Self.day, closed: 9 * Self.day, merged: true),
                Self.request(5, head: "a5", updated: 30 * Self.day, closed: 30 * Self.day),
                Self.request(6, head: "a6", updated: 30 * Self.day, files: 301),
                Self.request(7, head: "a7", updated: 30 * Self.day, files: 0),
                Self.request(8, head: nil, updated: 30 * Self.day),
                Self.request(9, head: "a9", updated: 30 * Self.day), .pullRequestFiles(Self.list(9, head: "a9")),
                // Told of an older state.
                Self.request(10, head: "b10", updated: 5 * Self.day), .pullRequestFiles(Self.list(10, head: "a10")),
            ]
            try await database.write { db in
                for id in ["hub", "lab"] {
                    try db.save(SourceConnection(id: id, kind: "github", name: id, createdAt: 0))
                }
                _ = try db.save([Told(records, at: 1000)], of: "hub")
                _ = try db.save(
                    [Told([.repository(HostedRepository(key: other, fullName: "tutti/band"))], at: 1)], of: "lab")
            }
            let wanted = { (id: String, most: Int) in
                try await database.read { db in
                    try db.pullRequestsWithoutFiles(of: id, mergedSince: 10 * Self.day, upTo: 300, most: most).map {
                        "\($0.pullRequest.id.split(separator: "#")[1]) \($0.head)"
                    }
                }
            }
            #expect(try await wanted("hub", 10) == ["2 a2", "1 a1", "10 b10", "3 a3"])
            #expect(try await wanted("hub", 2) == ["2 a2", "1 a1"])
            #expect(try await wanted("lab", 10) == [])
        }
    }

    @Test(arguments: Backend.all)
    func `come back as they were told last`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let (old, new) = (Self.list(1, head: "a1"), Self.list(1, head: "a2", ["b \u{e9}\"\n.c", "a.c"]))
            try await database.write { db in
                try db.save(SourceConnection(id: "hub", kind: "github", name: "Hub", createdAt: 0))
                _ = try db.save([Told([.pullRequestFiles(new)], at: 2000)], of: "hub")
                // What arrives late changes nothing.
                _ = try db.save([Told([.pullRequestFiles(old)], at: 1000)], of: "hub")
                _ = try db.save([Told([.pullRequestFiles(Self.list(2, head: "b", []))], at: 1000)], of: "hub")
            }
            let keys = (1...3).map { RecordKey("github.com", .pullRequest, "tutti/choir#\($0)") }
            let found = try await database.read { try $0.hostedFiles(of: keys) }
            #expect(found == [keys[0]: new, keys[1]: Self.list(2, head: "b", [])])
            #expect(found[keys[0]]?.files.map(\.path) == ["a.c", "b \u{e9}\"\n.c"])
        }
    }
}
