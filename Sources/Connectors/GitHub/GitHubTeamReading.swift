import Foundation
import Records

/// A team with all its members, put together from the pages of the answer that lists them.
struct GitHubTeamMembers: Codable {
    struct Member: Codable {
        var login: String
        var databaseId: Int?

        var user: GitHubUser { GitHubUser(login: login, id: databaseId) }
    }

    /// The page of the team, as GitHub has it for every team: it says the host.
    var url: String
    /// With its organisation: `acme/payments`.
    var name: String
    var id: Int
    /// Their logins and numbers alone.
    var members: [Member]

    init(source: String, name: String, id: Int, members: [Member]) {
        (self.name, self.id, self.members) = (name, id, members)
        let parts = name.split(separator: "/")
        url = "https://\(source)/orgs/\(parts.first ?? "")/teams/\(parts.last ?? "")"
    }

    private enum CodingKeys: String, CodingKey {
        case url, members
        case name = "combinedSlug"
        case id = "databaseId"
    }

    func key(at source: String) -> RecordKey { RecordKey(source, .team, String(id)) }
}

/// Reads who belongs to those teams of an organisation that CODEOWNERS names or a review is asked of.
struct GitHubTeamReading {
    let source: String
    let organisation: String
    /// In order.
    let slugs: [String]
    /// How many members a page holds.
    let size: Int

    /// Once a day, and a team that was never asked about at once.
    private static let day: Int64 = 86_400
    /// How many teams one question asks for.
    private static let most = 20

    /// - Parameters:
    ///   - teams: `acme/payments`.
    ///   - repositories: none but teams of their owners can own anything in them.
    static func all(of teams: Set<String>, in repositories: [String], source: String, size: Int) -> [Reading] {
        let owners = Set(repositories.map { $0.lowercased().prefix { $0 != "/" } })
        let slugs = Dictionary(grouping: teams.map { $0.lowercased().split(separator: "/") }.filter(isName)) { $0[0] }
        return slugs.filter { owners.contains($0.key) }.sorted { $0.key < $1.key }.map { owner, names in
            Self(source: source, organisation: String(owner), slugs: names.map { String($0[1]) }.sorted(), size: size)
                .reading
        }
    }

    private static func isName(_ parts: [Substring]) -> Bool {
        parts.count == 2
            && parts.joined().utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || "-_.".utf8.contains(byte)
            }
    }

    private var reading: Reading {
        Reading("\(organisation) \(Sync.teamMembers)", start: { _ in steps }, read: read).with {
            ($0.every, $0.wanted) = (Self.day, Set(slugs))
        }
    }

    private var steps: [SyncStep] {
        stride(from: 0, to: slugs.count, by: Self.most).map { step(slugs[$0..<min(slugs.count, $0 + Self.most)]) }
    }

    private func step(_ slugs: some Sequence<String>) -> SyncStep {
        var step = SyncStep(SyncStep.graph, "\(organisation) teams \(slugs.joined(separator: " "))")
        step.size = size
        return step
    }

    private struct Told: Decodable {
        struct Members: Decodable {
            var pageInfo: GitHubPage
            var nodes: [GitHubTeamMembers.Member?]
        }

        var databaseId: Int
        var members: Members
    }

    private func read(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        try refuse(reply)
        var (outcome, told) = (StepOutcome(), cursor.told ?? [:])
        let asked = step.path.split(separator: " ").dropFirst(2).map(String.init)
        var missing: [String] = []
        for (place, slug) in asked.enumerated() {
            guard let team = try team(place, reply) else {
                missing.append(slug)
                continue
            }
            let members = try step.before(GitHubTeamMembers.Member.self) + team.members.nodes.compactMap(\.self)
            if team.members.pageInfo.hasNextPage {
                var next = self.step([slug])
                try next.goOn(after: team.members.pageInfo.endCursor, having: members)
                outcome.steps.append(next)
                continue
            }
            let word = ([team.databaseId] + members.compactMap(\.databaseId).sorted()).map(String.init).joined(
                separator: " ")
            if told.note(word, of: slug) { outcome.answers.append(try answer(slug, team.databaseId, members)) }
        }
        for slug in missing {
            // One that goes by another name now has its members there.
            let number = told[slug].flatMap { Int($0.prefix { $0 != " " }) }
            told[slug] = ""
            let isElsewhere = told.values.contains { Int($0.prefix { $0 != " " }) == number }
            if let number, !isElsewhere { outcome.answers.append(try answer(slug, number, [])) }
        }
        outcome.told = told.filter { slugs.contains($0.key) }
        return outcome
    }

    /// Throws where the answer is a refusal.
    private func refuse(_ reply: ToolReply) throws {
        let errors = GraphErrors(reply.body)
        if errors.isEmpty { return }
        if errors.isForbidden {
            throw AskingTrouble.tooLittleScope(
                url: "the teams of \(organisation)", lacks: "Members: read (a classic token: read:org)", has: nil)
        }
        let isMissing = errors.types.contains("NOT_FOUND")
        let hasData = JSONPieces.value(at: ["data", "organization", "team0"], of: reply.body) != nil
        // Of a team alone it may say that there is none.
        if isMissing, hasData { return }
        if isMissing || errors.isMisunderstood { throw AskingTrouble.absent(url: "The organisation \(organisation)") }
        if errors.messages.contains(where: { $0.lowercased().contains("cursor") }) { throw AskingTrouble.cursorExpired }
        throw AskingTrouble.unreachable(errors.messages.first ?? "an error without a word")
    }

    /// Nil where there is none, or it may not be seen.
    private func team(_ place: Int, _ reply: ToolReply) throws -> Told? {
        guard let body = JSONPieces.value(at: ["data", "organization", "team\(place)"], of: reply.body) else {
            throw AskingTrouble.unreachable("the answer does not tell of the team that was asked for")
        }
        do { return try JSONDecoder().decode(Told?.self, from: body) } catch {
            throw AskingTrouble.unreachable("a team cannot be read: \(error)")
        }
    }

    private func answer(_ slug: String, _ number: Int, _ members: [GitHubTeamMembers.Member]) throws -> RawAnswer {
        let team = GitHubTeamMembers(
            source: source, name: "\(organisation)/\(slug)", id: number, members: members)
        return RawAnswer(category: "teams", body: try JSONValue.canonical(team), url: team.url)
    }
}
