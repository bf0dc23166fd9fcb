import Foundation

/// A GitHub App: it signs for itself with its key, and gets a token for each owner in whose repositories it is installed.
struct GitHubApp {
    let settings: ToolAsking.Settings

    /// The app's word lasts for nine minutes; ten are the most that GitHub takes.
    private static let life: Int64 = 540

    /// One for each owner in whose places the app is installed: those that are named, or all.
    func tokens(
        now: Int64, sign: (Data) throws -> Data, fetch: (String) -> Fetch
    ) async throws -> [ExchangedToken] {
        let fetch = fetch(try word(now: now, sign: sign))
        let rest = GitHubInstallation(settings: settings).rest
        var tokens: [ExchangedToken] = []
        for installation in try await installations(rest, fetch) {
            let reply = try await fetch.reply(
                to: Self.question(
                    "\(rest)/app/installations/\(installation.id)/access_tokens", body: Data("{}".utf8)))
            guard let given = try? JSONDecoder().decode(Given.self, from: reply.body), let end = Instant(given.endsAt)
            else { throw AskingTrouble.unreachable("the answer holds no token") }
            tokens.append(
                ExchangedToken(token: given.token, endsAt: end.seconds, owner: installation.owner?.lowercased()))
        }
        return tokens
    }

    /// Whose place a question is about: by its path, or by what a question of GraphQL asks for.
    static func owner(of question: ToolQuestion) -> String? {
        if let body = question.body, question.url.hasSuffix("/graphql") {
            return (try? JSONDecoder().decode(Asked.self, from: body))?.variables?["owner"]?.lowercased()
        }
        let parts = question.url.split(separator: "?")[0].split(separator: "/")
        guard let place = parts.firstIndex(where: { ["repos", "orgs", "users"].contains($0) }), place + 1 < parts.count
        else { return nil }
        return parts[place + 1].lowercased()
    }

    private struct Asked: Decodable { var variables: [String: String]? }

    /// A JSON Web Token in the app's name, backdated a little, for clocks differ.
    func word(now: Int64, sign: (Data) throws -> Data) throws -> String {
        let head = Self.part(#"{"alg":"RS256","typ":"JWT"}"#)
        let name = (settings["app"] ?? "").filter { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
        let body = Self.part(#"{"exp":\#(now + Self.life),"iat":\#(now - 60),"iss":"\#(name)"}"#)
        let signature = try sign(Data("\(head).\(body)".utf8))
        return "\(head).\(body).\(Self.encoded(signature))"
    }

    private func installations(_ rest: String, _ fetch: Fetch) async throws -> [Installation] {
        let asked = ToolAsking.lines(settings["repositories"])
        guard !asked.isEmpty else { return try await everywhere(rest, fetch) }
        var seen: Set<String> = []
        var found: [Installation] = []
        for name in asked {
            let owner = String(name.prefix { $0 != "/" })
            guard seen.insert(owner.lowercased()).inserted else { continue }
            var installation = try await installation(name, rest, fetch)
            installation.account = .init(login: owner)
            found.append(installation)
        }
        return found
    }

    private func installation(_ name: String, _ rest: String, _ fetch: Fetch) async throws -> Installation {
        let paths = name.contains("/") ? ["repos/\(name)"] : ["orgs/\(name)", "users/\(name)"]
        for path in paths {
            do { return try await one("\(rest)/\(path)/installation", fetch) } catch AskingTrouble.absent { continue }
        }
        throw AskingTrouble.absent(url: "\(rest)/\(paths[0])/installation")
    }

    private func everywhere(_ rest: String, _ fetch: Fetch) async throws -> [Installation] {
        var found: [Installation] = []
        for page in 1...20 {
            let reply = try await fetch.reply(
                to: Self.question("\(rest)/app/installations?per_page=100&page=\(page)"))
            guard let all = try? JSONDecoder().decode([Installation].self, from: reply.body) else {
                throw AskingTrouble.unreachable("the answer is not the list that was asked for")
            }
            found += all.filter { $0.suspendedAt == nil }
            if all.count < 100 { break }
        }
        if found.isEmpty { throw AskingTrouble.unreachable("the app is installed nowhere") }
        return found
    }

    private func one(_ url: String, _ fetch: Fetch) async throws -> Installation {
        let reply = try await fetch.reply(to: Self.question(url))
        guard let found = try? JSONDecoder().decode(Installation.self, from: reply.body) else {
            throw AskingTrouble.unreachable("the answer names no installation")
        }
        return found
    }

    private static func question(_ url: String, body: Data? = nil) -> ToolQuestion {
        ToolQuestion(url, headers: ["Accept": "application/vnd.github+json", "User-Agent": "tutti"], body: body)
    }

    private static func part(_ json: String) -> String { encoded(Data(json.utf8)) }

    private static func encoded(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private struct Installation: Decodable {
        struct Account: Decodable { var login: String? }

        var id: Int
        var account: Account?
        var suspendedAt: String?

        var owner: String? { account?.login }

        enum CodingKeys: String, CodingKey {
            case id, account
            case suspendedAt = "suspended_at"
        }
    }

    private struct Given: Decodable {
        let token: String
        let endsAt: String

        enum CodingKeys: String, CodingKey {
            case token
            case endsAt = "expires_at"
        }
    }
}
