import BlindTickets
import Foundation
import Hummingbird
import Store
import Surveys

/// Words that were written, and replies that only their writers open. Replies are sealed where they are written: this server
/// never has their text.
extension PulseRoom {
    var replyRoutes: [Route] {
        [
            Route(.get, "/api/v1/pulse/{round}/words", operation: .listWords, handler: wordsAsJSON),
            Route(.get, "/api/v1/pulse/{round}/replies", operation: .listReplies, handler: replies),
            Route(.post, "/api/v1/pulse/{round}/replies", operation: .reply, handler: reply),
            Route(.post, "/api/v1/pulse/follow-ups", operation: .followUp, leavesNoTrace: true, handler: followUp),
        ]
    }

    @Sendable private func wordsAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("round")
        let now = time
        let visitor = context.visitor
        let told: RoundWords = try await services.database.read { db in
            guard let round = try db.round(id) else { throw Self.noSuchRound }
            guard let shown = try db.shownWords(of: round, for: visitor, at: now) else { throw Self.notForYou }
            let mayReply = try visitor.member.map { try db.mayReply($0, to: round, at: now) } ?? false
            return RoundWords(
                words: shown.map { RoundWords.Words($0.words, $0.question, toLead: mayReply) },
                replyTimes: try db.replyTimes(ofTeams: Round.key(round.teams), round.rules, at: now))
        }
        return try .json(told)
    }

    /// All of them, to everybody who asks: nothing says who looks for what.
    @Sendable private func replies(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("round")
        let sealed = try await services.database.read { db in
            guard try db.round(id) != nil else { throw Self.noSuchRound }
            return try db.sealedReplies(of: id)
        }
        return try .json(["replies": sealed.map { Data($0).base64URL }])
    }

    private struct ReplyForm: Decodable {
        let form: String?
        let words: String
        let sealed: String
        let permit: String?
    }

    @Sendable private func reply(_ request: Request, context: AppContext) async throws -> Response {
        guard context.visitor.member != nil else { throw Problem.forbidden("Sign in first.") }
        let bytes = try await request.body.collect(upTo: 16 << 10)
        guard let body = try? JSONDecoder().decode(ReplyForm.self, from: Data(bytes.readableBytesView)),
            let words = Data(base64URL: body.words), let sealed = Data(base64URL: body.sealed)
        else { throw Problem.badRequest("JSON with words and sealed, both in base64url, is expected here.") }
        // Of 32 bytes or none: what is neither is refused where the sizes are.
        let permit = body.permit.map { Data(base64URL: $0) ?? Data() }
        if case .member = context.visitor, context.secret?.accepts(formToken: body.form ?? "") != true {
            throw Problem.badRequest("The form was drawn for another session. Load the page again.")
        }
        let id = try context.parameter("round")
        let now = time
        let visitor = context.visitor
        do {
            try await services.database.write { db in
                guard let round = try db.round(id) else { throw Self.noSuchRound }
                try db.keep(reply: sealed, to: Array(words), permit: permit, in: round, by: visitor, at: now)
            }
        } catch let refusal as ReplyRefusal {
            throw Problem("no-reply", title: "Not kept", status: .conflict, detail: refusal.description)
        }
        return try .json(["reply": "kept"])
    }

    /// From nobody in particular, like an answer: the permit in it is all that counts.
    @Sendable private func followUp(_ request: Request, context: AppContext) async throws -> Response {
        try Self.refuseSender(of: request)
        let body = try await request.body.collect(upTo: FollowUp.size)
        let day = time / 86_400
        guard let followUp = FollowUp(parsing: Data(body.readableBytesView)) else { return Self.told(.refused) }
        return Self.told(try await services.database.write { try $0.take(followUp, on: day) } ? .counted : .refused)
    }

    fileprivate static let notForYou = Problem.forbidden(
        "What was written is for those who were asked, and a reply for those who lead them.")
}

extension Connection {
    /// What may be shown of a round word for word, by question, in an order that tells nothing; nil to somebody who may
    /// read none.
    package func shownWords(
        of round: Round, for visitor: Visitor, at now: Int64
    ) throws -> [(question: Question, words: ToldWords)]? {
        guard let reader = try readership(of: round, for: visitor, at: now), reader.mayReadWords else { return nil }
        let words = try words(for: reader, at: now)
        return try questionnaire(of: round.id).questions.filter { $0.form == .words }.flatMap { question in
            words.shown(to: question.id, round.rules).map { (question, $0) }
        }
    }

    /// Keeps what a lead wrote back.
    ///
    /// - Parameter permit: the SHA-256 of what the writer shows to follow it up; nil where they cannot.
    /// - Throws: `Problem` for somebody who may not write back, and `ReplyRefusal`.
    package func keep(
        reply sealed: Data, to words: [UInt8], permit: Data?, in round: Round, by visitor: Visitor, at now: Int64
    ) throws {
        guard let member = visitor.member, let reader = try readership(of: round, for: visitor, at: now),
            try mayReply(member, to: round, at: now)
        else { throw PulseRoom.notForYou }
        try keep(reply: sealed, to: words, permit: permit, of: reader, round.rules, at: now)
    }

