import Connectors
import Foundation
import Records
import TestKit
import Testing

/// Perceval's logs against our reading of the same history, rebuilt commit by commit.
///
/// Compared are commits and their parents, people, times, subjects, trailers, changed files, renames and lines. Three
/// things differ by definition. A merge has no changes here: what it joined was counted where it was written, while
/// Perceval's log adds the differences from the first parent. A copy is an addition here with all its lines, because
/// Perceval asks git to look for copies (`-C`) and we do not. Bytes that are no UTF-8 become U+FFFD here and lone
/// surrogates there. Besides, where one of two empty files was renamed and the other deleted, nothing tells which: git took
/// the later name when that log was made, and takes the earlier one today.
@Suite("Perceval's logs", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct PercevalTests {
    struct Expectation: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var commits = 1
        var merges = 0
        var changes = 0
        var added = 0
        var deleted = 0
        var renames = 0
        var trailers = 0

        init(
            _ file: String, commits: Int = 1, merges: Int = 0, changes: Int = 0, added: Int = 0, deleted: Int = 0,
            renames: Int = 0, trailers: Int = 0
        ) {
            testDescription = file
            (self.commits, self.merges, self.changes, self.renames) = (commits, merges, changes, renames)
            (self.added, self.deleted, self.trailers) = (added, deleted, trailers)
        }
    }

    /// Counted by hand in the files. The two copies came from a file of 1,150 and 1,060 lines: each had ten times as many as
    /// its change, and more.
    static let expectations = [
        Expectation("git_log", commits: 10, merges: 1, changes: 13, added: 2, renames: 5),
        Expectation("git_log_merge", commits: 2, merges: 2),
        Expectation("git_log_merge_moved", commits: 2, merges: 2),
        Expectation("git_log_moved", changes: 2, added: 4, deleted: 4, renames: 1),
        Expectation("git_log_moved_special_files", changes: 10, added: 33, deleted: 103, renames: 7),
        Expectation("git_log_trailers", commits: 3, changes: 5, renames: 1, trailers: 5),
        Expectation("git_log_brackets", changes: 1),
        Expectation("git_bad_encoding", changes: 2, added: 12, deleted: 1),
        Expectation("git_bad_cr", changes: 1, added: 36, deleted: 44),
        Expectation("git_log_incompleted", commits: 2, merges: 1),
        Expectation("git_log_empty", commits: 0),
    ]

    /// The changes of the commit with two empty files, as git tells them today.
    private static let today = [
        "c0d66f92a95e31c77be08dc9d0f11a16715d1885": [
            PercevalLog.Change(
                status: "R", oldPath: "bbb/bthing", path: "bbb/something.renamed", added: 0, deleted: 0),
            PercevalLog.Change(status: "D", oldPath: "bbb/something", path: "bbb/something", added: 0, deleted: 0),
        ]
    ]

    private static func read(_ file: String) async throws -> (RebuiltHistory, WholeHistory) {
        let log = PercevalLog(try Data(contentsOf: SharedData.file("apiraw/perceval/git/\(file).txt")))
        let rebuilt = try RebuiltHistory(log)
        var reading = GitReading()
        reading.only = rebuilt.wanted
        return (rebuilt, try await WholeHistory(rebuilt.repository.get().path, reading))
    }

    @Test(arguments: expectations)
    func `come to the same counts`(_ expected: Expectation) async throws {
        let (_, read) = try await Self.read(expected.testDescription)
        let changes = read.commits.flatMap { $0.history.changes(of: $0.commit) }
        let lines = changes.filter { !($0.kind == .added && $0.added > 1000) }
        #expect(read.commits.count == expected.commits)
        #expect(read.commits.count { $0.commit.isMerge } == expected.merges)
        #expect(changes.count == expected.changes)
        #expect(lines.reduce(0) { $0 + Int($1.added) } == expected.added)
        #expect(lines.reduce(0) { $0 + Int($1.deleted) } == expected.deleted)
        #expect(changes.count { $0.kind == .renamed } == expected.renames)
        #expect(read.commits.reduce(0) { $0 + $1.commit.trailers.count } == expected.trailers)
    }

    @Test(arguments: expectations.map(\.testDescription))
    func `tell of every commit who made it when, from what, and about what`(_ file: String) async throws {
        let (rebuilt, read) = try await Self.read(file)
        try #require(read.commits.count == rebuilt.log.entries.count)
        for (entry, found) in zip(rebuilt.log.entries, read.commits) {
            let (commit, history) = found
            #expect(commit.id == rebuilt.ids[entry.id])
            #expect(history.author(commit).text == entry.author)
            #expect(history.signatures[Int(commit.committer)].text == entry.committer)
            #expect(commit.authored == RebuiltHistory.moment(entry.authorDate))
            #expect(commit.committed == RebuiltHistory.moment(entry.commitDate))
            #expect(commit.subject == entry.subject)
            for (parent, expected) in zip(commit.parents, entry.parents) where rebuilt.ids[expected] != nil {
                #expect(parent == rebuilt.ids[expected])
            }
        }
    }

    @Test(arguments: expectations.map(\.testDescription))
    func `tell of every change which file and how many lines`(_ file: String) async throws {
        let (rebuilt, read) = try await Self.read(file)
        for (entry, found) in zip(rebuilt.log.entries, read.commits) {
            let changes = found.history.changes(of: found.commit)
            let expected = entry.isMerge ? [] : Self.today[entry.id] ?? entry.changes
            try #require(changes.count == expected.count)
            let byPath = Dictionary(changes.map { (found.history.path($0), $0) }) { first, _ in first }
            for line in expected {
                let change = try #require(byPath[line.path])
                let isCopy = line.status == "C"
                #expect(change.kind.rawValue == (isCopy ? "A" : "\(line.status)"))
                #expect(
                    change.oldPath.map { found.history.paths[Int($0)] } == (line.status == "R" ? line.oldPath : nil))
                if isCopy { continue }
                #expect(change.added == line.added && change.deleted == line.deleted)
            }
        }
    }

    @Test func `name those whom the trailers name`() async throws {
        let (_, read) = try await Self.read("git_log_trailers")
        let named = read.commits.map { commit, history in
            commit.trailers.map { "\($0.kind.rawValue): \(history.signatures[Int($0.signature)].text)" }
        }
        #expect(
            named == [
                [
                    "signed-off-by: John Smith <jsmith@example.com>", "signed-off-by: John Doe <jdoe@example.com>",
                    "reported-by: Jane Doe <jane@example.com>",
                ],
                ["signed-off-by: John Smith <jsmith@example.com>", "signed-off-by: John Doe <jdoe@example.com>"], [],
            ])
    }
}

extension Signature {
    fileprivate var text: String { "\(name) <\(email)>" }
}
