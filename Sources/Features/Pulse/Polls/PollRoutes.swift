import BlindTickets
import Foundation
import Hummingbird
import Interface
import NIOCore
import Records
import Store
import Surveys

/// One question, asked at once: opened by anybody who belongs to a team, anonymously or by name.
extension PulseRoom {
    var pollRoutes: [Route] {
        [
            .get("/pulse/polls/new", handler: pollForm),
            Route(.post, "/pulse/polls", handler: openPoll),
            Route(.post, "/pulse/{round}/vote", handler: vote),
            Route(.get, "/api/v1/polls", operation: .listPolls, handler: polls),
            Route(.post, "/api/v1/polls", operation: .openPoll, handler: openPollByProgram),
            Route(.get, "/api/v1/polls/{round}", operation: .getPoll, handler: poll),
            Route(.post, "/api/v1/polls/{round}/vote", operation: .vote, handler: voteByProgram),
        ]
    }

    // MARK: Opening

    @Sendable private func pollForm(_ request: Request, context: AppContext) async throws -> Response {
        var form = NewPollForm()
        let me = try context.ownself().member
        let time = time
        form.team = try await services.database.read { try $0.pollAudience(of: me, at: time).usual }
        return try await newPoll(form, context)
    }

    private func newPoll(_ typed: NewPollForm, _ context: AppContext, error: String? = nil) async throws -> Response {
        let token = context.formToken
        let me = try context.ownself().member
        let time = time
        return try await services.framed(isRefused: error != nil) { db in
            NewPollPage(
                form: typed, audience: try db.pollAudience(of: me, at: time), formToken: token, error: error)
        }
    }

    @Sendable private func openPoll(_ request: Request, context: AppContext) async throws -> Response {
        let (_, sent) = try await context.signedForm(request)
        let typed = NewPollForm(sent)
        do {
            return .redirect(to: Link.round(try await open(typed, context)).path, type: .normal)
        } catch {
            guard let trouble = Self.refusal(error) else { throw error }
            return try await newPoll(typed, context, error: trouble)
        }
    }

    private func open(_ typed: NewPollForm, _ context: AppContext) async throws -> Round.ID {
        let me = try context.ownself().member
        guard let desk else { throw Self.noKey }
        let time = time
        let audience = try await services.database.read { try $0.pollAudience(of: me, at: time) }
        return try await desk.open(typed, by: audience, at: services.now())
    }

    /// What is said to whoever may do otherwise; nil for what is no matter of theirs.
    private static func refusal(_ error: any Error) -> String? {
        switch error {
        case let trouble as FormTrouble: trouble.description
        case let trouble as ManifestTrouble: "\(trouble)"
        case let trouble as BurdenTrouble: "\(trouble)"
        case let trouble as NearlySameRound: "\(trouble)"
        case let trouble as VoteTrouble: "\(trouble)"
        default: nil
        }
    }

    private struct Wish: Decodable {
        let question: String
        let kind: String
        let options: [String]?
        let team: String?
        let mode: String
        let hours: Int?
    }

    @Sendable private func openPollByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let wish: Wish = try await Self.body(request, "`question`, `kind` and `mode`")
        var typed = NewPollForm()
        typed.question = wish.question.trimmingCharacters(in: .whitespacesAndNewlines)
        typed.kind = wish.kind
        typed.options = (wish.options ?? []).joined(separator: "\n")
        typed.team = wish.team ?? ""
        typed.mode = wish.mode
        typed.hours = "\(wish.hours ?? 24)"
        do {
            return try await answer(try await open(typed, context), context)
        } catch {
            guard let trouble = Self.refusal(error) else { throw error }
            throw Problem.badRequest(trouble)
        }
    }

    // MARK: Voting by name

    @Sendable private func vote(_ request: Request, context: AppContext) async throws -> Response {
        let (member, sent) = try await context.signedForm(request)
        let id = try context.parameter("round")
        let now = services.now()
        do {
            try await services.database.write { db in
                guard let round = try db.round(id) else { throw Self.noSuchRound }
                let question = try db.questionnaire(of: id).questions.first
                let answer = sent.isChecked("withdraw") ? nil : try question.map { try VoteForm.answer(sent, to: $0) }
                try db.vote(answer, by: member.id, in: round, at: now)
            }
            return .redirect(to: Link.round(id).path, type: .normal)
        } catch {
            guard let trouble = Self.refusal(error) else { throw error }
            throw Problem.badRequest(trouble)
        }
    }

    private struct Vote: Decodable { let answer: Answer? }

    @Sendable private func voteByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let member = try context.ownself().member
        let id = try context.parameter("round")
        let vote: Vote = try await Self.body(request, "`answer`, such as {\"choice\": \"yes\"}")
        let now = services.now()
        do {
            try await services.database.write { db in
                guard let round = try db.round(id) else { throw Self.noSuchRound }
                try db.vote(vote.answer, by: member.id, in: round, at: now)
            }
            return try await answer(id, context)
        } catch {
            guard let trouble = Self.refusal(error) else { throw error }
            throw Problem.badRequest(trouble)
        }
    }

    static func body<Value: Decodable>(_ request: Request, _ expected: String, most: Int = 16 << 10) async throws
        -> Value
    {
        let body = try await request.body.collect(upTo: most)
        do { return try JSONDecoder().decode(Value.self, from: Data(body.readableBytesView)) } catch {
            throw Problem.badRequest("Expected is JSON with \(expected).")
        }
    }

    // MARK: Reading

    @Sendable private func polls(_ request: Request, context: AppContext) async throws -> Response {
        let (now, visitor) = (services.now(), context.visitor)
        let answers = try await services.database.read { db in
            try db.rounds().filter(\.isPoll).prefix(100).map { try PollAnswer($0, for: visitor, at: now, in: db) }
        }
        return try .json(["polls": answers])
    }

    @Sendable private func poll(_ request: Request, context: AppContext) async throws -> Response {
        try await answer(try context.parameter("round"), context)
    }

    private func answer(_ id: Round.ID, _ context: AppContext) async throws -> Response {
        let (now, visitor) = (services.now(), context.visitor)
        let answer = try await services.database.read { db -> PollAnswer? in
            guard let round = try db.round(id), round.isPoll else { return nil }
            return try PollAnswer(round, for: visitor, at: now, in: db)
        }
        guard let answer else { throw Problem.notFound("There is no such poll.") }
        return try .json(answer)
    }
}

extension Link {
    static let newPoll = Link("pulse", "polls", "new")
    static let polls = Link("pulse", "polls")
    static func vote(_ id: Round.ID) -> Link { Link("pulse", id, "vote") }
}
