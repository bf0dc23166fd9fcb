import Foundation

extension ToolAsking {
    static let gitHub = ToolAsking(
        headers: Sync.gitHubHeaders, home: { GitHubInstallation(settings: $0).rest },
        places: { try await GitHubPlaces(settings: $0, fetch: $1).names() },
        offers: { try await GitHubOffers(settings: $0, fetch: $2).places(of: $1) },
        sync: { settings, places, teams, now in
            let address = settings["url"] ?? "https://github.com"
            let names = teams[GitHubInstallation(address).source] ?? []
            return .gitHub(address: address, repositories: places, teams: names, now: now)
        },
        files: { settings, places, wanted, now in
            .gitHubFiles(
                address: settings["url"] ?? "https://github.com", repositories: places, wanted: wanted, now: now)
        },
        token: { try await GitHubTokenCheck(rest: GitHubInstallation(settings: $0).rest).findings($1) },
        probes: { GitHubProbes(rest: GitHubInstallation(settings: $0).rest, repository: $1).all },
        exchange: { settings, now, sign, fetch in
            try await GitHubApp(settings: settings).tokens(now: now, sign: sign, fetch: fetch)
        },
        owner: { GitHubApp.owner(of: $0) },
        writing: { GitHubWriting(settings: $0) },
        webhooks: """
            In the repository's or the organisation's settings, under Webhooks: content type application/json, and the events \
            pull requests, reviews, review comments, review threads, issue comments, issues, pushes, workflow runs, workflow \
            jobs, check runs, statuses, deployments, deployment statuses and releases; of an organisation also memberships and teams.
            """)
}

extension GitHubInstallation {
    init(settings: ToolAsking.Settings) { self.init(settings["url"] ?? "https://github.com") }
}

/// Which repositories somebody connected: by name, or all of an owner; without any, all that an app is installed in.
struct GitHubPlaces {
    let settings: ToolAsking.Settings
    let fetch: Fetch

    func names() async throws -> [String] {
        let rest = GitHubInstallation(settings: settings).rest
        let asked = ToolAsking.lines(settings["repositories"])
        if asked.isEmpty {
            var found: [String] = []
            // Each token knows what it opens.
            for fetch in fetch.apart {
                found += try await list("\(rest)/installation/repositories?", at: ["repositories"], fetch)
            }
            return found.sorted()
        }
        var found: [String] = []
        for name in asked {
            if name.contains("/") {
                found.append(name)
                continue
            }
            do { found += try await list("\(rest)/orgs/\(name)/repos?type=all&", fetch) } catch AskingTrouble.absent {
                found += try await list("\(rest)/users/\(name)/repos?type=owner&", fetch)
            }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0.lowercased()).inserted }
    }

    private func list(_ url: String, at place: [String] = [], _ fetch: Fetch) async throws -> [String] {
        var found: [String] = []
        for page in 1...100 {
            let question = ToolQuestion(
                "\(url)per_page=100&page=\(page)",
                headers: ["Accept": "application/vnd.github+json", "User-Agent": "tutti"])
            let reply = try await fetch.reply(to: question)
            guard let list = JSONPieces.value(at: place, of: reply.body),
                let names = try? JSONDecoder().decode([Named].self, from: list)
            else { throw AskingTrouble.unreachable("the answer is not the list that was asked for") }
            found += names.filter { $0.isDisabled != true }.map(\.fullName)
            if names.count < 100 { break }
        }
        return found.sorted()
    }

    private struct Named: Decodable {
        let fullName: String
        let isDisabled: Bool?

        enum CodingKeys: String, CodingKey {
            case fullName = "full_name"
            case isDisabled = "disabled"
        }
    }
}

/// What a token of GitHub says of itself. The question is free of limits.
struct GitHubTokenCheck {
    let rest: String

    func findings(_ fetch: Fetch) async throws -> [ToolFinding] {
        let reply: ToolReply
        // An Enterprise Server without limits has no such page.
        do {
            reply = try await fetch.reply(to: ToolQuestion("\(rest)/rate_limit", headers: ["User-Agent": "tutti"]))
        } catch AskingTrouble.absent { return [ToolFinding("Token", .works, "The token is accepted.")] }
        var sentence = "The token is accepted"
        if let scopes = reply.header("x-oauth-scopes") {
            sentence +=
                scopes.isEmpty ? "; it is a classic one without a scope" : "; it is a classic one with “\(scopes)”"
        }
        if let end = reply.header("github-authentication-token-expiration") { sentence += "; it ends at \(end)" }
        return [ToolFinding("Token", .works, sentence + ".")]
    }
}

/// What a token needs to be allowed of a repository.
struct GitHubProbes {
    let rest: String
    let repository: String

    var all: [ToolProbe] {
        let base = "\(rest)/repos/\(repository)"
        return [
            ToolProbe(
                "Repository {place}", base,
                permission: "“Metadata: read” for it; a classic token needs “repo” where it is private",
                absence: "It is not there under this name"),
            probe("Pull requests, reviews and comments", "\(base)/pulls?state=all&per_page=1", "Pull requests: read"),
            probe("Issues, their events and milestones", "\(base)/issues?state=all&per_page=1", "Issues: read"),
            probe("Workflow runs and jobs", "\(base)/actions/runs?per_page=1", "Actions: read"),
            newest("Checks of commits by other services", "check-runs", "Checks: read"),
            newest("Statuses of commits", "status", "Commit statuses: read"),
            probe("Deployments", "\(base)/deployments?per_page=1", "Deployments: read"),
            probe("Releases", "\(base)/releases?per_page=1", "Contents: read"),
            ToolProbe(
                "Who belongs to teams", "\(rest)/orgs/\(owner)/teams?per_page=1",
                permission: "“Members: read” of the organisation (a classic token: “read:org”)",
                absence: "\(owner) is no organisation"),
        ]
    }

    private var owner: Substring { repository.prefix { $0 != "/" } }

    /// Of the newest commit of the usual branch.
    private func newest(_ title: String, _ what: String, _ permission: String) -> ToolProbe {
        ToolProbe(
            title, "\(rest)/repos/\(repository)/commits/HEAD/\(what)?per_page=1",
            permission: "“\(permission)” (a classic token: “repo”)", absence: "\(repository) has no commit yet")
    }

    private func probe(_ title: String, _ url: String, _ permission: String) -> ToolProbe {
        ToolProbe(
            title, url, permission: "“\(permission)” (a classic token: “repo”)",
            absence: "They are switched off in \(repository)")
    }
}
