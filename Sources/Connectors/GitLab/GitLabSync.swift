import Foundation
import Records

extension Sync {
    /// GitLab: all readings of these projects.
    ///
    /// - Parameters:
    ///   - address: Of the installation, with its path if it has one.
    ///   - projects: Their numbers, as `gitLabProjects` finds them.
    ///   - groups: `acme/payments`: those that CODEOWNERS names.
    ///   - size: How many things a page holds; GitLab gives no more than 100.
    package static func gitLab(
        address: String, projects: [Int], groups: Set<String> = [], size: Int = 100,
        now: @escaping @Sendable () -> Double
    ) -> Sync {
        let base = GitLabInstallation.base(address)
        let names = GitLabNames(source: GitLabInstallation.source(address))
        return Sync(
            question: GitLabInstallation.question(base),
            readings: Reading.inTurn(projects.map { GitLabReadings(project: $0, names: names, size: size).all })
                + groups.sorted().map { GitLabGroupReading(group: $0, size: size).reading },
            single: GitLabInstallation.single, now: now)
    }

    /// GitLab: which files some merge requests of these projects change.
    package static func gitLabFiles(
        address: String, projects: [Int], wanted: [WantedFiles], size: Int = 100,
        now: @escaping @Sendable () -> Double
    ) -> Sync {
        let source = GitLabInstallation.source(address)
        return Sync(
            question: GitLabInstallation.question(GitLabInstallation.base(address)),
            readings: GitLabFileReading.all(wanted, in: projects, source: source, size: size),
            single: GitLabInstallation.single, now: now)
    }

    /// How GitLab is shown a token.
    package static let gitLabHeaders: @Sendable (_ token: String) -> [String: String] = { ["PRIVATE-TOKEN": $0] }

    /// The numbers of the projects that somebody connected: by number or path, or all of a group; without any, all that
    /// the token is a member of.
    package static func gitLabProjects(_ asked: [String], address: String, fetch: Fetch) async throws -> [Int] {
        let base = GitLabInstallation.base(address)
        var found: Set<Int> = []
        if asked.isEmpty { found.formUnion(try await list("\(base)/projects?membership=true", fetch)) }
        for name in asked {
            if let number = Int(name) {
                found.insert(number)
                continue
            }
            let path = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? name
            do {
                let reply = try await fetch.reply(to: ToolQuestion("\(base)/projects/\(path)"))
                found.formUnion(try ListedPage(single: reply).items.compactMap(\.item.id))
            } catch AskingTrouble.absent {
                found.formUnion(try await list("\(base)/groups/\(path)/projects?include_subgroups=true", fetch))
            }
        }
        return found.sorted()
    }

    private static func list(_ url: String, _ fetch: Fetch) async throws -> [Int] {
        var found: [Int] = []
        // Ascending by number, each page after the last number of the one before.
        while true {
            let after = found.last.map { "&id_after=\($0)" } ?? ""
            let question = ToolQuestion("\(url)&order_by=id&sort=asc&per_page=100\(after)")
            let page = try ListedPage(try await fetch.reply(to: question)).items.compactMap(\.item.id)
            found += page.filter { $0 > found.last ?? 0 }
            if page.count < 100 { return found }
        }
    }
}

/// Where an installation of GitLab has its interface.
enum GitLabInstallation {
    static func base(_ address: String) -> String {
        (address.hasSuffix("/") ? String(address.dropLast()) : address) + "/api/v4"
    }

    /// As keys name it.
    static func source(_ address: String) -> String { GitLabAddress(base(address) + "/").source ?? "gitlab" }

    static func question(_ base: String) -> @Sendable (SyncStep) -> ToolQuestion {
        { ToolQuestion("\(base)/\($0.address)", headers: ["User-Agent": "tutti"]) }
    }

    /// What asks for one thing by itself.
    @Sendable static func single(_ key: RecordKey) -> SyncStep? {
        let isIssue = key.kind == .workItem
        let words = key.id.split(separator: isIssue ? "#" : "!")
        guard words.count == 2, let project = Int(words[0]), let number = Int(words[1]) else { return nil }
        var step = SyncStep(
            SyncStep.confirm, "projects/\(project)/\(isIssue ? "issues" : "merge_requests")/\(number)")
        step.after = key.description
        return step
    }
}
