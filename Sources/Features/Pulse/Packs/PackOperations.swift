import Foundation
import Hummingbird
import Records
import Store
import Surveys

/// Packs, for programs.
extension PulseRoom {
    var packOperations: [Route] {
        [
            Route(.get, "/api/v1/pulse/packs", operation: .listPacks, handler: packsAsJSON),
            Route(.post, "/api/v1/pulse/packs", operation: .keepPack, handler: keepPackByProgram),
            Route(.get, "/api/v1/pulse/packs/{pack}", operation: .getPack, handler: packAsJSON),
            Route(.post, "/api/v1/pulse/packs/{pack}/removal", operation: .removePack, handler: removePackByProgram),
        ]
    }

    @Sendable private func packsAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let packs = try await services.database.read { try $0.packs() }
        return try .json(["packs": packs.map { PackAnswer($0) }])
    }

    @Sendable private func packAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("pack")
        guard let text = try await services.database.read({ try $0.packText(id) }) else { throw Self.noSuchPack }
        return try .json(PackAnswer(try Pack(text: text), text: text))
    }

    private struct Wish: Decodable { let text: String }

    @Sendable private func keepPackByProgram(_ request: Request, context: AppContext) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let wish: Wish = try await Self.body(request, "`text`, a pack as it is written", most: 256 << 10)
        let time = time
        do {
            let pack = try await services.database.write {
                try $0.keepPack(wish.text, by: .member(member.id), at: time)
            }
            return try .json(PackAnswer(pack, text: wish.text))
        } catch let trouble as OwnPackTrouble { throw Problem.badRequest(trouble.description) }
    }

    @Sendable private func removePackByProgram(_ request: Request, context: AppContext) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let id = try context.parameter("pack")
        let time = time
        do {
            try await services.database.write { try $0.removePack(id, by: .member(member.id), at: time) }
            return try .json(["removed": id])
        } catch let trouble as OwnPackTrouble { throw Problem.notFound(trouble.description) }
    }
}

extension Operation {
    private static let pack: JSONValue = [
        "type": "object",
        "required": ["id", "version", "title", "why", "source", "everyWeeks", "seconds", "questions"],
        "properties": [
            "id": ["type": "string"], "version": ["type": "integer"], "title": ["type": "string"],
            "why": ["type": "string"],
            "source": ["type": "string", "description": "Of the construct; the words are ours."],
            "everyWeeks": ["type": "integer", "description": "How long its questions rest."],
            "seconds": ["type": "integer"], "questions": ["type": "array", "items": ["type": "string"]],
            "text": ["type": "string", "description": "As it is written; of one pack alone."],
        ],
    ]

    private static let answer: JSONValue = ["$ref": "#/components/schemas/Pack"]

    static let listPacks = Operation(
        "listPacks", summary: "Question packs, those that travel with Tutti first",
        answer: [
            "type": "object", "required": ["packs"], "properties": ["packs": ["type": "array", "items": answer]],
        ], schemas: ["Pack": pack])

    static let getPack = Operation(
        "getPack", summary: "A question pack, with its text", answer: answer, schemas: ["Pack": pack])

    static let keepPack = Operation(
        "keepPack", summary: "Keep a pack of one's own",
        description: """
            In the place of the one of its name. A question that reads otherwise than before needs a higher version; what is wrong \
            is told with its line. For leads.
            """,
        body: Body(schema: [
            "type": "object", "required": ["text"], "properties": ["text": ["type": "string"]],
        ]), answer: answer, schemas: ["Pack": pack])

    static let removePack = Operation(
        "removePack", summary: "Remove a pack of one's own",
        description: "What was asked from it stays. For leads.",
        answer: ["type": "object", "required": ["removed"], "properties": ["removed": ["type": "string"]]])
}
