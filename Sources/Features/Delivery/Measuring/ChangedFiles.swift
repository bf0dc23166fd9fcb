import Records
import Store

/// Which files pull requests change: from the history of a clone, and what that does not tell from the code host's list.
///
/// A squash leaves one commit with the whole change; a merge leaves the pull request's own commits. Only what agrees with the
/// host's own counts is taken, since a part of a change would make it look small. A list is taken of the branch's newest commit
/// alone.
struct ChangedFiles {
    private let histories: HostedHistories

    init(_ histories: HostedHistories) { self.histories = histories }

    func added(to requests: [PullRequestHistory], _ db: any Connection) throws -> [PullRequestHistory] {
        var requests = requests
        let places = Dictionary(grouping: requests.indices) { histories[requests[$0].pullRequest.repository] }
        for (repository, places) in places {
            guard let repository else { continue }
            let names = places.flatMap { place in
                [requests[place].pullRequest.mergeCommit].compactMap(\.self) + requests[place].commits.map(\.commit)
            }
            let changed = try db.changedFiles(by: Set(names), in: repository)
            for place in places { requests[place].files = files(of: requests[place], changed) }
        }
        let unknown = requests.indices.filter { requests[$0].files == nil }
        let listed = try db.hostedFiles(of: unknown.map { requests[$0].pullRequest.key })
        for place in unknown { requests[place].files = files(of: requests[place].pullRequest, listed) }
        return requests
    }

    private func files(of request: PullRequest, _ listed: [RecordKey: PullRequestFiles]) -> [PullRequestFile]? {
        guard let list = listed[request.key], list.head == request.headCommit else { return nil }
        return request.changedFiles.map { $0 == list.files.count } ?? true ? list.files : nil
    }

    private func files(
        of history: PullRequestHistory, _ changed: [String: [PullRequestFile]]
    ) -> [PullRequestFile]? {
        let request = history.pullRequest
        guard request.mergedAt != nil else { return nil }
        if let merge = request.mergeCommit, let files = changed[merge], agrees(files, request) { return files }
        let own = history.commits.filter { $0.parents ?? 1 < 2 }.map { changed[$0.commit] }
        guard !own.isEmpty, own.allSatisfy({ $0 != nil }) else { return nil }
        let files = Self.joined(own.compactMap(\.self).joined())
        return agrees(files, request) ? files : nil
    }

    private func agrees(_ files: [PullRequestFile], _ request: PullRequest) -> Bool {
        guard let count = request.changedFiles, count == files.count else { return false }
        let lines = (files.reduce(0) { $0 + ($1.added ?? 0) }, files.reduce(0) { $0 + ($1.deleted ?? 0) })
        return request.additions.map { $0 == lines.0 } ?? true && request.deletions.map { $0 == lines.1 } ?? true
    }

    /// Each path once.
    private static func joined(_ files: some Sequence<PullRequestFile>) -> [PullRequestFile] {
        var joined: [String: PullRequestFile] = [:]
        for file in files {
            guard var known = joined[file.path] else {
                joined[file.path] = file
                continue
            }
            known.added = (known.added ?? 0) + (file.added ?? 0)
            known.deleted = (known.deleted ?? 0) + (file.deleted ?? 0)
            joined[file.path] = known
        }
        return joined.values.sorted { $0.path < $1.path }
    }
}
