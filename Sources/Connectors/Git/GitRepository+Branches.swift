import Foundation
import Records

/// How far open branches are looked into.
package struct BranchReading: Hashable, Sendable {
    /// The time, in seconds since 1970: what claims to be later says nothing about how old the others are.
    package var now: Int64
    /// A branch whose newest commit is that much older than the newest of all is somebody's shelf, not work that goes on.
    package var days: Int64 = 30
    /// Most branches, those with the newest commits first.
    package var branches = 200
    /// A branch with more commits of its own is a line of release, not a change.
    package var commits = 200
    /// Most pairs that are merged for trial.
    package var trials = 100

    package init(now: Int64) { self.now = now }
}

extension GitRepository {
    /// The branches with commits that the main one has not, what they touch, and which cannot be merged with one another.
    ///
    /// The main branch is the one that `origin` calls its head, else the one at the head. Of the same commit under two
    /// names, as of a branch and its remote, one is told. Costs three starts of git, and one for every trial merge.
    ///
    /// - Throws: `GitTrouble`.
    package func openBranches(_ wanted: BranchReading) async throws -> OpenBranches {
        guard repository.head != nil else { return OpenBranches() }
        let tips = try await branchTips()
        guard let main = tips.main else { return OpenBranches(mark: tips.mark) }
        let log = try await BranchLog(
            tips.others, beside: main, wanted, process: process)
        var open = OpenBranches(mark: tips.mark, long: log.long)
        let files = try await touchedFiles(of: log.commitsOfBranches)
        open.branches = log.branches(touching: files)
        try await tryMerges(&open, main: main, most: wanted.trials)
        return open
    }

    /// What `OpenBranches.mark` would be now; another one means that a branch has moved. Costs one start of git.
    package func branchMark() async throws -> String { try await branchTips().mark }

    /// Names and ids, asked of the clone itself: no object of it is read there.
    private func branchTips() async throws -> (main: ObjectID?, others: [BranchTip], mark: String) {
        let lines = try await GitClone.inspector(at: clone.gitFolder).lines([
            "for-each-ref", "--format=%(objectname) %(symref) %(refname)", "refs/heads/", "refs/remotes/",
        ])
        var tips: [BranchTip] = []
        var main: ObjectID?
        for line in lines {
            let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let id = ObjectID(parts[0]) else { continue }
            if parts[2] == "refs/remotes/origin/HEAD" { main = id }
            if parts[1].isEmpty { tips.append(BranchTip(name: BranchTip.short(parts[2]), id: id)) }
        }
        // Local names come first, so that of two names of one commit the shorter is told.
        var seen: Set<ObjectID> = []
        return (main ?? repository.head, tips.filter { seen.insert($0.id).inserted }, Self.mark(lines))
    }

    /// FNV-1a with 64 bits (Fowler, Noll and Vo): tells references apart, and is no secret.
    private static func mark(_ lines: [String]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in lines.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return String(hash, radix: 16)
    }

    private func touchedFiles(of commits: Set<ObjectID>) async throws -> [ObjectID: [String]] {
        if commits.isEmpty { return [:] }
        let input = commits.sorted().map { $0.hex + "\n" }.joined()
        let bytes = try await process.output(
            ["diff-tree", "--stdin", "-r", "-z", "--name-only", "--no-renames", "--root", "--always"],
            input: Array(input.utf8))
        var files: [ObjectID: [String]] = [:]
        var current: ObjectID?
        for record in bytes.split(separator: 0) {
            // A commit's id stands before its paths; a path that looks like one is none of those asked for.
            let line = record.first == UInt8(ascii: "\n") ? record.dropFirst() : record
            if let id = ObjectID(hex: line), commits.contains(id), files[id] == nil {
                current = id
                files[id] = []
            } else if let current {
                files[current]?.append(String(decoding: line, as: UTF8.self))
            }
        }
        return files
    }

    /// Merges pairs that share a file, and first each of them with the main branch: what changes nothing there is done.
    private func tryMerges(_ open: inout OpenBranches, main: ObjectID, most: Int) async throws {
        var pairs = BranchPair.all(of: open.branches)
        guard try await shadow.canMerge else {
            open.untried = pairs.count
            return
        }
        let done = try await contained(open.branches.filter { branch in pairs.contains { $0.holds(branch) } }, in: main)
        open.contained = done.count
        open.branches.removeAll { done.contains($0.name) }
        pairs.removeAll { done.contains($0.first.name) || done.contains($0.second.name) }
        open.untried = max(0, pairs.count - most)
        for pair in pairs.prefix(most) {
            switch try await trial(pair.first.head, pair.second.head) {
            case .clash(let files):
                open.clashes.append(.init(first: pair.first.name, second: pair.second.name, files: files))
            case .clean: break
            case .unknown: open.untried += 1
            }
        }
        open.clashes.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    private func contained(_ branches: [OpenBranch], in main: ObjectID) async throws -> Set<String> {
        if branches.isEmpty { return [] }
        let tree = try await process.lines(["rev-parse", main.hex + "^{tree}"]).first
        var names: Set<String> = []
        for branch in branches {
            if case .clean(let merged) = try await trial(main, branch.head), merged == tree {
                names.insert(branch.name)
            }
        }
        return names
    }

    private enum Trial {
        case clean(tree: String)
        case clash([String])
        case unknown
    }

    /// Merges two commits in memory, by git's own rules; nothing of it stays but in the shadow.
    private func trial(_ first: ObjectID, _ second: ObjectID) async throws -> Trial {
        let answer: [UInt8]
        do {
            answer = try await process.output(
                ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", first.hex, second.hex],
                accepting: [0, 1])
        } catch is GitTrouble {
            // No common commit, or contents that a partial clone does not hold.
            return .unknown
        }
        let parts = answer.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard let tree = parts.first else { return .unknown }
        return parts.count == 1 ? .clean(tree: tree) : .clash(parts.dropFirst().sorted())
    }
}

/// Two branches that touch a file in common, each on its own.
private struct BranchPair {
    let first: OpenBranch
    let second: OpenBranch

    init(_ one: OpenBranch, _ other: OpenBranch) {
        (first, second) = one.name < other.name ? (one, other) : (other, one)
    }

    func holds(_ branch: OpenBranch) -> Bool { first.name == branch.name || second.name == branch.name }

    static func all(of branches: [OpenBranch]) -> [BranchPair] {
        let files = branches.map { Set($0.files) }
        return branches.indices.flatMap { one in
            branches.indices.dropFirst(one + 1).compactMap { other in
                let isApart = branches[one].stack != branches[other].stack
                guard isApart, branches[one].authors != branches[other].authors,
                    !files[one].isDisjoint(with: files[other])
                else { return nil }
                return BranchPair(branches[one], branches[other])
            }
        }
    }
}