    /// Those who lead a team that was asked, or of a round of everybody any team or the installation.
    func mayReply(_ member: Member, to round: Round, at now: Int64) throws -> Bool {
        let led = try askable(by: member, at: now).mayChoose
        guard !round.teams.isEmpty else { return member.isAdministrator || !led.isEmpty }
        return try leads(member.id, at: now) && !led.isDisjoint(with: round.teams)
    }
}

/// What was written in a round, for programs.
package struct RoundWords: Codable, Sendable {
    package let words: [Words]
    package let replyTimes: ReplyTimes

    package struct Words: Codable, Sendable {
        package let id: String
        package let question: String
        package let text: String
        /// A public key, in base64url; nil where the writer wants no reply.
        package let replyTo: String?
        package let isReplied: Bool
        /// For those who lead whom was asked, nil for others: whether a reply may be written now.
        package let mayReply: Bool?
        /// For the same: the writer's follow-ups, sealed for whoever wrote back, in base64url.
        package let followUps: [String]?

        init(_ told: ToldWords, _ question: Question, toLead: Bool) {
            id = Data(told.id).base64URL
            self.question = question.text
            text = told.answer.text
            replyTo = told.answer.replyTo
            isReplied = told.isReplied
            mayReply = toLead ? told.mayBeReplied : nil
            followUps = toLead ? told.followUps.map { Data($0).base64URL } : nil
        }
    }
}

/// Every sealed reply of a round.
package struct SealedReplies: Codable, Sendable {
    package let replies: [String]
}

extension Link {
    static func replies(_ id: Round.ID) -> Link { Link("api", "v1", "pulse", id, "replies") }
}

extension Operation {
    static let listWords = Operation(
        "listWords", summary: "What people wrote in a round, word for word",
        description: """
            For those who were asked, where enough people wrote and enough of them agreed. The order tells nothing. How long those who \
            asked for a reply waited is a figure of all rounds of these teams.
            """,
        answer: [
            "type": "object", "required": ["words", "replyTimes"],
            "properties": [
                "words": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "question", "text", "isReplied"],
                        "properties": [
                            "id": ["type": "string"], "question": ["type": "string"], "text": ["type": "string"],
                            "replyTo": [
                                "type": "string",
                                "description": "A key for a reply, in base64url; absent where none is wanted.",
                            ],
                            "isReplied": ["type": "boolean"],
                            "mayReply": [
                                "type": "boolean",
                                "description": "For those who lead whom was asked: a reply may be written now.",
                            ],
                            "followUps": [
                                "type": "array", "items": ["type": "string"],
                                "description":
                                    "For the same: what the writer followed up with, up to yesterday, sealed, in base64url.",
                            ],
                        ],
                    ],
                ],
                "replyTimes": [
                    "type": "object", "required": ["asked", "replied", "isMedianOpen"],
                    "properties": [
                        "asked": ["type": "integer"], "replied": ["type": "integer"],
                        "median": ["type": "integer", "description": "Seconds; who still waits counts up to now."],
                        "isMedianOpen": ["type": "boolean", "description": "The middle one still waits."],
                    ],
                ],
            ],
        ])

    static let listReplies = Operation(
        "listReplies", summary: "Every sealed reply of a round",
        description: """
            All of them, whoever asks: a client opens those that were sealed for it (docs/anonymity.md). Asking for one alone would \
            say which words are one's own.
            """,
        answer: [
            "type": "object", "required": ["replies"],
            "properties": ["replies": ["type": "array", "items": ["type": "string", "description": "base64url"]]],
        ])

    static let reply = Operation(
        "reply", summary: "A reply to what somebody wrote",
        description:
            """
            For those who lead whom was asked. It is sealed by the client for the key that stands at the words. The next one may follow \
            when the writer has followed up.
            """,
        body: Body(schema: [
            "type": "object", "required": ["words", "sealed"],
            "properties": [
                "words": ["type": "string", "description": "The id of the words."],
                "sealed": ["type": "string", "description": "What docs/anonymity.md calls a reply, in base64url."],
                "permit": [
                    "type": "string",
                    "description":
                        "The SHA-256 of the permit inside, in base64url; without it the reply cannot be followed up.",
                ],
                "form": [
                    "type": "string",
                    "description": "Proves that a page of this session asks; not needed with a token.",
                ],
            ],
        ]),
        answer: [
            "type": "object", "required": ["reply"], "properties": ["reply": ["const": "kept"]],
        ])

    static let followUp = Operation(
        "followUp", summary: "What the writer of words follows a reply up with",
        description: """
            Sent like an answer: without cookie or authorisation, over a connection of its own, always of one size. Whoever opened \
            the reply has a permit for one. Those who lead read it from the next day on. Neither log nor metrics tell of it.
            """,
        body: Body(
            "text/plain",
            schema: ["type": "string", "description": "A follow-up, byte for byte: docs/anonymity.md."]),
        answer: [
            "type": "object", "required": ["answer"], "properties": ["answer": ["enum": ["counted", "refused"]]],
        ])
}
