/// What an address tells about the account behind it.
struct EmailAddress: Hashable {
    /// In lower case.
    let text: String
    let local: String
    let domain: String

    init(_ email: String) {
        text = email.lowercased()
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        local = String(parts[0])
        domain = parts.count > 1 ? String(parts[1]) : ""
    }

    /// The account that a forge's private address names: `ID+login@users.noreply.github.com`, the older
    /// `login@…`, and `ID-login@users.noreply.gitlab.com`. Nil for every other address.
    var forgeLogin: String? {
        guard domain.hasPrefix("users.noreply.") else { return nil }
        let digits = local.prefix { $0.isNumber }
        let rest = local.dropFirst(digits.count)
        // A GitHub login may itself begin with digits and a dash.
        let marks: [Character] = domain == "users.noreply.github.com" ? ["+"] : ["+", "-"]
        guard let mark = rest.first, !digits.isEmpty, marks.contains(mark), rest.count > 1 else {
            return local.isEmpty ? nil : local
        }
        return String(rest.dropFirst())
    }

    /// Several people may stand behind it, or nobody: sharing it says nothing about who somebody is.
    var isShared: Bool {
        domain.isEmpty || local.isEmpty || (forgeLogin == nil && Self.roles.contains(local))
    }

    private static let roles: Set<String> = [
        "admin", "administrator", "all", "app", "bot", "build", "builder", "builds", "ci", "contact", "deploy", "dev",
        "developer", "developers", "devnull", "devops", "devs", "do-not-reply", "donotreply", "email", "engineering",
        "git", "github", "gitlab", "hello", "help", "info", "jenkins", "mail", "me", "nobody", "none", "no-reply",
        "no_reply", "noreply", "office", "ops", "postmaster", "project", "release", "releases", "root", "security",
        "service", "software", "support", "sysadmin", "system", "team", "tech", "test", "tests", "ubuntu", "unknown",
        "user", "vagrant", "webmaster", "www-data", "you", "your",
    ]
}

extension Signature {
    /// Whether several people may write under this address, or nobody: it then says nothing about who somebody is.
    package var isShared: Bool { EmailAddress(email).isShared }
}
