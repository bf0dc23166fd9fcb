import Foundation

/// What a ticket says: for which survey and segment it counts, and 32 random bytes that make it one of its kind.
///
/// Bytes: `tutti-survey-v1` (15, ASCII) ‖ survey (22, ASCII) ‖ segment (1 to 64, ASCII) ‖ nonce (32). The segment is the only
/// field whose length varies, so no two pairs of survey and segment give the same bytes, and `parse` takes one form only.
package struct TicketMessage: Hashable, Sendable {
    package let survey: String
    package let segment: String
    /// 32 bytes.
    package let nonce: Data

    static let prefix = Data("tutti-survey-v1".utf8)
    static let nonceLength = 32

    /// A message for a new ticket.
    package init(survey: String, segment: String) throws(TicketTrouble) {
        try self.init(survey: survey, segment: segment, nonce: .unguessable(Self.nonceLength))
    }

    init(survey: String, segment: String, nonce: Data) throws(TicketTrouble) {
        guard Names.isSurvey(survey), Names.isName(segment), nonce.count == Self.nonceLength else { throw .message }
        self.survey = survey
        self.segment = segment
        self.nonce = nonce
    }

    package init(parsing bytes: some DataProtocol) throws(TicketTrouble) {
        var reader = ByteReader(bytes)
        do {
            guard try reader.take(Self.prefix.count) == Self.prefix else { throw TicketTrouble.message }
            let survey = try reader.take(Names.surveyLength)
            let segment = try reader.take(reader.count - Self.nonceLength)
            guard let survey = String(validating: survey, as: UTF8.self),
                let segment = String(validating: segment, as: UTF8.self)
            else { throw TicketTrouble.message }
            try self.init(survey: survey, segment: segment, nonce: reader.takeRest())
        } catch {
            throw .message
        }
    }

    package var bytes: Data {
        Self.prefix + Data(survey.utf8) + Data(segment.utf8) + nonce
    }

    package func isFor(survey: String, segment: String) -> Bool {
        self.survey == survey && self.segment == segment
    }
}

/// Why a ticket or a key cannot be used.
package enum TicketTrouble: Error, Hashable, CustomStringConvertible {
    case key
    case erased
    case blindedMessage
    case blindSignature
    case message
    case noSuchSegment

    package var description: String {
        switch self {
        case .key: "The key is not an RSA key of 3072 to 4096 bits with exponent 65537, in its one DER form."
        case .erased: "The key of this round was deleted; it signs nothing any more."
        case .blindedMessage: "The blinded message does not fit the key: ask with the key of the manifest."
        case .blindSignature: "The server's signature does not fit the key of the manifest: do not use this ticket."
        case .message: "This is not a ticket's message."
        case .noSuchSegment: "The manifest has no such segment, or no key for it."
        }
    }
}
