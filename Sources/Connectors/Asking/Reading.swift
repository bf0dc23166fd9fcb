import Foundation
import Records

/// One thing to read of one place, such as the issues of a repository: which questions, and what their answers lead to.
///
/// Pure, like mapping: `Sync` asks.
struct Reading: Sendable {
    /// The name of its cursor: `octocat/hello-world issues`.
    let name: String
    /// The questions that a walk begins with.
    let start: @Sendable (ReadingCursor) -> [SyncStep]
    /// What an answer comes to.
    let read: @Sendable (SyncStep, ToolReply, ReadingCursor) throws -> StepOutcome
    /// Read only where another reading brought something since.
    var follows: String?
    /// Read only while another reading has not yet been through the whole history.
    var until: String?
    /// Seconds that have to pass between two walks.
    var every: Int64 = 0
    /// Read before that time where one of these was never told of.
    var wanted: Set<String> = []
    /// Whether there is a plain interface to fall back on.
    var hasPlain = false

    init(
        _ name: String, start: @escaping @Sendable (ReadingCursor) -> [SyncStep],
        read: @escaping @Sendable (SyncStep, ToolReply, ReadingCursor) throws -> StepOutcome
    ) {
        (self.name, self.start, self.read) = (name, start, read)
    }

    func following(_ other: Reading) -> Reading { with { $0.follows = other.name } }

    /// The first reading of every place, then the second of every place: what is urgent comes first everywhere.
    static func inTurn(_ places: [[Reading]]) -> [Reading] {
        (0..<(places.map(\.count).max() ?? 0)).flatMap { turn in places.compactMap { $0.dropFirst(turn).first } }
    }

    func with(_ change: (inout Reading) -> Void) -> Reading {
        var reading = self
        change(&reading)
        return reading
    }
}

/// What one answer of a walk comes to.
struct StepOutcome {
    var answers: [RawAnswer] = []
    /// To be asked next, before what was queued.
    var steps: [SyncStep] = []
    /// Things seen, and when they changed.
    var seen: [String: Int64] = [:]
    var unfinished: [Int]?
    var pending: [String]?
    /// What things said, by number, in place of what they said before.
    var told: [String: String]?
    /// Numbers that a reconcile listed.
    var listed: [String: [Int]] = [:]
    /// A reconcile has listed everything of these kinds.
    var listings: [SyncListing] = []
}

/// Everything of a kind that a place of the tool lists.
package struct SyncListing: Hashable, Sendable {
    package var kind: RecordKey.Kind
    package var parent: RecordKey
    package var keys: Set<RecordKey>

    /// What the pages before have listed, and the last one.
    init(
        _ kind: RecordKey.Kind, _ parent: RecordKey, _ cursor: ReadingCursor, _ name: String, _ last: [Int],
        key: (Int) -> RecordKey
    ) {
        var numbers = cursor.listed[name] ?? NumberRanges()
        numbers.insert(last)
        (self.kind, self.parent) = (kind, parent)
        keys = Set(numbers.numbers.map(key))
    }
}

/// The parts of a listed thing that decide what is asked next.
struct ListedItem: Decodable {
    let id: Int?
    let number: Int?
    let updated: Int64?
    let created: Int64?
    let state: String?
    let attempt: Int?
    let isPullRequest: Bool
    /// Whether its timeline goes on where the answer ends.
    let hasMore: Bool

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try? fields.may("id")
        number = try fields.may("number") ?? fields.may("iid")
        updated = try fields.mayInstant("updated_at") ?? fields.mayInstant("updatedAt")
        created = try fields.mayInstant("created_at")
        state = try fields.text("status") ?? fields.text("state")
        attempt = try fields.may("run_attempt")
        isPullRequest = try fields.may("pull_request", as: Nothing.self) != nil
        hasMore = try fields.may("timelineItems", as: Timeline.self)?.pageInfo?.hasNextPage ?? false
    }

    private struct Nothing: Decodable {}
    private struct Timeline: Decodable {
        struct Info: Decodable { var hasNextPage: Bool? }
        var pageInfo: Info?
    }

    var name: String { "\(number ?? id ?? 0)" }
    var changed: Int64? { updated ?? created }
}

/// A page of a list: its elements byte for byte, each with what decides about it.
struct ListedPage {
    let items: [(item: ListedItem, body: Data)]

    /// The answer is one thing by itself.
    init(single reply: ToolReply) throws(AskingTrouble) {
        do { items = [(try JSONDecoder().decode(ListedItem.self, from: reply.body), reply.body)] } catch {
            throw .unreachable("the answer cannot be read: \(error)")
        }
    }

    /// - Parameter path: Where in the answer the list is; empty where the answer is the list.
    init(_ reply: ToolReply, at path: [String] = []) throws(AskingTrouble) {
        guard let list = JSONPieces.value(at: path, of: reply.body), let elements = JSONPieces.elements(of: list) else {
            throw AskingTrouble.unreachable("the answer is not the list that was asked for")
        }
        let decoder = JSONDecoder()
        // GraphQL has null in place of what may not be seen.
        do {
            items = try elements.filter { $0.first == UInt8(ascii: "{") }.map {
                (try decoder.decode(ListedItem.self, from: $0), Data($0))
            }
        } catch { throw AskingTrouble.unreachable("an element of the list cannot be read: \(error)") }
    }
}

extension JSONPieces {
    static func value(at path: [String], of object: Data) -> Data? {
        path.reduce(single(object)) { value, name in
            value.flatMap(fields)?.first { $0.name.elementsEqual("\"\(name)\"".utf8) }?.value
        }
    }
}
