import Foundation
import Records
import Server

/// A message to be told: fields with a value, as JSON.
struct PushMessage {
    private var fields: [String: JSONValue] = [:]

    mutating func set(_ name: String, _ value: String?) { fields[name] = value.map { .string($0) } }
    mutating func set(_ name: String, _ value: Int?) { fields[name] = value.map { .number(Double($0)) } }
    mutating func set(_ name: String, _ value: Double) { fields[name] = .number(value) }
    mutating func set(_ name: String, _ isTrue: Bool) { if isTrue { fields[name] = .bool(true) } }

    /// An instant; "now" is the moment of the command.
    mutating func set(at name: String, _ text: String?, now: Date) {
        set(name, text == "now" ? now.formatted(.iso8601) : text)
    }

    func body() throws -> Data { try JSONValue.canonical(JSONValue.object(fields)) }

    /// Tells it, and says what became of it.
    func tell(_ category: String, to target: any PushTarget, isJSON: Bool) async throws {
        let answer = try await target.tell(category, try body())
        if isJSON { return Output.write(answer + Data("\n".utf8)) }
        let outcome: Pushing.Outcome
        do { outcome = try JSONDecoder().decode(Pushing.Outcome.self, from: answer) } catch {
            throw CommandTrouble("What answered is no server of Tutti. Is the address right?")
        }
        for record in outcome.records {
            Output.write("\(record.key) is \(outcome.changed > 0 ? "kept" : "known already")\n")
        }
        Self.name(outcome.unknownRepositories)
    }

    /// Says which repositories nobody knows yet: it may be a slip of the pen.
    static func name(_ unknown: [String]) {
        guard !unknown.isEmpty else { return }
        let names = unknown.joined(separator: ", ")
        Output.complain("no code host told of \(names) yet; it is kept under that name until one does")
    }
}
