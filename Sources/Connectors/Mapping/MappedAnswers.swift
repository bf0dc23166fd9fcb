import Foundation
import Records

/// What some answers mean: records with each thing once, and the answers that could not be understood.
package struct MappedAnswers: Sendable {
    package struct Problem: Codable, Hashable, Sendable {
        package var at: String
        package var why: String

        package init(at: String, why: String) {
            self.at = at
            self.why = why
        }
    }

    /// How many were read, understood or not.
    package private(set) var answers = 0
    package private(set) var problems: [Problem] = []
    /// Events of webhooks that the connector has never heard of.
    package private(set) var unknownEvents: Set<String> = []
    private var latest = LatestRecords()

    package init() {}

    /// By kind and key, whatever the order of the answers was.
    package var records: [Record] { latest.inOrder }

    /// - Parameters:
    ///   - url: What was asked, for answers that do not say where they belong.
    ///   - event: The header of a webhook.
    package mutating func add(
        _ pieces: [AnswerFile.Piece], category: String, of connector: Connector, url: String? = nil,
        event: String? = nil
    ) {
        for piece in pieces {
            answers += 1
            let event = piece.event ?? event
            if let event, category == "webhook", !connector.events.contains(event) { unknownEvents.insert(event) }
            let answer = RawAnswer(
                category: category, body: piece.body, url: piece.url ?? url, event: event, number: piece.number)
            do {
                for record in try connector.map(answer) { latest.insert(record) }
            } catch {
                problems.append(Problem(at: piece.at, why: "\(error)"))
            }
        }
    }

    package mutating func add(_ problem: Problem) { problems.append(problem) }
}
