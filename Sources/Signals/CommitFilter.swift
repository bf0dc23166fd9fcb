import Records

/// Which commits a signal counts, and how many it leaves out for which reason.
///
/// Merges have no changes of their own, and commits that touch no source file of the team say nothing here: neither
/// is counted as left out.
package struct CommitFilter: Sendable {
    /// Seconds since 1970, by the committer's clock; nil counts from the beginning.
    package var since: Int64?
    /// Leaves out commits with more than 300 files or 10,000 lines (HANDBOOK 0.7).
    package var dropsBulk = false
    /// Leaves out what `.git-blame-ignore-revs` names: formatting, mostly.
    package var dropsIgnored = false
    package var dropsReverts = false
    /// Counts bots and agents like people: only to say what the number would be with them.
    package var countsMachines = false

    /// A source file that a commit touched, and the place of the change in the history.
    package struct Touch: Sendable {
        package var file: Int
        package var change: Int
    }

    package struct LeftOut: Hashable, Sendable {
        package var bots = 0
        package var agents = 0
        package var withheld = 0
        package var bulk = 0
        package var ignored = 0
        package var reverts = 0

        package var exclusions: [Measurement.Exclusion] {
            [
                ("commits by bots alone", bots), ("commits by AI agents alone", agents),
                ("commits by people who objected to being counted", withheld),
                ("bulk commits (more than 300 files or 10,000 lines)", bulk),
                ("commits named in .git-blame-ignore-revs", ignored), ("reverts", reverts),
            ].filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
        }
    }

    /// Calls `body` for every commit that counts, oldest first, with the people to credit: the author and every
    /// co-author, each once.
    @discardableResult
    package func visit(
        _ evidence: Evidence, _ source: SourceFiles, _ body: (Commit, [Int32], [Touch]) -> Void
    ) -> LeftOut {
        let credits = Credits(evidence.identities, countsMachines: countsMachines)
        let ignored = dropsIgnored ? evidence.snapshot.ignoredRevisions : []
        var leftOut = LeftOut()
        var touches: [Touch] = []
        for commit in evidence.history.commits where !commit.isMerge {
            guard commit.committed.seconds < evidence.timeframe.end, commit.committed.seconds >= since ?? .min else {
                continue
            }
            touches.removeAll(keepingCapacity: true)
            for place in Int(commit.changes.lowerBound)..<Int(commit.changes.upperBound) {
                let file = source.placeOfLife[Int(evidence.lineage.fileOfChange[place])]
                if file >= 0 { touches.append(Touch(file: Int(file), change: place)) }
            }
            if touches.isEmpty { continue }
            let people = credits.people(of: commit)
            if people.isEmpty {
                switch credits.kind(commit.author) {
                case .agent: leftOut.agents += 1
                case .withheld: leftOut.withheld += 1
                case .bot, .human: leftOut.bots += 1
                }
            } else if dropsIgnored, ignored.contains(commit.id) {
                leftOut.ignored += 1
            } else if dropsBulk, evidence.history.isBulk(commit) {
                leftOut.bulk += 1
            } else if dropsReverts, commit.subject.hasPrefix("Revert \"") {
                leftOut.reverts += 1
            } else {
                body(commit, people, touches)
            }
        }
        return leftOut
    }
}

extension History {
    /// More than 300 files or 10,000 lines: an import, a move or a format, not a piece of work (HANDBOOK 0.7).
    package func isBulk(_ commit: Commit) -> Bool {
        let own = changes(of: commit)
        return own.count > 300 || own.reduce(0) { $0 + Int($1.added) + Int($1.deleted) } > 10_000
    }
}

extension Snapshot {
    /// What the repository asks `git blame` to look through.
    package var ignoredRevisions: Set<ObjectID> {
        let lines = texts[".git-blame-ignore-revs"]?.split(whereSeparator: \.isNewline) ?? []
        return Set(lines.compactMap { ObjectID($0.prefix { $0.isHexDigit }) })
    }
}
