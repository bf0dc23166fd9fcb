import Foundation
import Records

/// One kind of outside system: what it is, and what its answers mean.
///
/// Mapping is pure. The same answer gives the same records, on any day: a corrected mapping needs no second asking.
package struct Connector: Identifiable, Sendable {
    package let kind: SourceKind
    /// The records that one answer means; none for what Tutti has no use for.
    ///
    /// Fields that are not known are passed over. Throws `MappingTrouble` where one that is needed is missing or wrong.
    package let map: @Sendable (RawAnswer) throws -> [Record]

    /// The events of webhooks that it knows, whether they become records or not; one that is not among them is new to us.
    package let events: Set<String>
    /// Those of them that no signal needs anything of: they are taken and not kept.
    package let passedOver: Set<String>
    /// Those by which it says that somebody came into a team or left it: who belongs to it is asked for again.
    package let aboutTeams: Set<String>
    /// The run that an answer's test results belong to, where it tells of any.
    package let run: @Sendable (RawAnswer) -> RecordKey?
    /// How it is asked; nil for what only sends.
    package let asking: ToolAsking?

    package var id: String { kind.id }

    package init(
        kind: SourceKind, events: Set<String> = [], passedOver: Set<String> = [],
        aboutTeams: Set<String> = [], run: @escaping @Sendable (RawAnswer) -> RecordKey? = { _ in nil },
        asking: ToolAsking? = nil,
        map: @escaping @Sendable (RawAnswer) throws -> [Record]
    ) {
        self.kind = kind
        self.events = events
        self.passedOver = passedOver
        self.aboutTeams = aboutTeams
        self.run = run
        self.asking = asking
        self.map = map
    }
}

/// One object as an outside system gave it: an element of a page of answers, or the body of a webhook.
package struct RawAnswer: Hashable, Sendable {
    /// A category of the source's kind: `pull-requests`, or `webhook`.
    package var category: String
    /// JSON, byte for byte.
    package var body: Data
    /// What was asked. Some answers do not say what they belong to; their address does.
    package var url: String?
    /// The header that names a webhook's event.
    package var event: String?
    /// The pull request or issue that was asked about, where no address says so.
    package var number: Int?

    package init(
        category: String, body: Data, url: String? = nil, event: String? = nil, number: Int? = nil
    ) {
        self.category = category
        self.body = body
        self.url = url
        self.event = event
        self.number = number
    }
}

/// An answer that could not be understood.
package enum MappingTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownCategory(String, known: [String])
    case notJSON(String)
    /// A field that has to be there, by its path: `merged_at`, `user.login`.
    case missing(String)
    case wrong(String, found: String, wanted: String)

    package var description: String {
        switch self {
        case .unknownCategory(let category, let known):
            "There is no category “\(category)”. There are: \(known.joined(separator: ", "))."
        case .notJSON(let why): "This is not JSON: \(why)."
        case .missing(let field): "The field “\(field)” is missing."
        case .wrong(let field, let found, let wanted): "The field “\(field)” is “\(found)”, and should be \(wanted)."
        }
    }
}
