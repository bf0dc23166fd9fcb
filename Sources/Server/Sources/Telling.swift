import Connectors
import Foundation
import Records
import Store

/// From what a connector reads to what the store keeps, and back again.
package enum Telling {
    /// What an answer tells, ready to be saved: its records, and the answer without the personal fields that no signal needs.
    ///
    /// Webhooks of events that are known and passed over leave nothing behind; those of events that are new to us are
    /// archived, so that a later version can read them.
    ///
    /// - Parameters:
    ///   - receivedAt: milliseconds since 1970.
    ///   - delivery: a webhook's id.
    /// - Throws: `MappingTrouble` where it cannot be understood.
    package static func told(
        _ answer: Connectors.RawAnswer, receivedAt: Int64, connector: Connector, delivery: String? = nil
    ) throws -> Told {
        let records = try connector.map(answer)
        let run = try run(of: records, answer, connector)
        if records.isEmpty, let event = answer.event, connector.passedOver.contains(event) {
            return Told([], at: receivedAt)
        }
        let name = AnswerName(url: answer.url, event: answer.event, number: answer.number, delivery: delivery)
        let raw = Store.RawAnswer(
            category: answer.category, key: name.text, body: Array(PersonalFields.dropped(from: answer.body)),
            receivedAt: receivedAt)
        var told = Told(records, raw: raw, run: run)
        if let event = answer.event, !connector.events.contains(event) { told.note = Self.unknownEvent }
        return told
    }

    /// Stands beside a webhook whose event no version of the connector knew.
    static let unknownEvent = "This event is new to Tutti. It is archived, and a later version may read it."

    /// What an archived answer tells by today's mapping.
    package static func told(again archived: Store.RawAnswer, connector: Connector) throws -> Told {
        let answer = answer(archived)
        let records = try connector.map(answer)
        return Told(records, raw: archived, run: try run(of: records, answer, connector))
    }

    /// An archived answer as it was given to the connector.
    package static func answer(_ archived: Store.RawAnswer) -> Connectors.RawAnswer {
        let name = AnswerName(archived.key)
        return Connectors.RawAnswer(
            category: archived.category, body: Data(archived.body), url: name.url, event: name.event,
            number: name.number)
    }

    private static func run(
        of records: [Record], _ answer: Connectors.RawAnswer, _ connector: Connector
    ) throws -> RecordKey? {
        let isReport = records.contains { record in
            switch record {
            case .testResult, .coverage, .finding: true
            default: false
            }
        }
        guard isReport else { return nil }
        guard let run = connector.run(answer) else { throw MappingTrouble.missing("the run that the results are of") }
        return run
    }
}

/// What an answer is called in the archive: its address, and after spaces what the address does not say.
///
///     https://git.example.org/api/v4/projects/7/merge_requests/12/notes
///     event=Merge%20Request%20Hook delivery=13792a34-cac6-4fda-95a8-c58e00a3954e
struct AnswerName: Hashable, Sendable {
    var url: String?
    var event: String?
    var number: Int?
    var delivery: String?

    init(url: String?, event: String?, number: Int?, delivery: String?) {
        self.url = url?.replacing(" ", with: "%20")
        self.event = event
        self.number = number
        self.delivery = delivery
    }

    init(_ text: String) {
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? String(parts[1]) : ""
            switch parts[0] {
            case "event": event = value.removingPercentEncoding ?? value
            case "number": number = Int(value)
            case "delivery": delivery = value.removingPercentEncoding ?? value
            default: url = String(word)
            }
        }
    }

    var text: String {
        [
            url, event.map { "event=\(Self.encoded($0))" }, number.map { "number=\($0)" },
            delivery.map { "delivery=\(Self.encoded($0))" },
        ].compactMap(\.self).joined(separator: " ")
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(CharacterSet(charactersIn: "%")))
            ?? ""
    }
}
