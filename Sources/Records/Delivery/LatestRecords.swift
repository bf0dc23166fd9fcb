import Foundation

/// Records with each thing once. What comes twice is kept as it was told last, by the source's own time; so the order of
/// arrival makes no difference.
package struct LatestRecords: Sendable {
    private struct Name: Hashable, Comparable {
        var type: String
        var key: String

        static func < (one: Name, other: Name) -> Bool {
            one.type == other.type ? one.key < other.key : one.type < other.type
        }
    }

    private var named: [Name: Record] = [:]
    /// What is told of a run as a whole has no name of its own: tests, coverage, findings.
    private var unnamed: [Record] = []

    package init() {}

    package mutating func insert(_ record: Record) {
        guard let key = record.name else { return unnamed.append(record) }
        let name = Name(type: record.type, key: key)
        if let there = named[name], there == record || !record.isNewer(than: there) { return }
        named[name] = record
    }

    /// By type and key; those without a key as they came.
    package var inOrder: [Record] { named.sorted { $0.key < $1.key }.map(\.value) + unnamed }
}

extension Record {
    fileprivate var name: String? {
        switch self {
        case .repository(let it): it.key.description
        case .account(let it): it.key.description
        case .hostTeam(let it): it.key.description
        case .pullRequest(let it): it.key.description
        case .pullRequestEvent(let it): it.key.description
        case .pullRequestCommit(let it): "\(it.pullRequest)/\(it.commit)"
        case .pullRequestFiles(let it): it.pullRequest.description
        case .review(let it): it.key.description
        case .comment(let it): it.key.description
        case .workItem(let it): it.key.description
        case .workItemChange(let it): it.key.description
        case .workItemLink(let it): "\(it.pullRequest)/\(it.reference)"
        case .obstacleSighting(let it): "\(it.pullRequest)/\(it.kind.rawValue)/\(it.stands)"
        case .sprint(let it): it.key.description
        case .build(let it): it.key.description
        case .job(let it): it.key.description
        case .deployment(let it): it.key.description
        case .incident(let it): it.key.description
        case .release(let it): it.key.description
        case .analysis(let it): it.key.description
        case .testResult, .coverage, .finding: nil
        }
    }

    /// Of two tellings of one time, the one that tells more; of two that tell as much, either, but always the same.
    fileprivate func isNewer(than other: Record) -> Bool {
        let (mine, theirs) = (version, other.version)
        if mine != theirs { return mine > theirs }
        guard let mine = try? JSONValue.canonical(self), let theirs = try? JSONValue.canonical(other) else {
            return false
        }
        return mine.count == theirs.count ? theirs.lexicographicallyPrecedes(mine) : mine.count > theirs.count
    }

    /// When it was told, as far as the source says. Of an event that several answers tell of, the latest time is that of the one who
    /// saw it happen: a commit is older than its push.
    private var version: Int64 {
        switch self {
        case .pullRequest(let it): it.updatedAt
        case .pullRequestEvent(let it): it.at
        case .review(let it): it.submittedAt ?? 0
        case .comment(let it): it.updatedAt ?? it.createdAt
        case .workItem(let it): it.updatedAt
        case .build(let it): it.state.version([it.queuedAt, it.startedAt, it.finishedAt])
        case .job(let it): it.state.version([it.queuedAt, it.startedAt, it.finishedAt])
        case .deployment(let it): it.state.version([it.createdAt, it.startedAt, it.finishedAt])
        case .incident(let it): it.updatedAt ?? it.resolvedAt ?? it.startedAt
        case .analysis(let it): it.at
        default: 0
        }
    }
}

extension Build.State {
    /// What has ended does not begin again, whatever arrives late.
    fileprivate func version(_ instants: [Int64?]) -> Int64 {
        let rank: Int64 =
            switch self {
            case .queued: 0
            case .running: 1
            case .finished: 2
            }
        return rank << 40 + (instants.compactMap(\.self).max() ?? 0)
    }
}
