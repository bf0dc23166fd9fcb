import BlindTickets
import Features
import Foundation
import Invention
import NIOCore
import Records
import Store
import Surveys
import Synchronization

/// Rounds that an invented team has answered: announced, answered with blind tickets, and released, at the moments at which
/// they were; and one that is open now.
struct DemoRounds: Sendable {
    let installation: DemoInstallation
    let desk: PulseDesk
    private let mood: Mood
    private let clock: SetClock
    private let questionnaire: Questionnaire

    /// A clock that is set by hand.
    private final class SetClock: Sendable {
        private let date = Mutex(Date(timeIntervalSince1970: 0))
        var now: Date { date.withLock { $0 } }
        func set(_ other: Date) { date.withLock { $0 = other } }
    }

    init(_ installation: DemoInstallation) {
        self.installation = installation
        mood = Mood(installation.organisation)
        let clock = SetClock()
        self.clock = clock
        desk = PulseDesk(
            database: installation.database, key: installation.key, now: { clock.now },
            randomBytes: randomBytes, work: PasswordWork())
        questionnaire = Questionnaire(Pack.builtIn.filter { ["mood", "review", "focus"].contains($0.id) })
    }

    var organisation: Organisation { installation.organisation }
    /// Everybody who is asked: the developers, and one of the council.
    var people: [Member.ID] { organisation.people.map { installation.member($0).id } + ["invented-council"] }

    /// - Parameter seconds: since 1970.
    func setTime(_ seconds: Int64) { clock.set(Date(timeIntervalSince1970: Double(seconds))) }

    func hold() async throws {
        for (number, week) in mood.weeks.enumerated() {
            // On a Monday at ten, for five days.
            let opens = Date(timeIntervalSince1970: Double(organisation.start.start + Int64(week) * 604_800 + 36_000))
            let closes = opens.addingTimeInterval(4.3 * 86_400)
            guard closes.addingTimeInterval(86_400) < Date(timeIntervalSince1970: Double(organisation.end)) else {
                continue
            }
            try await hold(number, from: opens, until: closes)
            clock.set(closes.addingTimeInterval(86_400))
            _ = try await desk.releaseEnded()
        }
        let now = Date(timeIntervalSince1970: Double(organisation.end))
        try await hold(
            mood.weeks.count, from: now.addingTimeInterval(-86_400), until: now.addingTimeInterval(4 * 86_400),
            leavingOut: Set(DemoRole.all.map(\.login.text)))
        try await poll()
        for week in organisation.story.badWeeks.keys.sorted() { try await askInWords(after: week) }
        try await scheduleNext()
    }

    /// One question that everybody was asked at once, ten days ago.
    private func poll() async throws {
        let opens = organisation.end - 10 * 86_400
        let text = "Shall the weekly demonstration move to Thursday?"
        let question = Question(
            id: Question.ID("poll/invented"), text: text,
            form: .choice([.init("yes", "Yes"), .init("no", "No")]))
        let round = try await announce(text, [question], from: opens, until: opens + 86_400, isPoll: true)
        setTime(opens + 7200)
        for (place, member) in people.dropLast(2).enumerated() {
            try await answer(round, as: member, Response([question.id: .choice(place % 3 == 0 ? "no" : "yes")]))
        }
        setTime(opens + 3 * 86_400)
        _ = try await desk.releaseEnded()
    }

    /// Asks everybody. Times are in seconds since 1970.
    func announce(
        _ title: String, _ questions: [Question], from opens: Int64, until closes: Int64, isPoll: Bool
    ) async throws -> Round {
        setTime(opens)
        var plan = plan(
            title, Questionnaire(questions: questions), isPoll ? people.dropLast() : people,
            from: Date(timeIntervalSince1970: Double(opens)), until: Date(timeIntervalSince1970: Double(closes)))
        plan.isPoll = isPoll
        return try await announce(plan)
    }

    private func announce(_ plan: RoundPlan) async throws -> Round {
        let id = try await desk.announce(plan)
        guard let round = try await installation.database.read({ try $0.round(id) }) else {
            throw CommandTrouble("An invented round was not kept.")
        }
        return round
    }

    private func plan(
        _ title: String, _ questionnaire: Questionnaire, _ asked: [Member.ID], from opens: Date, until closes: Date
    ) -> RoundPlan {
        RoundPlan(
            title: title, questionnaire: questionnaire,
            segments: [.init(id: Segmentation.everybody, title: "Everybody", members: asked)], opens: opens,
            closes: closes, k: PrivacyRules.usual.k, audience: Readership.sentences(.everybody, isDivided: false))
    }

    /// From now on it comes again by itself.
    private func scheduleNext() async throws {
        let now = organisation.end
        let draft = ScheduleDraft(
            title: "How work goes", teams: [], packs: ["mood", "review", "focus"], every: "fortnightly", weekday: 1,
            time: "10:00", first: CivilDay(now + 7 * 86_400).text, openDays: 4, minutes: 2)
        let id = PulseSchedule.newID(randomBytes)
        _ = try await installation.database.write {
            try $0.startSchedule(draft, id: id, by: .commandLine, at: now)
        }
    }

    /// - Parameter leavingOut: logins of those who have not answered, for whoever wants to try it.
    private func hold(
        _ number: Int, from opens: Date, until closes: Date, leavingOut: Set<String> = []
    ) async throws {
        let developers = organisation.people
        clock.set(opens)
        let title = "How work goes, \(opens.formatted(.iso8601.year().month()))"
        let round = try await announce(plan(title, questionnaire, people, from: opens, until: closes))
        clock.set(opens.addingTimeInterval(7200))
        for (place, member) in people.enumerated() where mood.answers(place, round: number) {
            if place < developers.count, leavingOut.contains(developers[place].login) { continue }
            if place == developers.count, !leavingOut.isEmpty { continue }
            try await answer(round, as: member, answers(of: place, number))
        }
    }

    private func answers(of place: Int, _ number: Int) -> Response {
        let given = questionnaire.questions.enumerated().compactMap { question, asked -> (Question.ID, Answer)? in
            guard case .points(let points) = asked.form else { return nil }
            let felt = mood.point(
                place, round: number, question: question, isAboutReviews: asked.id.text.hasPrefix("review/"),
                of: points.low...points.high)
            let isTurned = asked.isReversed != points.lowIsGood
            return (asked.id, .point(isTurned ? points.low + points.high - felt : felt))
        }
        return Response(Dictionary(uniqueKeysWithValues: given))
    }

    /// As the browser does it: a ticket that is signed blindly, and an answer that goes with it alone.
    func answer(_ round: Round, as member: Member.ID, _ response: Response) async throws {
        let request = try TicketRequest(manifest: round.manifest, segment: Segmentation.everybody)
        let ticket = try request.finalize(try await desk.issue(request.blinded, to: member, in: round.id))
        let envelope = try Envelope(ticket: ticket, answers: JSONEncoder().encode(response)).sealed(
            size: round.manifest.envelope)
        let reply = try await desk.intake.take(ByteBuffer(bytes: Array(envelope)))
        guard case .counted = reply else { throw CommandTrouble("An invented answer was refused.") }
    }
}
