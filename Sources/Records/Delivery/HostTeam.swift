/// A team of a code host, or a group: several accounts under one name, which CODEOWNERS may name and a review be asked of.
package struct HostTeam: Codable, Hashable, Sendable {
    package var key: RecordKey
    /// As CODEOWNERS writes it after the `@`, in lower case: `acme/payments`.
    package var name: String
    /// Who belongs to it now, to teams within it too; nil where the answer does not say.
    package var members: HostTeamMembers?

    package init(key: RecordKey, name: String, members: HostTeamMembers? = nil) {
        self.key = key
        self.name = name.lowercased()
        self.members = members
    }
}

/// The accounts of a team, each once and in order. Nobody is another thing than not knowing who.
///
/// As one text, a key in each line.
package struct HostTeamMembers: Codable, Hashable, Sendable {
    package let accounts: [RecordKey]

    package init(_ accounts: some Sequence<RecordKey>) { self.accounts = Set(accounts).sorted() }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self.init(try container.decode(String.self).split(separator: "\n").compactMap { RecordKey(String($0)) })
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(accounts.map(\.description).joined(separator: "\n"))
    }
}
