import Records

/// A repository by itself.
struct GitHubRepository: Decodable {
    var url: String?
    var htmlURL: String?
    var fullName: String
    var defaultBranch: String?
    var fork: Bool?
    var archived: Bool?
    var createdAt: Instant?
    /// Beside the repository, as far as they could be read.
    let rules: GitHubBranchRules?

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        url = try container.decodeIfPresent(String.self, forKey: .url)
        htmlURL = try container.decodeIfPresent(String.self, forKey: .htmlURL)
        fullName = try container.decode(String.self, forKey: .fullName)
        defaultBranch = try container.decodeIfPresent(String.self, forKey: .defaultBranch)
        fork = try container.decodeIfPresent(Bool.self, forKey: .fork)
        archived = try container.decodeIfPresent(Bool.self, forKey: .archived)
        createdAt = try container.decodeIfPresent(Instant.self, forKey: .createdAt)
        rules = try? GitHubBranchRules(from: decoder)
    }

    private enum CodingKeys: String, CodingKey {
        case url, fork, archived
        case htmlURL = "html_url"
        case fullName = "full_name"
        case defaultBranch = "default_branch"
        case createdAt = "created_at"
    }

    /// The page's address says where it is: the interface's own differs between GitHub's editions and its webhooks.
    var address: GitHubAddress? {
        (htmlURL ?? url).flatMap(GitHubAddress.source).map { GitHubAddress(source: $0, repository: fullName) }
    }

    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        notes.add(
            .repository(
                HostedRepository(
                    key: address.key, fullName: fullName, url: htmlURL, defaultBranch: defaultBranch,
                    isFork: fork ?? false, isArchived: archived ?? false, createdAt: createdAt?.seconds,
                    requiredApprovals: rules?.requiredApprovals, requiredChecks: rules?.requiredChecks)))
    }
}

/// An account by itself.
struct GitHubAccount: Decodable {
    let user: GitHubUser
    let url: String

    init(from decoder: any Decoder) throws {
        user = try GitHubUser(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        url =
            try container.decodeIfPresent(String.self, forKey: .htmlURL) ?? container.decode(String.self, forKey: .url)
        for (value, key) in [(user.login, CodingKeys.login), (user.id.map(String.init), .id)] where value == nil {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: ""))
        }
    }

    private enum CodingKeys: String, CodingKey {
        case url, login, id
        case htmlURL = "html_url"
    }
}
