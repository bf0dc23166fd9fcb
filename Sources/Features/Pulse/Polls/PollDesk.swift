import BlindTickets
import Foundation
import Records
import Store
import Surveys

/// Whom somebody may ask at once.
struct PollAudience: Sendable {
    let askable: Askable
    /// Teams that the asker belongs to or leads.
    let teams: [Team]
    /// Leads and administrators alone.
    let mayAskEverybody: Bool

    /// What a form begins with: the first team that may be asked anonymously, else everybody; empty for everybody.
    var usual: String {
        let least = Askable.least(k: PrivacyRules.usual.k)
        let large = teams.first { askable.people(of: $0.name) >= least }
        return (large ?? (mayAskEverybody ? nil : teams.first))?.name ?? ""
    }
}

extension Connection {
    func pollAudience(of member: Member, at now: Int64) throws -> PollAudience {
        let askable = try askable(by: member, at: now)
        let own = try askedCrowd().teams(of: member.id, at: now).union(askable.mayChoose)
        return PollAudience(
            askable: askable, teams: askable.tree.rows.map(\.team).filter { own.contains($0.name) },
            mayAskEverybody: try member.isAdministrator || leads(member.id, at: now))
    }
}

extension PulseDesk {
    /// Opens a poll; its mode never changes.
    ///
    /// - Throws: `FormTrouble`, `ManifestTrouble`, `NearlySameRound`, `BurdenTrouble`.
    func open(_ typed: NewPollForm, by audience: PollAudience, at now: Date) async throws -> Round.ID {
        let question = try typed.asked()
        let mode = try typed.checkedMode()
        let span = try typed.span(mode)
        let askable = audience.askable
        let (whom, title): (Segmentation.Whom, String)
        let people: [Member.ID]
        if typed.team.isEmpty {
            guard audience.mayAskEverybody || audience.teams.isEmpty else {
                throw FormTrouble("Those who lead a team, and administrators, ask everybody. Choose your team.")
            }
            guard audience.mayAskEverybody else { throw FormTrouble("You belong to no team that you could ask.") }
            (whom, title, people) = (.everybody, "Everybody", askable.members)
        } else {
            guard let team = audience.teams.first(where: { $0.name == typed.team }) else {
                throw FormTrouble("You may ask teams that you belong to. Choose one of them.")
            }
            (whom, title, people) = (.teams, team.title, askable.everybody(in: team.name))
        }
        let least = mode == .anonymous ? Askable.least(k: PrivacyRules.usual.k) : 2
        guard people.count >= least else {
            throw FormTrouble(
                mode == .anonymous
                    ? "In a group of fewer than \(least) people everybody can guess; here are \(people.count). Ask a larger one, or by name."
                    : "There is nobody else to ask.")
        }
        var plan = RoundPlan(
            title: question.text, teams: whom == .teams ? [typed.team] : [],
            questionnaire: Questionnaire(questions: [question]),
            segments: [.init(id: whom == .teams ? typed.team : Segmentation.everybody, title: title, members: people)],
            opens: now, closes: now.addingTimeInterval(span), grace: Self.grace(mode, span),
            k: PrivacyRules.usual.k,
            audience: mode == .named ? PollReadership.sentences : Readership.sentences(whom, isDivided: false))
        plan.mode = mode
        plan.isPoll = true
        return try await announceWithinBudget(plan)
    }

    /// Answers that missed their moment are still taken for it; of a short poll not for longer than it makes sense to wait.
    private static func grace(_ mode: Manifest.Mode, _ span: TimeInterval) -> Int {
        if mode == .named { return 0 }
        return span < 86_400 ? Int(span) / 4 : RoundAnnouncement.usualGrace
    }
}

extension Askable {
    /// Those who belong to a team or to a part of it, in the order of members.
    fileprivate func everybody(in team: String) -> [Member.ID] {
        let names = [team] + tree.rows.map(\.team.name).filter { name in tree.above(name).contains { $0.name == team } }
        let inside = names.reduce(into: Set<Member.ID>()) { $0.formUnion(direct[$1] ?? []) }
        return members.filter(inside.contains)
    }
}
