import Foundation
import Records

/// What may be written to GitLab. It counts a mark as a part of the newest pipeline: one that fails makes that fail, and one
/// that waits holds it up. So a mark says here whether a description is whole, and nothing that is still waited for.
struct GitLabWriting: ToolWriting {
    let settings: ToolAsking.Settings

    private var root: String { GitLabInstallation.base(of: settings) }

    var source: String { GitLabAddress(root + "/").source ?? "gitlab" }
    let marksAnnounce = true
    let marksMayWait = false

    private static let headers = ["User-Agent": "tutti"]

    private func base(_ place: WritingPlace) -> String { "\(root)/projects/\(place.repository)" }

    private func request(_ place: WritingPlace) -> String { "\(base(place))/merge_requests/\(place.number)" }

    private func ask(_ url: String, _ fetch: Fetch) async throws -> ToolReply {
        try await fetch.reply(to: ToolQuestion(url, headers: Self.headers))
    }

    private struct Listed: Decodable {
        var name: String?
        var status: String?
        var description: String?
    }

    private struct Mark: Encodable {
        var description: String
        var name: String
        var state: String
    }

    func mark(_ place: WritingPlace, _ status: CommitStatus, _ fetch: Fetch) async throws -> Bool {
        let state = status.state == .failure ? "failed" : status.state.rawValue
        let listed = try await ask(
            "\(base(place))/repository/commits/\(place.commit)/statuses?per_page=100", fetch)
        let same = try read([Listed].self, listed).contains {
            $0.name == status.name && $0.status == state && $0.description == status.sentence
        }
        if same { return false }
        let mark = Mark(description: status.sentence, name: status.name, state: state)
        let url = "\(base(place))/statuses/\(place.commit)"
        do {
            _ = try await fetch.reply(to: try writing(.post, url, mark, headers: Self.headers, mayRepeat: false))
        } catch AskingTrouble.declined(_, let says) where says.contains("Cannot transition status") {
            // It stands there already; older versions change the words only together with the state.
            return false
        }
        return true
    }

    private struct Text: Encodable { var body: String }

    private struct Note: Decodable {
        struct Author: Decodable { var id: Int? }
        var id: Int
        var body: String?
        var author: Author?
    }

    func comment(
        _ place: WritingPlace, _ text: String, marker: String, known: String?, _ fetch: Fetch
    ) async throws -> String {
        if let known { return try await change(known, place, text, fetch) }
        let own = try read(Note.Author.self, try await ask("\(root)/user", fetch)).id
        let found = try await ownRemark(marker) { page in
            let url = "\(request(place))/notes?sort=asc&order_by=created_at&per_page=100&page=\(page)"
            return try read([Note].self, try await ask(url, fetch)).map {
                ListedRemark(id: $0.id, text: $0.body ?? "", isOwn: own != nil && $0.author?.id == own)
            }
        }
        if let found {
            return found.text == text ? "\(found.id)" : try await change("\(found.id)", place, text, fetch)
        }
        let reply = try await fetch.reply(
            to: try writing(
                .post, "\(request(place))/notes", Text(body: text), headers: Self.headers, mayRepeat: false))
        return "\(try read(Note.self, reply).id)"
    }

    private func change(_ id: String, _ place: WritingPlace, _ text: String, _ fetch: Fetch) async throws -> String {
        _ = try await fetch.reply(
            to: try writing(.put, "\(request(place))/notes/\(id)", Text(body: text), headers: Self.headers))
        return id
    }

    private struct Reviewed: Decodable {
        struct User: Decodable { var id: Int }
        var reviewers: [User]?
    }

    private struct Reviewers: Encodable {
        var ids: [Int]
        enum CodingKeys: String, CodingKey { case ids = "reviewer_ids" }
    }

