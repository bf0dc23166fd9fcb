import BlindTickets
import Foundation
import Hummingbird
import Store
import Surveys

extension PulseRoom {
    @Sendable func form(_ request: Request, context: AppContext) async throws -> Response {
        try await newRound(NewRoundForm(), askable(context), context)
    }

    @Sendable func announce(_ request: Request, context: AppContext) async throws -> Response {
        let sent = try await Form(request)
        guard context.secret?.accepts(formToken: sent["form"]) == true else {
            throw Problem.badRequest(
                "The form was drawn for another session. Go back, load the page again, and send it.")
        }
        guard let desk else { throw Self.noKey }
        let askable = try await askable(context)
        let packs = try await services.database.read { try $0.packs() }
        let typed = NewRoundForm(sent, teams: askable.mayChoose, packs: packs)
        do {
            let id = try await desk.announceWithinBudget(try plan(typed, askable, packs))
            return .redirect(to: Link.round(id).path, type: .normal)
        } catch {
            guard let sentence = Self.refusal(ofRound: error) else { throw error }
            return try await newRound(typed, askable, context, error: sentence)
        }
    }

    /// Why a round cannot be announced; nil for what is no fault of whoever asks.
    static func refusal(ofRound error: any Error) -> String? {
        switch error {
        case let trouble as FormTrouble: trouble.description
        case let trouble as ManifestTrouble: trouble.description
        case let trouble as BurdenTrouble: trouble.description
        case let trouble as SeriesTrouble: trouble.description
        case let trouble as NearlySameRound: trouble.description
        default: nil
        }
    }

    func askable(_ context: AppContext) async throws -> Askable {
        guard let announcer = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let time = Int64(services.now().timeIntervalSince1970)
        return try await services.database.read { try $0.askable(by: announcer, at: time) }
    }

    func plan(_ typed: NewRoundForm, _ askable: Askable, _ packs: [Pack]) throws -> RoundPlan {
        let opens = services.now()
        let title = try typed.checkedTitle()
        let questionnaire = try typed.questionnaire(packs)
        var segmentation = try Segmentation(
            typed.whom, chosen: typed.teams, tree: askable.tree, members: askable.members, direct: askable.direct,
            least: Askable.least(k: PrivacyRules.usual.k))
        if typed.tying != .none { segmentation = segmentation.undivided }
        var plan = RoundPlan(
            title: title, teams: typed.whom == .teams ? typed.teams.sorted() : [], questionnaire: questionnaire,
            segments: segmentation.segments, parts: segmentation.parts, opens: opens,
            closes: opens.addingTimeInterval(try typed.span()), k: PrivacyRules.usual.k,
            audience: Readership.sentences(typed.whom, isDivided: segmentation.segments.count > 1))
        plan.tying = typed.tying
        return plan
    }

    private func newRound(
        _ typed: NewRoundForm, _ askable: Askable, _ context: AppContext, error: String? = nil
    ) async throws -> Response {
        let token = context.formToken
        let time = Int64(services.now().timeIntervalSince1970)
        return try await services.framed(isRefused: error != nil) { db in
            NewRoundPage(
                form: typed, askable: askable, packs: try db.packs(),
                series: try db.openSeries().filter { $0.schedule == nil && askable.mayAsk($0.teams) },
                burden: BurdenTable(
                    try db.burdenLedger(at: time), try db.askedCrowd(), try db.pulseBudgets(), at: time),
                formToken: token, error: error)
        }
    }
}
