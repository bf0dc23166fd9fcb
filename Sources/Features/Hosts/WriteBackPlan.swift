import Foundation
import Records
import Signals
import Store

/// What a connection would write just now, from what is stored.
package struct WriteBackPlan: Sendable {
    package let choice: WriteBackChoice
    /// The host, as keys name it.
    package let source: String
    /// The repositories that the connection reads, as keys name them; in lower case.
    package let places: Set<String>
    /// Whether a mark may say that something is still waited for.
    package let marksMayWait: Bool
    /// Templates that the host told, for repositories that are not read as clones.
    package var templates: [RecordKey: String] = [:]

    package init(_ choice: WriteBackChoice, source: String, places: [String], marksMayWait: Bool) {
        self.choice = choice
        self.source = source
        self.places = Set(places.map { $0.lowercased() })
        self.marksMayWait = marksMayWait
    }

    /// Those that are open, no drafts, and not a machine's; by key.
    package func requests(_ db: any Connection) throws -> [PullRequest] {
        let open = try db.openPullRequests().filter { request in
            request.key.source == source && places.contains(request.repository.id.lowercased())
                && request.headCommit != nil
        }
        if open.isEmpty { return [] }
        let machines = Set(
            try db.records(Account.self).filter { $0.kind == .bot }.map(\.key))
        return open.filter { request in request.author.map { !machines.contains($0) } ?? true }
    }

    /// Their repositories that are not read as clones, so that only the host knows a template.
    package func repositoriesWithoutClone(of requests: [PullRequest], _ db: any Connection) throws -> [PullRequest] {
        let clones = HostedHistories(
            try db.records(HostedRepository.self), try db.repositories(), origins: try db.origins())
        var seen: Set<RecordKey> = []
        return requests.filter { clones[$0.repository] == nil && seen.insert($0.repository).inserted }
    }

    /// - Parameter written: what the connection wrote before.
    package func items(
        _ requests: [PullRequest], written: [WrittenBack], at now: Int64, in db: any Connection
    ) throws -> [WriteBackItem] {
        if requests.isEmpty { return [] }
        let hosted = try db.records(HostedRepository.self)
        let names = Dictionary(hosted.map { ($0.key, $0.fullName) }) { first, _ in first }
        let clones = HostedHistories(hosted, try db.repositories(), origins: try db.origins())
        let turns = try turns(db)
        let commented = Set(written.filter { $0.name == "comment" && $0.state == .written }.map(\.pullRequest))
        var rules: [RecordKey: Described] = [:]
        return try requests.flatMap { request in
            if rules[request.repository] == nil {
                rules[request.repository] = try described(request.repository, clones[request.repository], db)
            }
            guard let described = rules[request.repository] else { return [WriteBackItem]() }
            let (open, team) = turns[request.key].map { ($0.0, $0.1) } ?? (nil, nil)
            let words = WriteBackWords(check: described.check(request), open: open, now: now)
            let contents = contents(words, isCommented: commented.contains(request.key))
            let isTime = contents.isEmpty ? false : try isTime(open?.author?.member, team, at: now, db)
            return contents.map { content in
                WriteBackItem(
                    pullRequest: request.key, repository: names[request.repository] ?? request.repository.id,
                    number: request.number, title: request.title, url: request.url, commit: request.headCommit ?? "",
                    content: content, isTime: isTime)
            }
        }
    }

    private func contents(_ words: WriteBackWords, isCommented: Bool) -> [WriteBackItem.Content] {
        switch choice.form {
        case .comment:
            return words.comment(choice.parts, isThere: isCommented).map { [.comment($0)] } ?? []
        case .statuses:
            let description = choice.parts.contains(.description) ? words.description : nil
            let review = choice.parts.contains(.review) && marksMayWait ? words.review : nil
            return [description, review].compactMap(\.self).map { .mark($0) }
        }
    }

    /// Whose turn each is by the agreement of the first team that sees it.
    private func turns(_ db: any Connection) throws -> [RecordKey: (OpenPullRequest, Team)] {
        guard choice.parts.contains(.review) || choice.form == .comment else { return [:] }
        var turns: [RecordKey: (OpenPullRequest, Team)] = [:]
        for team in try db.teams().filter({ $0.archivedAt == nil }).sorted(by: { $0.name < $1.name }) {
            for open in try db.openPullRequests(for: DeliveryChoice(team: team.name)) where turns[open.key] == nil {
                turns[open.key] = (open, team)
            }
        }
        return turns
    }

    /// In the author's working time and outside the hours that they want quiet; of somebody who is no member in the team's.
    private func isTime(_ member: Member.ID?, _ team: Team?, at now: Int64, _ db: any Connection) throws -> Bool {
        let calendar = try db.workCalendar(of: member ?? "", in: team).calendar
        guard WorkingTime([calendar], covering: now...now + 60).seconds(from: now, to: now + 60) > 0 else {
            return false
        }
        guard let member, let clock = calendar.period(on: CivilDay(now))?.clock else { return true }
        let day = clock.day(at: now)
        return !(try db.quietHours(of: member).contains(Int((now - clock.instant(day, 0)) / 60)))
    }

    /// How the descriptions of one repository are looked at.
    private struct Described {
        let rules: ChangeRequestCheck.Rules
        /// By branch, what it changes.
        let paths: [String: [String]]

        func check(_ request: PullRequest) -> ChangeRequestCheck {
            ChangeRequestCheck(
                ChangeRequest(
                    title: request.title, body: request.body ?? "", branch: request.headBranch, labels: request.labels,
                    changedLines: request.additions.flatMap { added in request.deletions.map { added + $0 } },
                    paths: paths[request.headBranch] ?? paths["origin/\(request.headBranch)"]),
                rules: rules)
        }
    }

    private func described(
        _ repository: RecordKey, _ clone: Repository.ID?, _ db: any Connection
    ) throws -> Described {
        let texts = try clone.map { try db.headTexts(at: ChangeRequest.templatePaths, of: $0) } ?? [:]
        let own = ChangeRequest.templatePaths.lazy.compactMap { texts[$0] }.first
        let branches = try clone.flatMap { try db.openBranches(of: $0) }?.branches ?? []
        return Described(
            rules: ChangeRequestCheck.Rules(template: own ?? templates[repository]),
            paths: Dictionary(branches.map { ($0.name, $0.files) }) { first, _ in first })
    }
}
