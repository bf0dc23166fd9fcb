import Records

/// Somebody, as GitLab names them in passing; older webhooks leave out the number.
struct GitLabUser: Decodable {
    let id: Int?
    let username: String
    let name: String?
    let email: String?
    let webURL: String?
    let isBot: Bool

    init(id: Int?, username: String, name: String?, email: String?, webURL: String?, isBot: Bool) {
        self.id = id
        self.username = username
        self.name = name
        self.email = email
        self.webURL = webURL
        self.isBot = isBot
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.may("id")
        username = try fields.need("username")
        name = try fields.text("name")
        email = try fields.text("email") ?? fields.text("public_email")
        webURL = try fields.text("web_url")
        isBot = try fields.flag("bot")
    }

    /// The installation that they belong to.
    var source: String? { GitLabAddress.source(ofPage: webURL, at: username) }

    var kind: Account.Kind {
        if username == "ghost" || name == "Ghost User" { return .deleted }
        return isBot || Self.isTokenName(username) ? .bot : .person
    }

    func key(_ names: GitLabNames) -> RecordKey { id.map { names.account($0) } ?? names.account(named: username) }

    func account(_ names: GitLabNames) -> Account {
        // Where addresses are private, GitLab puts a word in their place.
        Account(
            key: key(names), login: username, name: name, email: email.flatMap { $0.contains("@") ? $0 : nil },
            kind: kind)
    }

    /// The users that GitLab makes for access tokens: `project_123_bot_4ffca2`, `group_9_bot1`.
    private static func isTokenName(_ username: String) -> Bool {
        let parts = username.split(separator: "_")
        return parts.count > 2 && ["project", "group"].contains(parts[0]) && parts[1].allSatisfy(\.isNumber)
            && parts[2].hasPrefix("bot") || username.hasPrefix("service_account_")
    }
}
