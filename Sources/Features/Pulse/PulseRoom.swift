import BlindTickets
import Foundation
import Hummingbird
import Interface
import NIOCore
import Store
import Surveys

/// Rounds of questions that nobody can trace: announced, answered, released.
package struct PulseRoom: Feature {
    let services: Services

    package init(_ services: Services) { self.services = services }

    /// Nil where no key file was named: rounds then can neither be announced nor answered.
    var desk: PulseDesk? { services.pulse }

    package var routes: [Route] {
        importRoutes + replyRoutes + [
            .get("/pulse", handler: list),
            .get("/pulse/new", handler: form),
            Route(.post, "/pulse", handler: announce),
            .get("/pulse/{round}", handler: show),
            Route(.get, "/api/v1/pulse/{round}/manifest", operation: .getManifest, handler: manifest),
            Route(.get, "/api/v1/pulse/{round}/questionnaire", operation: .getQuestionnaire, handler: questionnaire),
            Route(.post, "/api/v1/pulse/{round}/ticket", operation: .issueTicket, handler: issue),
            .get("/pulse/{round}/used-tickets", handler: usedTickets),
            .get("/pulse/{round}/results.csv", handler: table),
            Route(.get, "/api/v1/pulse/{round}/results", operation: .getResults, handler: results),
            Route(
                .post, "/api/v1/pulse/answers", operation: .submitAnswer, leavesNoTrace: true, isBrief: true,
                handler: submit),
        ] + scheduleRoutes + scheduleOperations + packOperations + burdenOperations + seriesRoutes + seriesOperations
            + pollRoutes
            + packRoutes
    }

    @Sendable private func list(_ request: Request, context: AppContext) async throws -> Response {
        let now = services.now()
        let member = context.visitor.member?.id ?? ""
        let rows = try await services.database.read { db in
            try db.rounds().map { round in
                PulsePage.Row(
                    round: round, phase: round.phase(at: now),
                    isAsked: try db.eligibility(of: member, in: round.id) != nil
                        && db.vote(of: member, in: round.id) == nil)
            }
        }
        let mayAnnounce = try await mayAnnounce(context)
        let mayPoll = context.visitor.member != nil && desk != nil
        return try await services.framed { _ in
            PulsePage(rounds: rows, mayAnnounce: mayAnnounce, mayPoll: mayPoll)
        }
    }

    /// Seconds since 1970.
    var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    func mayAnnounce(_ context: AppContext) async throws -> Bool {
        guard let member = context.visitor.member else { return false }
        let time = time
        if member.isAdministrator { return true }
        return try await services.database.read { try $0.leads(member.id, at: time) }
    }

    @Sendable private func show(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("round")
        let now = services.now()
        let member = context.visitor.member?.id ?? ""
        let part = try Query(request)["part"]
        let visitor = context.visitor
        let token = context.formToken
        let poll = try await services.database.read { db in
            try db.round(id).flatMap { round in
                round.manifest.mode == .named
                    ? try NamedPollPage(round, for: visitor, at: now, formToken: token, in: db) : nil
            }
        }
        if let poll { return try await services.framed { _ in poll } }
        let page: RoundPage? = try await services.database.read { db in
            guard let round = try db.round(id) else { return nil }
            let spent = try db.spentCount(id)
            let questionnaire = try db.questionnaire(of: id)
            let segment = try db.eligibility(of: member, in: id)?.segment
            return RoundPage(
                round: round, questionnaire: questionnaire, phase: round.phase(at: now), segment: segment,
                answered: spent >= round.manifest.k ? spent : nil,
                people: try segment.map { try db.people(in: $0, of: id) } ?? [],
                results: try db.results(
                    of: round, questionnaire, part: part, for: context.visitor, formToken: context.formToken, at: now),
                seriesEnd: try db.seriesEnd(
                    of: round, for: context.visitor, formToken: context.formToken,
                    at: Int64(now.timeIntervalSince1970)))
        }
        guard let page else { throw Self.noSuchRound }
        return try await services.framed { _ in page }
    }

    /// The very bytes whose hash people compare.
    @Sendable private func manifest(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("round")
        guard let round = try await services.database.read({ try $0.round(id) }) else { throw Self.noSuchRound }
        return .json(bytes: round.manifestBytes)
    }

    @Sendable private func questionnaire(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("round")
        let member = context.visitor.member?.id ?? ""
        let asked: AskedQuestions? = try await services.database.read { db in
            guard try db.round(id) != nil else { return nil }
            return AskedQuestions(
                segment: try db.eligibility(of: member, in: id)?.segment, questionnaire: try db.questionnaire(of: id))
        }
        guard let asked else { throw Self.noSuchRound }
        return try .json(asked)
    }

    private struct TicketForm: Decodable {
        let form: String?
        let blinded: String
    }

    @Sendable private func issue(_ request: Request, context: AppContext) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let body = try await request.body.collect(upTo: 16 << 10)
        guard let sent = try? JSONDecoder().decode(TicketForm.self, from: Data(body.readableBytesView)),
            let blinded = Data(base64URL: sent.blinded)
        else { throw Problem.badRequest("Expected is JSON with `blinded`, a blinded message in base64url.") }
        if let secret = context.secret, !secret.accepts(formToken: sent.form ?? "") {
            throw Problem.badRequest("The request was made for another session. Load the page again.")
        }
        guard let desk else { throw Self.noKey }
        do {
            let signature = try await desk.issue(blinded, to: member.id, in: try context.parameter("round"))
            return try .json(["signature": signature.base64URL])
        } catch let refusal as IssueRefusal {
            throw Self.problem(refusal)
        }
    }

    private static func problem(_ refusal: IssueRefusal) -> Problem {
        switch refusal {
        case .notAsked: .forbidden("\(refusal)")
        case .malformed: .badRequest("\(refusal)")
        case .notOpen, .otherRequest:
            Problem("no-ticket", title: "No ticket", status: .conflict, detail: "\(refusal)")
        }
    }

    /// Whoever keeps a receipt finds it here, and anybody can count.
    @Sendable private func usedTickets(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("round")
        guard let round = try await services.database.read({ try $0.round(id) }) else { throw Self.noSuchRound }
        guard let counts = round.counts else {
            throw Problem(
                "open", title: "Not yet", status: .conflict,
                detail: "The list of used tickets appears when the round has ended.")
        }
        // Its length would tell how many answered, where even that is not told.
        guard round.state == .released else {
            throw Problem.notFound("Too few answered: nothing is shown of this round.")
        }
        let hashes = try await services.database.read { try $0.spentTickets(id) }
        let list = UsedTickets(survey: id, issued: counts.issued, hashes: hashes.compactMap { TicketHash(stored: $0) })
        return Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: list.text)))
    }

    /// Nothing about the sender is read; and what says who sends it is not taken, so that a client or a proxy that lets it through
    /// shows at once.
    @Sendable private func submit(_ request: Request, context: AppContext) async throws -> Response {
        guard let desk else { throw Self.noKey }
        try Self.refuseSender(of: request)
        let body = try await request.body.collect(upTo: Envelope.largest)
        return Self.told(try await desk.intake.take(body))
    }

    /// - Throws: where a request for nobody in particular says who sends it.
    static func refuseSender(of request: Request) throws {
        guard request.headers[.cookie] == nil, request.headers[.authorization] == nil else {
            throw Problem.badRequest(
                "An answer goes without a cookie and without authorisation: with them it would say who sent it. It was not taken."
            )
        }
    }

    /// The connection ends with it, so that nothing else comes over it.
    static func told(_ reply: SubmissionReply) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store", .connection: "close"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
    }

    static let noSuchRound = Problem.notFound("There is no such round.")
    static let noKey = Problem.unavailable(
        "This server was started without a key file, so no round can be announced or answered.")
}

extension Link {
    static let pulse = Link("pulse")
    static let newRound = Link("pulse", "new")
    static func round(_ id: Round.ID) -> Link { Link("pulse", id) }
    static func manifest(_ id: Round.ID) -> Link { Link("api", "v1", "pulse", id, "manifest") }
    static func round(_ id: Round.ID, cell: String) -> String { round(id).path + "?part=" + cell }
    static func results(_ id: Round.ID) -> Link { Link("api", "v1", "pulse", id, "results") }
    static func resultTable(_ id: Round.ID) -> Link { Link("pulse", id, "results.csv") }
    static func usedTickets(_ id: Round.ID) -> Link { Link("pulse", id, "used-tickets") }
}
