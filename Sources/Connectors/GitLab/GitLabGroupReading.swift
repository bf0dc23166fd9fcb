import Foundation
import Records

/// A group with those of its members who may approve, put together from the pages of the answer that lists them.
struct GitLabGroupMembers: Codable {
    struct Member: Codable {
        var id: Int
        var username: String

        var user: GitLabUser {
            GitLabUser(id: id, username: username, name: nil, email: nil, webURL: nil, isBot: false)
        }
    }

    /// With the groups above it: `acme/payments`.
    var group: String
    /// Their numbers and names for mentions alone.
    var members: [Member]

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let told = try answer.decode(Self.self)
        guard let source = GitLabAddress(answer.url).source else { throw MappingTrouble.missing("url") }
        var reading = GitLabReading(GitLabAddress(answer.url), source: source)
        let members = HostTeamMembers(told.members.compactMap { reading.account($0.user) })
        // No other answer names a group, so that its path is its key.
        let key = RecordKey(source, .team, told.group)
        reading.add(.hostTeam(HostTeam(key: key, name: told.group, members: members)))
        return reading.records
    }
}

/// Reads once a day who of a group that CODEOWNERS names may approve: active members from the role Developer on, of the
/// groups above it and of those that it was shared with too.
struct GitLabGroupReading {
    /// In lower case: `acme/payments`.
    let group: String
    let size: Int

    private static let day: Int64 = 86_400
    private static let developer = 30

    var reading: Reading {
        Reading("\(group) \(Sync.teamMembers)", start: { _ in [step] }, read: read).with { $0.every = Self.day }
    }

    private var step: SyncStep {
        let path = group.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? group
        // A name without a slash may as well be somebody's, of which nothing was read: then nothing is missing.
        var step = SyncStep(group.contains("/") ? SyncStep.page : "members", "groups/\(path)/members/all")
        step.size = size
        return step
    }

    private struct Told: Decodable {
        let id: Int
        let username: String
        let state: String?
        let membershipState: String?
        let accessLevel: Int

        enum CodingKeys: String, CodingKey {
            case id, username, state
            case membershipState = "membership_state"
            case accessLevel = "access_level"
        }

        var mayApprove: Bool {
            accessLevel >= GitLabGroupReading.developer && state ?? "active" == "active"
                && membershipState ?? "active" == "active"
        }
    }

    private func read(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        let page: [Told]
        do { page = try JSONDecoder().decode([Told].self, from: reply.body) } catch {
            throw AskingTrouble.unreachable("the members of a group cannot be read: \(error)")
        }
        let members =
            try step.before(GitLabGroupMembers.Member.self)
            + page.filter(\.mayApprove).map { GitLabGroupMembers.Member(id: $0.id, username: $0.username) }
        var outcome = StepOutcome()
        if page.count >= size {
            outcome.steps = [try step.nextPage(having: members)]
            return outcome
        }
        var told = cursor.told ?? [:]
        if told.note(members.map(\.id).sorted().map(String.init).joined(separator: " "), of: group) {
            let answer = GitLabGroupMembers(group: group, members: members)
            outcome.answers = [RawAnswer(category: "group-members", body: try JSONValue.canonical(answer))]
        }
        outcome.told = told
        return outcome
    }
}
