import Records

/// The git history of one invented repository, to be written as a stream for `git fast-import`.
package struct InventedHistory: Sendable {
    package let repository: Organisation.Repository
    let organisation: Organisation
    /// Where its code host would have it.
    package var address: String { organisation.address(repository) }
    /// By the moment of merging, those that are not merged yet last.
    let pullRequests: [PlannedPullRequest]
    let releases: [PlannedRelease]

    /// The files that each pull request changes, by its number.
    package typealias Changes = [Int: [PullRequestFile]]

    init(_ organisation: Organisation, _ repository: Organisation.Repository, _ chapters: [Chapter]) {
        self.organisation = organisation
        self.repository = repository
        let end = organisation.end
        pullRequests = chapters.flatMap(\.pullRequests).filter { $0.repository == repository.id && $0.openedAt <= end }
            .sorted { one, other in
                let (left, right) = (one.mergedAt ?? .max, other.mergedAt ?? .max)
                return left != right ? left < right : one.number < other.number
            }
        releases = chapters.flatMap(\.releases).filter { $0.repository == repository.id && $0.at <= end }
    }

    /// - Parameter write: takes the stream piece by piece.
    package func write(_ write: ([UInt8]) throws -> Void) throws -> Changes {
        try withoutActuallyEscaping(write) { write in
            var writing = HistoryWriting(self, FastImport(write: write))
            return try writing.run()
        }
    }
}

/// The state of a history while it is written.
struct HistoryWriting {
    let history: InventedHistory
    let stream: FastImport
    var tree: SourceTree
    var code: CodeWriting
    var dice: Dice
    var tip: Mark?
    private var changes: InventedHistory.Changes = [:]
    private let clocks: [String: ZoneClock]

    var organisation: Organisation { history.organisation }
    var repository: Organisation.Repository { history.repository }

    init(_ history: InventedHistory, _ stream: FastImport) {
        self.history = history
        self.stream = stream
        let seed = history.organisation.seed
        tree = SourceTree(history.repository)
        code = CodeWriting(dice: Dice(seed: seed, 10, history.repository.id))
        dice = Dice(seed: seed, 11, history.repository.id)
        let zones = Set(history.organisation.people.map(\.zone))
        clocks = Dictionary(uniqueKeysWithValues: zones.compactMap { zone in ZoneClock(zone).map { (zone, $0) } })
    }

    mutating func run() throws -> InventedHistory.Changes {
        try begin()
        for pullRequest in history.pullRequests { try add(pullRequest) }
        let lead = organisation.people.first { $0.team == repository.team && $0.isLead } ?? organisation.people[0]
        for release in history.releases {
            try stream.tag(
                release.tag, of: release.mark, by: Signature(name: lead.name, email: lead.email),
                at: moment(release.at, .person(lead.id)))
        }
        try stream.done()
        return changes
    }

    /// By the clock of whoever did it.
    func moment(_ seconds: Int64, _ actor: Actor) -> Moment {
        guard case .person(let person) = actor, let clock = clocks[organisation.people[person].zone] else {
            return Moment(seconds: seconds)
        }
        return Moment(seconds: seconds, offset: Int16(clock.offset(at: seconds) / 60))
    }

    /// The commits of the branch, and what merging it made. A branch starts from the newest state, as one does that was
    /// brought up to date before it was merged.
    private mutating func add(_ plan: PlannedPullRequest) throws {
        let end = organisation.end
        let commits = plan.commits.filter { $0.pushedAt <= end }
        let isMerged = plan.mergedAt.map { $0 <= end } ?? false
        let before = tree
        let edits = edits(of: plan)
        var files: [String: (added: Int, deleted: Int)] = [:]
        var parent = tip
        let isOpen = plan.closedAt.map { $0 > end } ?? true
        let branch = isOpen ? "refs/heads/\(plan.branch)-\(plan.number)" : "refs/pull/\(plan.number)/head"
        for (place, commit) in commits.enumerated() {
            var own = edits.indices.filter { $0 % commits.count == place }.map { edits[$0] }
            if own.isEmpty { own = [SourceTree.Edit(path: edits[place % edits.count].path, added: 2, deleted: 0)] }
            for edit in own {
                let done = tree.apply(edit, &code)
                files[edit.path, default: (0, 0)].added += done.added
                files[edit.path, default: (0, 0)].deleted += done.deleted
            }
            try stream.commit(
                .init(
                    branch: branch, mark: commit.mark, author: organisation.signature(plan.author),
                    authored: moment(commit.authoredAt, plan.author), committer: organisation.signature(plan.author),
                    committed: moment(commit.authoredAt, plan.author), message: commit.subject + "\n", parent: parent),
                own.map { ($0.path, tree.text($0.path)) })
            parent = commit.mark
        }
        changes[plan.number] = files.sorted { $0.key < $1.key }.map { path, lines in
            PullRequestFile(path: path, added: lines.added, deleted: lines.deleted)
        }
        guard isMerged, let mergedAt = plan.mergedAt, let last = commits.last else { return tree = before }
        try merge(plan, at: mergedAt, last: last.mark, edits.map(\.path))
    }

    private mutating func merge(_ plan: PlannedPullRequest, at: Int64, last: Mark, _ paths: [String]) throws {
        var message = plan.isSquashed ? "\(plan.title) (#\(plan.number))\n" : "Merge #\(plan.number): \(plan.title)\n"
        if plan.author != .machine, dice.chance(0.12) {
            let others = organisation.people.filter { $0.team == repository.team && .person($0.id) != plan.author }
            let other = dice.pick(others)
            message += "\nCo-authored-by: \(other.name) <\(other.email)>\n"
        }
        let merger = plan.steps.last { $0.kind == .merged }?.actor ?? plan.author
        let author = plan.isSquashed ? plan.author : merger
        try stream.commit(
            .init(
                branch: "refs/heads/main", mark: plan.mergeMark, author: organisation.signature(author),
                authored: moment(at, author), committer: organisation.signature(merger), committed: moment(at, merger),
                message: message, parent: tip, merged: plan.isSquashed ? nil : last),
            Array(Set(paths)).sorted().map { ($0, tree.text($0)) })
        tip = plan.mergeMark
    }

    private mutating func edits(of plan: PlannedPullRequest) -> [SourceTree.Edit] {
        if plan.author == .machine {
            return [
                .init(path: "poetry.lock", added: max(1, plan.size / 2), deleted: plan.size / 2),
                .init(path: "pyproject.toml", added: 1, deleted: 0),
            ]
        }
        return tree.edits(plan.size, files: plan.files, module: plan.module, &dice)
    }
}
