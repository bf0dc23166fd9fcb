import Foundation

/// An answer on its way: a ticket, the answers, and zeros up to the one size that all answers of the round have.
///
/// Bytes: `tutti-envelope-1` (16, ASCII) ‖ survey ‖ segment ‖ input ‖ signature ‖ answers ‖ zeros; each field has its length in
/// two bytes (big endian) before it. What the answers mean is not the envelope's business.
package struct Envelope: Hashable, Sendable {
    package let ticket: Ticket
    package let answers: Data

    static let prefix = Data("tutti-envelope-1".utf8)
    package static let bucket = 4096
    package static let largest = 65_536

    package init(ticket: Ticket, answers: Data) {
        self.ticket = ticket
        self.answers = answers
    }

    /// - Parameter size: the manifest's `envelope`.
    /// - Throws: `Refusal.tooLong` when the answers do not fit. Nothing is cut off and no larger size is used: it would show.
    package func sealed(size: Int) throws(Refusal) -> Data {
        guard Self.isSize(size) else { throw .size }
        let fields = [Data(ticket.survey.utf8), Data(ticket.segment.utf8), ticket.input, ticket.signature, answers]
        let needed = Self.length(fields.map(\.count))
        guard needed <= size else { throw .tooLong(by: needed - size) }
        var writer = ByteWriter()
        writer.append(Self.prefix)
        for field in fields { writer.appendCounted(field) }
        writer.append(Data(count: size - needed))
        return writer.data
    }

    package init(parsing bytes: some DataProtocol) throws(Refusal) {
        guard Self.isSize(bytes.count) else { throw .size }
        var reader = ByteReader(bytes)
        do {
            guard try reader.take(Self.prefix.count) == Self.prefix else { throw Refusal.form }
            let survey = String(validating: try reader.takeCounted(), as: UTF8.self)
            let segment = String(validating: try reader.takeCounted(), as: UTF8.self)
            guard let survey, let segment, Names.isSurvey(survey), Names.isName(segment) else {
                throw Refusal.form
            }
            ticket = Ticket(
                survey: survey, segment: segment, input: try reader.takeCounted(), signature: try reader.takeCounted())
            answers = try reader.takeCounted()
        } catch {
            throw .form
        }
        guard reader.isPadding else { throw .padding }
    }

    /// Of an envelope with fields of these lengths, before it is padded.
    static func length(_ fields: [Int]) -> Int { fields.reduce(prefix.count) { $0 + 2 + $1 } }

    package static func isSize(_ count: Int) -> Bool {
        count > 0 && count <= largest && count.isMultiple(of: bucket)
    }
}

/// Why an envelope is not taken. For tests and for the client that made it: whoever sends one over a line learns
/// only `SubmissionReply.refused`, and no log holds more.
package enum Refusal: Error, Hashable, Sendable {
    /// Not a multiple of 4 KiB up to 64 KiB, or not the manifest's size.
    case size
    /// Cut off, or never an envelope.
    case form
    /// Something other than zeros after the answers.
    case padding
    /// Answers longer than the round allows. Only a sealing client meets this.
    case tooLong(by: Int)
    /// Not open, or not this round.
    case survey
    /// The manifest knows no such segment.
    case segment
    /// The signature does not fit the key of the segment.
    case signature
    /// A true ticket, but for another survey or segment than the envelope says.
    case message
}

/// All that a sender is told, in 64 bytes either way.
package enum SubmissionReply: String, CaseIterable, Sendable {
    /// The answer counts; or it has counted before, which says nothing about who asks.
    case counted
    case refused

    /// JSON and spaces.
    package var body: Data {
        let text = "{\"answer\":\"\(rawValue)\"}"
        return Data((text + String(repeating: " ", count: 64 - text.utf8.count)).utf8)
    }
}
