/// A tag that leads to a commit.
package struct Tag: Codable, Hashable, Sendable {
    /// Without `refs/tags/`.
    package var name: String
    package var commit: ObjectID
    /// When it was tagged, for an annotated tag; when its commit was made, for a light one.
    package var at: Moment
    package var isAnnotated: Bool

    package init(name: String, commit: ObjectID, at: Moment, isAnnotated: Bool) {
        self.name = name
        self.commit = commit
        self.at = at
        self.isAnnotated = isAnnotated
    }
}

extension ObjectID: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = ObjectID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\"\(text)\" is not an object id"))
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
