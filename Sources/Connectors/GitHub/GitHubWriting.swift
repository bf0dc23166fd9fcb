import Foundation
import Records

/// What may be written to GitHub. The mark of a fork's commit stands in the repository that is asked to take it.
struct GitHubWriting: ToolWriting {
    let settings: ToolAsking.Settings

    private var rest: String { GitHubInstallation(settings: settings).rest }

    var source: String { GitHubInstallation(settings: settings).source }
    let marksAnnounce = false
    let marksMayWait = true

    private static let headers = [
        "Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28", "User-Agent": "tutti",
    ]

    private func base(_ place: WritingPlace) -> String { "\(rest)/repos/\(place.repository)" }

    private func ask(_ url: String, _ fetch: Fetch) async throws -> ToolReply {
        try await fetch.reply(to: ToolQuestion(url, headers: Self.headers))
    }

    private struct Mark: Codable, Hashable {
        var context: String
        var description: String?
        var state: String
    }

    func mark(_ place: WritingPlace, _ status: CommitStatus, _ fetch: Fetch) async throws -> Bool {
        let wanted = Mark(context: status.name, description: status.sentence, state: status.state.rawValue)
        let listed = try await ask("\(base(place))/commits/\(place.commit)/statuses?per_page=100", fetch)
        // Newest first.
        if try read([Mark].self, listed).first(where: { $0.context == status.name }) == wanted { return false }
        _ = try await fetch.reply(
            to: try writing(
                .post, "\(base(place))/statuses/\(place.commit)", wanted, headers: Self.headers, mayRepeat: false))
        return true
    }

    private struct Text: Encodable { var body: String }

    private struct Remark: Decodable {
        struct User: Decodable { var id: Int? }
        struct App: Decodable {
            var id: Int?
            var clientID: String?

            enum CodingKeys: String, CodingKey {
                case id
                case clientID = "client_id"
            }
        }

        var id: Int
        var body: String?
        var user: User?
        var app: App?

        enum CodingKeys: String, CodingKey {
            case id, body, user
            case app = "performed_via_github_app"
        }
    }

    func comment(
        _ place: WritingPlace, _ text: String, marker: String, known: String?, _ fetch: Fetch
    ) async throws -> String {
        if let known { return try await change(known, place, text, fetch) }
        let comments = "\(base(place))/issues/\(place.number)/comments"
        let isOwn = try await ownership(fetch)
        let found = try await ownRemark(marker) { page in
            try read([Remark].self, try await ask("\(comments)?per_page=100&page=\(page)", fetch)).map {
                ListedRemark(id: $0.id, text: $0.body ?? "", isOwn: isOwn($0))
            }
        }
        if let found {
            return found.text == text ? "\(found.id)" : try await change("\(found.id)", place, text, fetch)
        }
        let reply = try await fetch.reply(
            to: try writing(.post, comments, Text(body: text), headers: Self.headers, mayRepeat: false))
        return "\(try read(Remark.self, reply).id)"
    }

    private func change(_ id: String, _ place: WritingPlace, _ text: String, _ fetch: Fetch) async throws -> String {
        let url = "\(base(place))/issues/comments/\(id)"
        _ = try await fetch.reply(to: try writing(.patch, url, Text(body: text), headers: Self.headers))
        return id
    }

    /// An App's remarks carry its name; those of a token its owner's.
    private func ownership(_ fetch: Fetch) async throws -> (Remark) -> Bool {
        if let app = settings["app"], !app.isEmpty {
            return { $0.app?.id.map(String.init) == app || $0.app?.clientID == app }
        }
        let own = try read(Remark.User.self, try await ask("\(rest)/user", fetch)).id
        return { remark in own != nil && remark.user?.id == own }
    }

    private struct Reviewers: Encodable { var reviewers: [String] }