    func replaceReviewer(_ place: WritingPlace, _ old: Account?, with new: Account, _ fetch: Fetch) async throws {
        let before = try read(Reviewed.self, try await ask(request(place), fetch)).reviewers ?? []
        let wanted = try await number(of: new, fetch)
        let leaving = try await old.asyncMap { try await number(of: $0, fetch) }
        let others = before.map(\.id).filter { $0 != leaving && $0 != wanted }
        let reply = try await fetch.reply(
            to: try writing(.put, request(place), Reviewers(ids: others + [wanted]), headers: Self.headers))
        // Who may not review is passed over without a word.
        guard try read(Reviewed.self, reply).reviewers?.contains(where: { $0.id == wanted }) ?? false else {
            throw AskingTrouble.declined(status: 200, says: "GitLab did not take \(new.login) as a reviewer")
        }
    }

    /// An account that was only named goes by its login.
    private func number(of account: Account, _ fetch: Fetch) async throws -> Int {
        if let number = Int(account.key.id) { return number }
        let login = account.login.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? account.login
        let found = try read([Reviewed.User].self, try await ask("\(root)/users?username=\(login)", fetch))
        guard let user = found.first else { throw AskingTrouble.absent(url: "\(root)/users?username=\(login)") }
        return user.id
    }

    private struct Token: Decodable { var scopes: [String] }

    private struct Project: Decodable {
        struct Access: Decodable {
            var level: Int?
            enum CodingKeys: String, CodingKey { case level = "access_level" }
        }
        struct Permissions: Decodable {
            var project: Access?
            var group: Access?
            enum CodingKeys: String, CodingKey {
                case project = "project_access"
                case group = "group_access"
            }
        }
        var permissions: Permissions?

        var level: Int { max(permissions?.project?.level ?? 0, permissions?.group?.level ?? 0) }
    }

    private static let reporter = 20
    private static let developer = 30

    func findings(_ wishes: Set<WritingWish>, at place: WritingPlace, _ fetch: Fetch) async throws -> [ToolFinding] {
        let level = try read(Project.self, try await ask(base(place), fetch)).level
        let scopes = try await scopes(fetch)
        let mayWrite = scopes?.contains("api") ?? true
        return WritingWish.allCases.filter(wishes.contains).map { wish in
            let needed = wish == .comments ? Self.reporter : Self.developer
            var lacks: [String] = []
            if !mayWrite { lacks.append("the scope “api”") }
            if level < needed {
                lacks.append("the role \(wish == .comments ? "Reporter" : "Developer") in the project")
            }
            return ToolFinding(
                Self.title(wish), lacks.isEmpty ? .works : .lacking,
                lacks.isEmpty ? "The token may." : "The token lacks \(lacks.joined(separator: " and ")).")
        }
    }

    private static func title(_ wish: WritingWish) -> String {
        switch wish {
        case .marks: "Write commit statuses"
        case .comments: "Write comments"
        case .reviewers: "Ask for reviews"
        }
    }

    /// Nil where the installation cannot say.
    private func scopes(_ fetch: Fetch) async throws -> [String]? {
        do {
            return try read(Token.self, try await ask("\(root)/personal_access_tokens/self", fetch)).scopes
        } catch AskingTrouble.absent { return nil } catch AskingTrouble.tooLittleScope { return [] }
    }

    private struct Webhook: Decodable {
        var id: Int
        var url: String?
    }

    func ping(_ place: String, hook: String, _ fetch: Fetch) async throws -> WebhookPing {
        let hooks = "\(root)/projects/\(place)/hooks"
        let listed = try read([Webhook].self, try await ask("\(hooks)?per_page=100", fetch))
        guard let found = listed.first(where: { $0.url?.hasSuffix(hook) ?? false }) else { return .notThere }
        _ = try await fetch.reply(
            to: try writing(.post, "\(hooks)/\(found.id)/test/push_events", [String: String](), headers: Self.headers))
        return .sent(last: nil)
    }

    func template(_ place: WritingPlace, _ fetch: Fetch) async throws -> String? {
        let urls = ["Default", "default"].map {
            "\(base(place))/repository/files/.gitlab%2Fmerge_request_templates%2F\($0).md?ref=HEAD"
        }
        return try await firstText(at: urls, headers: Self.headers, fetch)
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await body(self)
    }
}
