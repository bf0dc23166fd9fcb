import BlindTickets
import Foundation
import Records
import Signals
import Store
import Surveys

/// What a member's own page, their feeds and `tutti next` begin with.
struct OwnDay: Sendable {
    let next: NextThings
    /// Teams to which the member belongs today, and as what; those that they lead first.
    let teams: [(team: Team, role: Membership.Role)]
    let calendar: WorkCalendar
    /// Nobody has said when the member works; the hours are their team's.
    let usesUsualHours: Bool
    let quiet: QuietHours
}

/// What is open in one of a member's teams, read once for all that it says about them.
private struct TeamQueue {
    let team: String
    let open: [OpenPullRequest]
    let reviewers: ReviewerChoices

    init(_ team: String, _ db: any Connection) throws {
        self.team = team
        open = try db.openPullRequests(for: DeliveryChoice(team: team))
        reviewers = try ReviewerChoices(team, db)
    }
}

extension Connection {
    /// - Parameter now: seconds since 1970.
    package func nextThings(of me: Oneself, at now: Int64) throws -> NextThings { try ownDay(of: me, at: now).next }

    func ownDay(of me: Oneself, at now: Int64) throws -> OwnDay {
        let teams = try currentTeams(of: me, at: now)
        let (calendar, isUsual) = try workCalendar(of: me.member.id, in: teams.first?.team)
        let hours = WorkingTime([calendar], covering: now...now + 60 * Timeframe.day)
        let queues = try teams.map { try TeamQueue($0.team.name, self) }
        let found =
            try pullRequestsWaiting(for: me, queues) + branchesColliding(of: me)
            + roundsOpen(to: me, by: calendar, at: now) + actionsWaiting(for: me) + claimsWaiting(for: me, at: now)
        return OwnDay(
            next: NextThings(found, awaited: reviewsAwaited(by: me, queues), hours: hours, now: now),
            teams: teams, calendar: calendar,
            usesUsualHours: isUsual, quiet: try quietHours(of: me.member.id))
    }

    func currentTeams(of me: Oneself, at now: Int64) throws -> [(team: Team, role: Membership.Role)] {
        try memberships(ofMember: me.member.id).compactMap { membership in
            guard let team = try team(membership.team), team.archivedAt == nil,
                membership.holds(on: team.day(at: now))
            else { return nil }
            return (team, membership.role)
        }.sorted { ($0.role == .lead ? 0 : 1, $0.team.name) < ($1.role == .lead ? 0 : 1, $1.team.name) }
    }

    /// As the agreements of the member's teams see them, then whatever else waits for the member.
    private func pullRequestsWaiting(for me: Oneself, _ queues: [TeamQueue]) throws -> [NextThing] {
        var (found, seen): ([NextThing], Set<String>) = ([], [])
        for queue in queues {
            let mine = try waiting(for: me, in: DeliveryChoice(team: queue.team))
            for open in queue.open where mine.contains(open.key.description) {
                guard var thing = NextThing(open), seen.insert(open.key.description).inserted else { continue }
                thing.others = queue.reviewers.others(
                    than: open.waitsFor.first { $0.member == me.member.id }, for: open)
                found.append(thing)
            }
        }
        // Everybody's queue is long, and seldom holds what no team's does.
        let rest = try waiting(for: me, in: DeliveryChoice()).subtracting(seen)
        if rest.isEmpty { return found }
        return try found
            + openPullRequests(for: DeliveryChoice()).filter { rest.contains($0.key.description) }.compactMap {
                NextThing($0)
            }
    }

    /// Each once, as the first of the member's teams sees it.
    private func reviewsAwaited(by me: Oneself, _ queues: [TeamQueue]) -> [AwaitedReview] {
        var seen: Set<RecordKey> = []
        return queues.flatMap { queue in
            queue.open.filter { open in
                open.author?.member == me.member.id && open.turn.party == .reviewer && seen.insert(open.key).inserted
            }.map { open in
                // Of several who are asked it is not known which of them cannot.
                let asked = open.waitsFor.count == 1 ? open.waitsFor.first : nil
                return AwaitedReview(open, others: queue.reviewers.others(than: asked, for: open))
            }
        }
    }

    /// Keys of open pull requests whose turn is the member's.
    private func waiting(for me: Oneself, in choice: DeliveryChoice) throws -> Set<String> {
        let kept = try keptReadings(choice: choice.key, signals: [KeptDelivery.members]).first
        guard let kept else { return [] }
        let members = try JSONDecoder().decode([String: [Member.ID]].self, from: kept.body)
        return Set(members.filter { $0.value.contains(me.member.id) }.keys)
    }

