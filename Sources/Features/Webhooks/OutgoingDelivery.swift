import Records
import Store

/// An event on its way to an endpoint. Times are milliseconds since 1970.
package struct OutgoingDelivery: Hashable, Identifiable, Sendable {
    package enum State: String, Sendable {
        case waiting, delivered
        case givenUp = "given-up"
    }

    let number: Int64
    /// The event's: `webhook-id`.
    package let id: String
    package let type: String
    package let body: String
    package let happenedAt: Int64
    package let state: State
    package let attempts: Int
    package let nextAt: Int64?
    package let triedAt: Int64?
    package let status: Int?
    /// Why the last attempt failed, as a sentence.
    package let trouble: String?
    /// The beginning of what the receiver said.
    package let answer: String?
}

/// What came back when an event was sent.
package enum WebhookAnswer: Sendable {
    /// - Parameters:
    ///   - words: their beginning.
    ///   - retryAfter: seconds that the receiver wants to be left alone for.
    case status(Int, words: String, retryAfter: Int64?)
    /// Nothing did; why, as a sentence.
    case nothing(String)

    /// Bytes of the words that are kept.
    package static let kept = 1024
}

extension OutgoingDelivery.State: SQLValue {}

extension OutgoingDelivery {
    static let columns: SQL = """
        SELECT number, id, type, body, happened_at, state, attempts, next_at, tried_at, status, trouble, answer
        FROM outgoing_delivery
        """

    init(_ row: Row) throws {
        self.init(
            number: try row.get(0), id: try row.get(1), type: try row.get(2), body: try row.get(3),
            happenedAt: try row.get(4), state: try row.get(5), attempts: try row.get(6), nextAt: try row.get(7),
            triedAt: try row.get(8), status: try row.get(9), trouble: try row.get(10), answer: try row.get(11))
    }
}
