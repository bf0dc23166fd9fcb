import Connectors
import Foundation
import Records
import TestKit

/// A history read at once, as tests look at it.
struct WholeHistory {
    var batches: [Batch] = []
    var summary = GitSummary()

    init(_ repository: GitRepository, _ reading: GitReading = GitReading()) async throws {
        var batches: [Batch] = []
        summary = try await repository.read(reading) { batches.append($0) }
        self.batches = batches
    }

    init(_ path: String, _ reading: GitReading = GitReading()) async throws {
        try await self.init(GitRepository.open(path), reading)
    }

    /// Commits with their own changes, newest first.
    var commits: [(commit: Commit, history: History)] {
        batches.flatMap { batch in batch.fragment.commits.map { ($0, batch.fragment) } }
    }

    var subjects: [String] { commits.map(\.commit.subject) }

    /// `subject`, then `kind added deleted path` for every change: `M 2 1 a.txt`, `R 0 0 old -> new`, `A binary x.png`.
    var lines: [String] {
        commits.flatMap { commit, history in
            [commit.subject]
                + history.changes(of: commit).map { change in
                    let count =
                        change.counting == .lines ? "\(change.added) \(change.deleted)" : change.counting.rawValue
                    let old = change.oldPath.map { history.paths[Int($0)] + " -> " } ?? ""
                    return "\(change.kind.rawValue) \(count) \(old)\(history.path(change))"
                }
        }
    }

    /// Every change as `git log --numstat` would print it, sorted.
    var numstat: [String] {
        commits.flatMap { commit, history in
            history.changes(of: commit).map { change in
                (change.counting == .lines ? "\(change.added)\t\(change.deleted)" : "-\t-") + "\t"
                    + history.path(change)
            }
        }.sorted()
    }

    /// The same from git itself; a renamed file stands under its new path.
    static func numstat(of path: String, _ options: String...) throws -> [String] {
        let text = try ScratchRepository.git(["log", "--numstat", "--format=", "-z"] + options, in: path)
        var parts = text.split(separator: "\0", omittingEmptySubsequences: false)[...]
        var lines: [String] = []
        while let part = parts.popFirst() {
            let line = part.drop { $0 == "\n" }
            if line.isEmpty { continue }
            if line.hasSuffix("\t") {
                _ = parts.popFirst()
                lines.append(String(line) + String(parts.popFirst() ?? ""))
            } else {
                lines.append(String(line))
            }
        }
        return lines.sorted()
    }
}
