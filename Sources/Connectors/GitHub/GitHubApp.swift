import Foundation

/// A GitHub App: it signs for itself with its key, and gets a token for the repositories that it is installed in.
struct GitHubApp {
    let settings: ToolAsking.Settings

    /// The app's word lasts for nine minutes; ten are the most that GitHub takes.
    private static let life: Int64 = 540

    func token(
        now: Int64, sign: (Data) throws -> Data, fetch: (String) -> Fetch
    ) async throws -> ExchangedToken {
        let fetch = fetch(try word(now: now, sign: sign))
        let rest = GitHubInstallation(settings: settings).rest
        let installation = try await installation(rest, fetch)
        let reply = try await fetch.reply(
            to: Self.question("\(rest)/app/installations/\(installation)/access_tokens", body: Data("{}".utf8)))
        guard let given = try? JSONDecoder().decode(Given.self, from: reply.body), let end = Instant(given.endsAt)
        else { throw AskingTrouble.unreachable("the answer holds no token") }
        return ExchangedToken(token: given.token, endsAt: end.seconds)
    }

    /// A JSON Web Token in the app's name, backdated a little, for clocks differ.
    func word(now: Int64, sign: (Data) throws -> Data) throws -> String {
        let head = Self.part(#"{"alg":"RS256","typ":"JWT"}"#)
        let name = (settings["app"] ?? "").filter { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
        let body = Self.part(#"{"exp":\#(now + Self.life),"iat":\#(now - 60),"iss":"\#(name)"}"#)
        let signature = try sign(Data("\(head).\(body)".utf8))
        return "\(head).\(body).\(Self.encoded(signature))"
    }

    /// Where the first repository is; without any, the only installation there is.
    private func installation(_ rest: String, _ fetch: Fetch) async throws -> Int {
        if let first = ToolAsking.lines(settings["repositories"]).first {
            let paths = first.contains("/") ? ["repos/\(first)"] : ["orgs/\(first)", "users/\(first)"]
            for path in paths {
                do { return try await one("\(rest)/\(path)/installation", fetch) } catch AskingTrouble.absent {
                    continue
                }
            }
            throw AskingTrouble.absent(url: "\(rest)/\(paths[0])/installation")
        }
        let reply = try await fetch.reply(to: Self.question("\(rest)/app/installations?per_page=2"))
        let all = (try? JSONDecoder().decode([Installation].self, from: reply.body)) ?? []
        guard all.count == 1 else {
            throw AskingTrouble.unreachable(
                all.isEmpty
                    ? "the app is installed nowhere"
                    : "the app is installed at several owners; name the repositories of one, or the owner")
        }
        return all[0].id
    }

    private func one(_ url: String, _ fetch: Fetch) async throws -> Int {
        let reply = try await fetch.reply(to: Self.question(url))
        guard let found = try? JSONDecoder().decode(Installation.self, from: reply.body) else {
            throw AskingTrouble.unreachable("the answer names no installation")
        }
        return found.id
    }

    private static func question(_ url: String, body: Data? = nil) -> ToolQuestion {
        ToolQuestion(url, headers: ["Accept": "application/vnd.github+json", "User-Agent": "tutti"], body: body)
    }

    private static func part(_ json: String) -> String { encoded(Data(json.utf8)) }

    private static func encoded(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private struct Installation: Decodable { let id: Int }

    private struct Given: Decodable {
        let token: String
        let endsAt: String

        enum CodingKeys: String, CodingKey {
            case token
            case endsAt = "expires_at"
        }
    }
}
