import Foundation
import Records

/// Where a branch stands.
struct BranchTip: Sendable {
    let name: String
    let id: ObjectID

    /// `refs/heads/x` is `x`, `refs/remotes/origin/x` is `origin/x`.
    static func short(_ reference: Substring) -> String {
        String(reference.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? reference)
    }
}

/// The commits of branches that the main one has not.
struct BranchLog: Sendable {
    private struct Entry: Sendable {
        let parents: [ObjectID]
        let at: Int64
        let author: Signature
    }

    private let entries: [ObjectID: Entry]
    /// Newest commit first.
    private let kept: [(tip: BranchTip, commits: [ObjectID])]
    let long: Int

    init(_ tips: [BranchTip], beside main: ObjectID, _ wanted: BranchReading, process: GitProcess) async throws {
        let recent = try await Self.recent(tips, beside: main, wanted, process)
        entries = try await Self.entries(of: recent, beside: main, process)
        var kept: [(tip: BranchTip, commits: [ObjectID])] = []
        var long = 0
        for tip in recent {
            let commits = Self.reach(tip.id, entries)
            if commits.isEmpty { continue }
            if commits.count > wanted.commits { long += 1 } else { kept.append((tip, commits)) }
        }
        self.kept = kept
        self.long = long
    }

    var commitsOfBranches: Set<ObjectID> { Set(kept.flatMap(\.commits)) }

    func branches(touching files: [ObjectID: [String]]) -> [OpenBranch] {
        zip(kept, stacks).map { branch, stack in
            let (tip, commits) = branch
            return OpenBranch(
                name: tip.name, head: tip.id, authors: Set(commits.compactMap { entries[$0]?.author }).sorted(),
                commits: commits.count, updatedAt: entries[tip.id]?.at ?? 0,
                files: Set(commits.flatMap { files[$0] ?? [] }).sorted(), stack: stack)
        }
    }

    /// For every branch the place of the first one that it shares commits with, at once or through others.
    private var stacks: [Int] {
        var stacks = Array(kept.indices)
        var owner: [ObjectID: Int] = [:]
        for (place, branch) in kept.enumerated() {
            for commit in branch.commits {
                guard let other = owner[commit] else {
                    owner[commit] = place
                    continue
                }
                let (low, high) = (min(stacks[other], stacks[place]), max(stacks[other], stacks[place]))
                if low != high { for each in stacks.indices where stacks[each] == high { stacks[each] = low } }
            }
        }
        return stacks
    }

    /// Those with the newest commits, as far as they are wanted.
    private static func recent(
        _ tips: [BranchTip], beside main: ObjectID, _ wanted: BranchReading, _ process: GitProcess
    ) async throws -> [BranchTip] {
        if tips.isEmpty { return [] }
        let input = tips.map { $0.id.hex + "\n" }.joined() + "\(main.hex)\n"
        let lines = try await process.lines(
            ["log", "--no-walk=unsorted", "--ignore-missing", "--stdin", "--format=%H %ct"], input: Array(input.utf8))
        var times: [ObjectID: Int64] = [:]
        for line in lines {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let id = ObjectID(parts[0]) else { continue }
            times[id] = Int64(parts[1])
        }
        let newest = times.values.filter { $0 <= wanted.now }.max() ?? wanted.now
        let since = newest - wanted.days * Timeframe.day
        return Array(
            tips.filter { $0.id != main && times[$0.id, default: .min] >= since }
                .sorted { (times[$1.id] ?? 0, $0.name) < (times[$0.id] ?? 0, $1.name) }
                .prefix(wanted.branches))
    }

    private static func entries(
        of tips: [BranchTip], beside main: ObjectID, _ process: GitProcess
    ) async throws -> [ObjectID: Entry] {
        if tips.isEmpty { return [:] }
        let input = tips.map { $0.id.hex + "\n" }.joined() + "^\(main.hex)\n"
        let lines = try await process.output(
            ["log", "--stdin", "--format=%H%x00%P%x00%ct%x00%an%x00%ae"], input: Array(input.utf8)
        ).split(separator: UInt8(ascii: "\n"))
        var entries: [ObjectID: Entry] = [:]
        for line in lines {
            let fields = line.split(separator: 0, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 5, let id = ObjectID(fields[0]) else { throw GitTrouble.garbled("log") }
            entries[id] = Entry(
                parents: fields[1].split(separator: " ").compactMap { ObjectID($0) }, at: Int64(fields[2]) ?? 0,
                author: Signature(name: fields[3], email: fields[4]))
        }
        return entries
    }

    /// What a branch has beside the main one, newest first as far as parents tell.
    private static func reach(_ tip: ObjectID, _ entries: [ObjectID: Entry]) -> [ObjectID] {
        var found: [ObjectID] = []
        var seen: Set<ObjectID> = [tip]
        var waiting = [tip]
        while let id = waiting.popLast() {
            guard let entry = entries[id] else { continue }
            found.append(id)
            waiting += entry.parents.filter { seen.insert($0).inserted }
        }
        return found
    }
}
