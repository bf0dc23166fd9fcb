import Records
import Signals

/// What is open and waits for somebody, first what is due first.
struct OpenPullRequestsAnswer: Encodable {
    /// RFC 3339: up to when it looks.
    let at: String
    let items: [Item]

    struct Someone: Encodable {
        let name: String
        /// The member behind the account, where somebody claimed it.
        let member: String?

        init(_ someone: OpenPullRequest.Someone) { (name, member) = (someone.name, someone.member) }
    }

    struct Item: Encodable {
        let key: RecordKey
        let repository: String
        let number: Int
        let title: String
        let url: String?
        let draft: Bool
        let author: Someone?
        let party: String
        let turn: String
        let why: String
        let waitsFor: [Someone]
        let team: Bool
        /// As CODEOWNERS writes them: `@acme/payments`.
        let hostTeams: [String]
        let since: String
        let openedAt: String
        let waitedSeconds: Int64
        let waitedWorkingSeconds: Int64
        let due: String?
        let overdue: Bool
        let additions: Int?
        let deletions: Int?
        let overlaps: [Overlap]
    }

    /// Another open one that changes some of the same files.
    struct Overlap: Encodable {
        let key: RecordKey
        let number: Int
        let title: String
        let files: [String]

        init(_ overlap: OpenPullRequest.Overlap) {
            (key, number, title, files) = (overlap.key, overlap.number, overlap.title, overlap.files)
        }
    }

    init(_ readings: DeliveryReadings) {
        let now = readings.timeframe.end
        at = Days.instant(now)
        items = readings.open.map { one in
            Item(
                key: one.key, repository: one.repository, number: one.number, title: one.title, url: one.url,
                draft: one.isDraft, author: one.author.map(Someone.init), party: one.turn.party.rawValue,
                turn: one.turn.name, why: one.why, waitsFor: one.waitsFor.map(Someone.init), team: one.isTeam,
                hostTeams: one.teams,
                since: Days.instant(one.since), openedAt: Days.instant(one.openedAt),
                waitedSeconds: one.waitedElapsed, waitedWorkingSeconds: one.waitedWorking,
                due: one.due.map(Days.instant), overdue: one.due.map { $0 < now } ?? false,
                additions: one.additions, deletions: one.deletions, overlaps: one.overlaps.map(Overlap.init))
        }
    }
}