    /// Asks the new one first: where that is not taken, everything stays as it was.
    func replaceReviewer(_ place: WritingPlace, _ old: Account?, with new: Account, _ fetch: Fetch) async throws {
        let url = "\(base(place))/pulls/\(place.number)/requested_reviewers"
        _ = try await fetch.reply(
            to: try writing(.post, url, Reviewers(reviewers: [new.login]), headers: Self.headers))
        guard let old else { return }
        _ = try await fetch.reply(
            to: try writing(.delete, url, Reviewers(reviewers: [old.login]), headers: Self.headers))
    }

    /// Each tries what GitHub has to refuse for another reason: a mark at no commit, a remark without a word, nobody as a
    /// reviewer. Who may not write at all is told that first.
    func findings(_ wishes: Set<WritingWish>, at place: WritingPlace, _ fetch: Fetch) async throws -> [ToolFinding] {
        var found: [ToolFinding] = []
        if wishes.contains(.marks) {
            let nothing = String(repeating: "0", count: 40)
            let mark = Mark(context: "tutti/check", description: nil, state: "success")
            found.append(
                try await tried(
                    "Write commit statuses", "Commit statuses: write",
                    try writing(.post, "\(base(place))/statuses/\(nothing)", mark, headers: Self.headers), fetch))
        }
        if wishes.contains(.comments) {
            let url = "\(base(place))/issues/\(place.number)/comments"
            found.append(
                try await tried(
                    "Write comments", "Pull requests: write",
                    try writing(.post, url, Text(body: ""), headers: Self.headers, mayRepeat: false), fetch))
        }
        if wishes.contains(.reviewers) {
            let url = "\(base(place))/pulls/\(place.number)/requested_reviewers"
            found.append(
                try await tried(
                    "Ask for reviews", "Pull requests: write",
                    try writing(.post, url, Reviewers(reviewers: []), headers: Self.headers), fetch))
        }
        return found
    }

    private func tried(
        _ title: String, _ permission: String, _ question: ToolQuestion, _ fetch: Fetch
    ) async throws -> ToolFinding {
        let needed = "“\(permission)” (a classic token: “repo”)"
        do { _ = try await fetch.reply(to: question) } catch AskingTrouble.declined(let status, _) where status == 422 {
            return ToolFinding(title, .works, "The token may.")
        } catch AskingTrouble.declined(_, let says) {
            return ToolFinding(title, .lacking, "GitHub did not take it: \(says).")
        } catch AskingTrouble.tooLittleScope(_, let lacks, _) {
            let told = lacks.map { "; GitHub asks for “\($0)”" } ?? ""
            return ToolFinding(title, .lacking, "The token lacks \(needed)\(told).")
        } catch AskingTrouble.absent {
            return ToolFinding(title, .lacking, "The token lacks \(needed), or cannot see the repository.")
        }
        return ToolFinding(title, .works, "The token may.")
    }

    func template(_ place: WritingPlace, _ fetch: Fetch) async throws -> String? {
        let folders = [".github/", "", "docs/"]
        let paths = folders.flatMap { ["\($0)pull_request_template.md", "\($0)PULL_REQUEST_TEMPLATE.md"] }
        return try await firstText(at: paths.map { "\(base(place))/contents/\($0)" }, headers: Self.headers, fetch)
    }

    private struct Webhook: Decodable {
        struct Config: Decodable { var url: String? }
        struct Answer: Decodable { var message: String? }
        var id: Int
        var config: Config?
        var last: Answer?

        enum CodingKeys: String, CodingKey {
            case id, config
            case last = "last_response"
        }
    }

    func ping(_ place: String, hook: String, _ fetch: Fetch) async throws -> WebhookPing {
        let hooks = "\(rest)/repos/\(place)/hooks"
        let listed = try read([Webhook].self, try await ask("\(hooks)?per_page=100", fetch))
        guard let found = listed.first(where: { $0.config?.url?.hasSuffix(hook) ?? false }) else { return .notThere }
        _ = try await fetch.reply(
            to: try writing(.post, "\(hooks)/\(found.id)/pings", [String: String](), headers: Self.headers))
        return .sent(last: found.last?.message)
    }
}
