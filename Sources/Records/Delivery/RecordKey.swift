/// The stable name of anything read from an outside system: where it is, what kind of thing, and which one there.
///
/// Written as one text, `github.com/pull-request/316337433`. The same thing read again, in another order, by webhook or
/// by asking, has the same key; that is what makes saving it twice harmless.
package struct RecordKey: Hashable, Sendable {
    /// What can be read. The raw values are part of keys that are kept: they never change.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case repository, account, team
        case pullRequest = "pull-request"
        case pullRequestEvent = "pull-request-event"
        case pullRequestCommit = "pull-request-commit"
        case pullRequestFiles = "pull-request-files"
        case review, comment, thread
        case workItem = "work-item"
        case workItemChange = "work-item-change"
        case board, sprint, workItemLink = "work-item-link"
        case build, job
        case testRun = "test-run"
        case coverage, finding, deployment, incident, release, analysis
    }

    /// The system: its host, and the path it lives under if there is one. `github.com`, `code.example.org/gitlab`.
    package let source: String
    package let kind: Kind
    /// The system's own name for it; never one that changes when something is renamed, where the system has another.
    package let id: String

    package init(_ source: String, _ kind: Kind, _ id: String) {
        self.source = source
        self.kind = kind
        self.id = id
    }

    /// The id tells nearly all keys apart, so hashing the rest would only take time.
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// Another thing of the same system.
    package func other(_ kind: Kind, _ id: String) -> RecordKey { RecordKey(source, kind, id) }
}

extension RecordKey: CustomStringConvertible, LosslessStringConvertible, Comparable, Codable {
    package var description: String { "\(source)/\(kind.rawValue)/\(id)" }

    /// Reads what `description` writes: the kind is the first part that names one, and a source has no such part.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let place = parts.indices.first(where: { $0 > 0 && Kind(rawValue: String(parts[$0])) != nil }),
            let kind = Kind(rawValue: String(parts[place])), place + 1 < parts.count
        else { return nil }
        self.init(parts[..<place].joined(separator: "/"), kind, parts[(place + 1)...].joined(separator: "/"))
    }

    /// As their texts compare, which nearly always differ in the id alone.
    package static func < (one: RecordKey, other: RecordKey) -> Bool {
        one.kind == other.kind && one.source == other.source ? one.id < other.id : one.description < other.description
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = RecordKey(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no record key: \(text)")
        }
        self = key
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
