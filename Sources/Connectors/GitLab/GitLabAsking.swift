import Foundation

extension ToolAsking {
    static let gitLab = ToolAsking(
        headers: Sync.gitLabHeaders, home: { GitLabInstallation.base(of: $0) },
        places: { settings, fetch in
            let address = settings["address"] ?? GitLabInstallation.usual
            let asked = ToolAsking.lines(settings["projects"])
            return try await Sync.gitLabProjects(asked, address: address, fetch: fetch).map(String.init)
        },
        offers: { try await GitLabOffers(settings: $0, fetch: $2).places(of: $1) },
        sync: { settings, places, teams, now in
            let address = settings["address"] ?? GitLabInstallation.usual
            let groups = teams[GitLabInstallation.source(address)] ?? []
            return .gitLab(address: address, projects: places.compactMap { Int($0) }, groups: groups, now: now)
        },
        files: { settings, places, wanted, now in
            .gitLabFiles(
                address: settings["address"] ?? GitLabInstallation.usual, projects: places.compactMap { Int($0) },
                wanted: wanted, now: now)
        },
        token: { try await GitLabTokenCheck(base: GitLabInstallation.base(of: $0)).findings($1) },
        probes: { GitLabProbes(base: GitLabInstallation.base(of: $0), project: $1).all },
        writing: { GitLabWriting(settings: $0) },
        webhooks: """
            In the project's or the group's settings, under Webhooks: the secret token below, and the triggers push, tag push, \
            comments, issues, merge requests, jobs, pipelines, deployments and releases; of a group also members.
            """)
}

extension GitLabInstallation {
    static let usual = "https://gitlab.com"

    static func base(of settings: ToolAsking.Settings) -> String { base(settings["address"] ?? usual) }
}

/// What a token of GitLab says of itself, be it of a person, a project or a group.
struct GitLabTokenCheck {
    let base: String

    func findings(_ fetch: Fetch) async throws -> [ToolFinding] {
        let reply: ToolReply
        do {
            reply = try await fetch.reply(to: ToolQuestion("\(base)/personal_access_tokens/self"))
        } catch AskingTrouble.absent {
            // An older installation cannot say.
            return []
        } catch AskingTrouble.tooLittleScope { return [Self.lacking([])] }
        guard let told = try? JSONDecoder().decode(Told.self, from: reply.body) else { return [] }
        if !told.scopes.contains("read_api"), !told.scopes.contains("api") { return [Self.lacking(told.scopes)] }
        let end = told.endsOn.map { "; it ends on \($0)" } ?? ""
        let has = told.scopes.map { "“\($0)”" }.joined(separator: ", ")
        return [ToolFinding("Token", .works, "The token is accepted and has \(has)\(end).")]
    }

    private static func lacking(_ scopes: [String]) -> ToolFinding {
        let has = scopes.map { "“\($0)”" }.joined(separator: ", ")
        return ToolFinding(
            "Token", .lacking,
            "The token lacks the scope “read_api”\(has.isEmpty ? "" : ", and has \(has)"). Make one that has it.")
    }

    private struct Told: Decodable {
        let scopes: [String]
        let endsOn: String?

        enum CodingKeys: String, CodingKey {
            case scopes
            case endsOn = "expires_at"
        }
    }
}

/// What a token needs to be allowed of a project.
struct GitLabProbes {
    let base: String
    let project: String

    var all: [ToolProbe] {
        let base = "\(base)/projects/\(project)"
        return [
            ToolProbe(
                "Project {place}", base, permission: "the role Reporter there", absence: "It is not there"),
            probe("Merge requests, their notes and approvals", "\(base)/merge_requests?per_page=1"),
            probe("Issues", "\(base)/issues?per_page=1"),
            probe("Pipelines and jobs", "\(base)/pipelines?per_page=1"),
            probe("Deployments", "\(base)/deployments?per_page=1"),
            probe("Releases", "\(base)/releases?per_page=1"),
            probe("Milestones", "\(base)/milestones?per_page=1"),
            probe("Iterations", "\(base)/iterations?per_page=1", absence: "This edition has none"),
        ]
    }

    private func probe(_ title: String, _ url: String, absence: String? = nil) -> ToolProbe {
        ToolProbe(
            title, url, permission: "the scope “read_api” and the role Reporter",
            absence: absence ?? "They are switched off in this project")
    }
}
