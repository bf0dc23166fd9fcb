import Foundation
import Records
import Signals
import Store

/// Somebody who could review an open pull request, with reasons.
package struct SuggestedReviewer: Codable, Hashable, Sendable {
    package var name: String
    /// The member behind them, where somebody claimed the account.
    package var member: Member.ID?
    /// At the host of the pull request.
    package var account: RecordKey
    /// Nil where only the account's number is known.
    package var login: String?
    package var role: ReviewerSuggestion.Role
    /// Sentences without a full stop.
    package var reasons: [String]
}

/// Finds out who else could review what waits for reviewers. Which files it changes, the code host tells, or else the branches
/// of a clone.
struct ReviewerOffers {
    private let reading: DeliveryReading
    private let gathering: DeliveryGathering

    init(_ reading: DeliveryReading, _ gathering: DeliveryGathering) {
        (self.reading, self.gathering) = (reading, gathering)
    }

    /// None where everybody is looked at: names are a team's own.
    func offers(for open: [OpenPullRequest], _ db: any Connection) throws -> [String: [SuggestedReviewer]] {
        guard gathering.scope != nil else { return [:] }
        let waiting = Set(open.filter { $0.turn.party == .reviewer }.map(\.key))
        let histories = reading.evidence.pullRequests.filter { waiting.contains($0.pullRequest.key) }
        let requests = histories.map(\.pullRequest)
        let hosted = Dictionary(
            histories.compactMap { one in
                one.files.map { (one.pullRequest.key, $0.filter { !$0.isGenerated }.map(\.path)) }
            }
        ) { first, _ in first }
        let clones = Dictionary(grouping: requests) { gathering.source.histories[$0.repository] }
        var offers: [String: [SuggestedReviewer]] = [:]
        var suggestions: ReviewerSuggestions?
        for (clone, requests) in clones {
            let branches = try clone.flatMap { try db.openBranches(of: $0)?.branches } ?? []
            let files = Dictionary(branches.map { ($0.name, $0.files) }) { first, _ in first }
            let owners = try clone.flatMap { try db.codeOwners(of: $0) }
            for request in requests {
                guard
                    let paths = hosted[request.key] ?? files[request.headBranch]
                        ?? files["origin/\(request.headBranch)"]
                else { continue }
                let known = suggestions ?? ReviewerSuggestions(reading)
                suggestions = known
                let found = known.suggest(
                    for: request.key, paths: paths, owners: owning(paths, owners, at: request.key.source))
                offers[request.key.description] = found.compactMap { offer($0, at: request.key.source) }
            }
        }
        return offers.filter { !$0.value.isEmpty }
    }

    /// Who answers for some of the paths, by name or in a team, and what says so. A name says more than a team.
    private func owning(_ paths: [String], _ owners: CodeOwners?, at source: String) -> [Person.ID: String] {
        let identities = gathering.source.identities
        var (byName, byTeam): ([Person.ID: String], [Person.ID: String]) = ([:], [:])
        for (owner, pattern) in paths.flatMap({ owners?.naming($0) ?? [] }) where owner.hasPrefix("@") {
            if let person = identities.person(of: RecordKey(source, .account, owner)) {
                byName[person] = "answers for this part of the code"
                continue
            }
            let place = pattern == "*" ? "this part of the code" : String(pattern.drop { $0 == "/" })
            for account in gathering.source.hostTeams.accounts(of: owner.dropFirst(), at: source) {
                guard let person = identities.person(of: account) else { continue }
                byTeam[person] = byTeam[person] ?? "\(owner) owns \(place)"
            }
        }
        return byName.merging(byTeam) { name, _ in name }
    }

    private func offer(_ suggestion: ReviewerSuggestion, at source: String) -> SuggestedReviewer? {
        let identities = gathering.source.identities
        guard let person = identities.people.first(where: { $0.id == suggestion.person }), person.kind == .human,
            let account = identities.accounts(of: person.id, at: source).first
        else { return nil }
        return SuggestedReviewer(
            name: person.name, member: identities.memberOfPerson[person.id], account: account,
            login: identities.login(of: account), role: suggestion.role, reasons: suggestion.reasons)
    }
}

extension DeliveryIdentities {
    /// By their keys.
    func accounts(of person: Person.ID, at source: String) -> [RecordKey] {
        personOfAccount.filter { $0.value == person && $0.key.source == source }.keys.sorted()
    }
}

extension Connection {
    /// Who could review what waits for reviewers in a team, by the text of its key, as it was last measured.
    func suggestedReviewers(in team: String) throws -> [String: [SuggestedReviewer]] {
        let kept = try keptReadings(
            choice: DeliveryChoice(team: team).key, signals: [KeptDelivery.suggestions]
        ).first
        return try kept.map { try JSONDecoder().decode([String: [SuggestedReviewer]].self, from: $0.body) } ?? [:]
    }
}
