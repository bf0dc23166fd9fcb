import Connectors
import Foundation
import Records
import Synchronization

@testable import Server

/// A GitHub that keeps what is written to it, and refuses what a test says.
final class PretendedGitHub: Sendable {
    struct State {
        /// By commit, newest first.
        var statuses: [String: [[String: String]]] = [:]
        var comments: [Int: String] = [:]
        var reviewers: Set<String> = ["ann"]
        /// Whatever is written.
        var writes: [String] = []
        /// In place of a whole answer to what is written.
        var refusal: (status: Int, body: String)?
        /// The answer to the next that is written is lost on its way.
        var losesAnswer = false
        var now = 0.0
    }

    struct Lost: Error {}

    private let state = Mutex(State())

    func with<Value: Sendable>(_ body: (inout State) -> Value) -> Value { state.withLock { body(&$0) } }

    func tools(at now: Int64) -> SourceTools {
        state.withLock { $0.now = Double(now) }
        return SourceTools(
            Fetch.World(
                ask: { try self.ask($0) }, resolve: { _ in ["140.82.121.6"] }, outgoing: OutgoingGuard(),
                now: { self.state.withLock { $0.now } },
                sleep: { seconds in self.state.withLock { $0.now += seconds } },
                chance: { 0 })
        ) { Date(timeIntervalSince1970: self.state.withLock { $0.now }) }
    }

    func pass(_ seconds: Double) { state.withLock { $0.now += seconds } }

    private func ask(_ question: ToolQuestion) throws -> ToolReply {
        try state.withLock { state in
            let parts = question.url.split(separator: "?")[0].split(separator: "/").map(String.init)
            let sent = question.body.flatMap { try? JSONDecoder().decode(JSONValue.self, from: $0) }
            if question.isWriting {
                // What is only tried is no writing.
                let isTrial = parts.last == String(repeating: "0", count: 40) || sent == .object(["body": .string("")])
                if isTrial { return Self.reply(state.refusal?.status ?? 422, state.refusal?.body ?? "{}") }
                if let refusal = state.refusal { return Self.reply(refusal.status, refusal.body) }
                state.writes.append("\(question.method.rawValue) \(parts.suffix(3).joined(separator: "/"))")
            }
            let reply = Self.answer(question, parts, sent, &state)
            if question.isWriting, state.losesAnswer {
                state.losesAnswer = false
                throw Lost()
            }
            return reply
        }
    }

    private static func answer(
        _ question: ToolQuestion, _ parts: [String], _ sent: JSONValue?, _ state: inout State
    ) -> ToolReply {
        guard case .object(let fields) = sent ?? .object([:]), let last = parts.last else { return reply(404) }
        func text(_ name: String) -> String { if case .string(let text) = fields[name] { text } else { "" } }
        switch (question.method, parts.dropLast().last ?? "") {
        case (_, _) where last == "user": return reply(200, #"{"id":1}"#)
        case (.get, _) where last == "statuses":
            return reply(200, json(state.statuses[parts[parts.count - 2]] ?? []))
        case (.post, "statuses"):
            let mark = ["context": text("context"), "state": text("state"), "description": text("description")]
            state.statuses[last, default: []].insert(mark, at: 0)
            return reply(201)
        case (.get, _) where last == "comments":
            let all = state.comments.sorted { $0.key < $1.key }.map { id, body in
                JSONValue.object([
                    "id": .number(Double(id)), "body": .string(body), "user": .object(["id": .number(1)]),
                ])
            }
            return reply(200, json(all))
        case (.post, _) where last == "comments":
            let id = (state.comments.keys.max() ?? 0) + 1
            state.comments[id] = text("body")
            return reply(201, #"{"id":\#(id)}"#)
        case (.patch, "comments"):
            guard let id = Int(last), state.comments[id] != nil else { return reply(404) }
            state.comments[id] = text("body")
            return reply(200, #"{"id":\#(id)}"#)
        case (_, _) where last == "requested_reviewers":
            guard case .array(let names) = fields["reviewers"] else { return reply(422) }
            let logins = names.compactMap { if case .string(let login) = $0 { login } else { nil } }
            if question.method == .post { state.reviewers.formUnion(logins) } else { state.reviewers.subtract(logins) }
            return reply(200)
        default: return reply(404, #"{"message":"Not Found"}"#)
        }
    }

    private static func json(_ value: some Encodable) -> String {
        (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    private static func reply(_ status: Int, _ body: String = "{}") -> ToolReply {
        ToolReply(status: status, headers: ["Content-Type": "application/json"], body: Data(body.utf8))
    }
}
