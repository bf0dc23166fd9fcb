import Records

/// Files that an open pull request changes and another one, too (HANDBOOK B12): said to both while a word still helps.
package struct PullRequestOverlap: Hashable, Sendable {
    /// The other one.
    package var pullRequest: RecordKey
    /// In order.
    package var files: [String]

    /// Shared files from which on it is worth a word.
    static let fewest = 3
    /// A file that so many change is a list or a log, and tells nothing of any two of them.
    static let common = 30
}

extension DeliveryReading {
    /// What open pull requests of different people into one branch have in common, by the key of each, the most files first.
    ///
    /// Known as far as files are; generated ones are passed over, machines' pull requests, and what builds on one another.
    package func overlaps() -> [RecordKey: [PullRequestOverlap]] {
        let open = clocks.indices.compactMap { place -> (clock: PullRequestClock, history: PullRequestHistory)? in
            guard let clock = clocks[place], clock.isOpen, clock.isHuman else { return nil }
            return (clock, evidence.pullRequests[place])
        }
        var touching: [TouchedFile: [Int]] = [:]
        for (place, one) in open.enumerated() {
            for file in TouchedFile.all(one.history) { touching[file, default: []].append(place) }
        }
        var shared: [Pair: [String]] = [:]
        for (file, places) in touching where places.count <= PullRequestOverlap.common {
            for (rank, first) in places.enumerated() {
                for second in places[(rank + 1)...] { shared[Pair(first, second), default: []].append(file.path) }
            }
        }
        var found: [RecordKey: [PullRequestOverlap]] = [:]
        for (pair, files) in shared where files.count >= PullRequestOverlap.fewest {
            let (first, second) = (open[pair.first], open[pair.second])
            guard first.clock.author != second.clock.author, !first.history.isStacked(with: second.history) else {
                continue
            }
            for (one, other) in [(first, second), (second, first)] {
                found[one.clock.pullRequest, default: []].append(
                    PullRequestOverlap(pullRequest: other.clock.pullRequest, files: files.sorted()))
            }
        }
        return found.mapValues { overlaps in
            overlaps.sorted { ($1.files.count, $0.pullRequest) < ($0.files.count, $1.pullRequest) }
        }
    }
}

private struct Pair: Hashable {
    let first: Int
    let second: Int

    init(_ first: Int, _ second: Int) { (self.first, self.second) = (first, second) }
}

/// A file on its way into a branch of a repository.
private struct TouchedFile: Hashable {
    let repository: RecordKey
    let branch: String
    let path: String

    /// A file that was moved counts by both names.
    static func all(_ history: PullRequestHistory) -> Set<TouchedFile> {
        let request = history.pullRequest
        let written = (history.files ?? []).filter { !$0.isGenerated }
        return Set(
            written.flatMap { [$0.path, $0.oldPath].compactMap(\.self) }.map {
                TouchedFile(repository: request.repository, branch: request.baseBranch, path: $0)
            })
    }
}

extension PullRequestHistory {
    fileprivate func isStacked(with other: PullRequestHistory) -> Bool {
        !Set(commits.map(\.commit)).isDisjoint(with: other.commits.map(\.commit))
    }
}