    /// To everybody who is asked until it closes: whether they answered, nobody here can know. Of a schedule's round they
    /// hear at its hour by their own clock.
    private func roundsOpen(to me: Oneself, by calendar: WorkCalendar, at now: Int64) throws -> [NextThing] {
        let asked = Set(
            try rows("SELECT round FROM pulse_eligibility WHERE member = \(me.member.id)") {
                try $0.get(0, as: String.self)
            })
        let date = Date(timeIntervalSince1970: TimeInterval(now))
        let clock = calendar.period(on: CivilDay(now))?.clock ?? .utc
        return try rounds().filter { asked.contains($0.id) && $0.phase(at: date) == .open }.compactMap { round in
            let (opens, closes) = (round.manifest.opens, round.manifest.closes)
            let opened = Int64(opens.timeIntervalSince1970)
            let since = max(opened, try prompt(of: round.id, by: clock) ?? opened)
            let isNamed = round.manifest.mode == .named
            // What was said by name is known; of a round nobody knows.
            guard since <= now, try !isNamed || vote(of: me.member.id, in: round.id) == nil else { return nil }
            return NextThing(
                id: "pulse \(round.id)", kind: .pulse, title: round.manifest.title, place: "Pulse",
                why: isNamed
                    ? "those who are asked see after the close who said what"
                    : "nobody can tie an answer to you, nor see whether you gave one",
                url: Link.round(round.id).path, since: since, due: Int64(closes.timeIntervalSince1970),
                remindedAt: RoundTimes(opens: opens, closes: closes)?.reminders.map { Int64($0.timeIntervalSince1970) })
        }
    }

    private func actionsWaiting(for me: Oneself) throws -> [NextThing] {
        let teams = Dictionary(uniqueKeysWithValues: try teams().map { ($0.name, $0) })
        return try actions(ownedBy: me).map { action in
            let team = action.team.flatMap { teams[$0] }
            let clock = ZoneClock(team?.zone ?? "UTC") ?? .utc
            return NextThing(
                id: "action \(action.id)", kind: .action, title: action.title, place: team?.title ?? "Everybody",
                why: action.state == .proposed ? "you are asked to take it on" : "you have taken it on",
                url: Link.actions.path + "#action-\(action.id)", since: action.madeAt,
                due: action.due.map { clock.instant(CivilDay(number: $0.number + 1), 0) })
        }
    }

    private func claimsWaiting(for me: Oneself, at now: Int64) throws -> [NextThing] {
        let judged = try judged(by: me.member, at: now).subtracting([me.member.id])
        let waiting = try AccountClaims(accountClaims()).all.filter { $0.state == .open && judged.contains($0.member) }
        guard let first = waiting.map(\.since).min() else { return [] }
        return [
            NextThing(
                id: "claims", kind: .claim,
                title: Wording.capitalised(Wording.count(waiting.count, "claimed account", "claimed accounts")),
                place: "People", why: "somebody says that an account is theirs", url: Link.claims.path, since: first)
        ]
    }
}

extension Connection {
    /// What is open of a choice, as it was last measured; none where nothing was yet.
    func openPullRequests(for choice: DeliveryChoice) throws -> [OpenPullRequest] {
        let kept = try keptReadings(choice: choice.key, signals: [KeptDelivery.open]).first
        return try kept.map { try JSONDecoder().decode([OpenPullRequest].self, from: $0.body) } ?? []
    }
}

extension Connection {
    /// What the histories that a team shares by path rules tell of its part; of a team without any, those of the first
    /// repository as a whole.
    func codeFindings(of team: Team?) throws -> [MyDayPage.CodeFinding] {
        let repositories = try repositories()
        let shared = try repositories.filter { repository in
            try team.map { try pathRules(of: repository.id)[$0.name] != nil } ?? false
        }
        let scope = shared.isEmpty ? Scope.everything : Scope(team: team?.name)
        return try (shared.isEmpty ? repositories.prefix(1) : shared.prefix(5)).flatMap { repository in
            guard let readings = try readings(of: repository, in: scope) else { return [MyDayPage.CodeFinding]() }
            return readings.findings.map {
                MyDayPage.CodeFinding(
                    finding: $0.finding, explain: Link.signal($0.signal.id, of: repository.id).within(scope))
            }
        }
    }
}
