import BlindTickets
import Foundation
import Hummingbird
import Store

extension PulseRoom {
    @Sendable func form(_ request: Request, context: AppContext) async throws -> Response {
        try await newRound(NewRoundForm(), context)
    }

    @Sendable func announce(_ request: Request, context: AppContext) async throws -> Response {
        let sent = try await Form(request)
        guard context.secret?.accepts(formToken: sent["form"]) == true else {
            throw Problem.badRequest(
                "The form was drawn for another session. Go back, load the page again, and send it.")
        }
        guard let desk else { throw Self.noKey }
        let typed = NewRoundForm(sent)
        do {
            let id = try await desk.announce(try await plan(typed))
            return .redirect(to: Link.round(id).path, type: .normal)
        } catch let trouble as FormTrouble {
            return try await newRound(typed, context, error: trouble.description)
        } catch let trouble as ManifestTrouble {
            return try await newRound(typed, context, error: trouble.description)
        }
    }

    private func plan(_ typed: NewRoundForm) async throws -> RoundPlan {
        let members = try await active()
        let opens = services.now()
        return RoundPlan(
            title: try typed.checkedTitle(), team: "", questionnaire: try typed.questionnaire(),
            segments: [.init(id: "everybody", title: "Everybody", members: members)], opens: opens,
            closes: opens.addingTimeInterval(try typed.span()),
            audience: ["Everybody who may sign in here, all at the same time."])
    }

    private func active() async throws -> [Member.ID] {
        try await services.database.read { try $0.members() }.filter { $0.leftAt == nil }.map(\.id)
    }

    private func newRound(_ typed: NewRoundForm, _ context: AppContext, error: String? = nil) async throws -> Response {
        var answer = services.frame.answer(
            NewRoundPage(
                form: typed, people: try await active().count, formToken: context.secret?.formToken ?? "",
                error: error))
        if error != nil { answer.status = .unprocessableContent }
        answer.headers[.cacheControl] = "no-store"
        return answer
    }
}
