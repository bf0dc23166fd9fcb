/// An identity at an outside system. Which person it belongs to is decided elsewhere (HANDBOOK B1).
package struct Account: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case person
        /// Said to be a bot or an app by the system itself; more are found by their names (`ActorKinds`).
        case bot
        /// The system no longer knows it.
        case deleted
    }

    package var key: RecordKey
    /// The short name by which colleagues mention it: `octocat`.
    package var login: String
    package var name: String?
    /// Kept only where the system shows it; ties the account to the signatures of a git history.
    package var email: String?
    package var kind: Kind

    package init(key: RecordKey, login: String, name: String? = nil, email: String? = nil, kind: Kind = .person) {
        self.key = key
        self.login = login
        self.name = name
        self.email = email
        self.kind = kind
    }
}

/// A repository as a code host tells of it; `Repository` is one whose history was read.
package struct HostedRepository: Codable, Hashable, Sendable {
    package var key: RecordKey
    /// With its owner or group: `octocat/hello-world`.
    package var fullName: String
    package var url: String?
    package var defaultBranch: String?
    package var isFork: Bool
    package var isArchived: Bool
    package var createdAt: Int64?
    /// How many approvals its usual branch asks for, as its rules stand now; nil where they may not be read.
    package var requiredApprovals: Int?
    /// What its usual branch asks to have succeeded, as its rules stand now; nil where they may not be read.
    package var requiredChecks: RequiredChecks?

    package init(
        key: RecordKey, fullName: String, url: String? = nil, defaultBranch: String? = nil, isFork: Bool = false,
        isArchived: Bool = false, createdAt: Int64? = nil, requiredApprovals: Int? = nil,
        requiredChecks: RequiredChecks? = nil
    ) {
        self.key = key
        self.fullName = fullName
        self.url = url
        self.defaultBranch = defaultBranch
        self.isFork = isFork
        self.isArchived = isArchived
        self.createdAt = createdAt
        self.requiredApprovals = requiredApprovals
        self.requiredChecks = requiredChecks
    }
}
