import Foundation

/// What a token or an App sees of GitHub, to choose from.
struct GitHubOffers {
    let settings: ToolAsking.Settings
    let fetch: Fetch

    private var rest: String { GitHubInstallation(settings: settings).rest }

    /// - Parameter owner: nil for all that is seen.
    func places(of owner: String?) async throws -> OfferedPlaces {
        var offered = OfferedPlaces()
        // Each token sees its own.
        for fetch in fetch.apart { offered.add(try await list(of: owner, fetch)) }
        if let owner, isApp {
            offered.keep { $0.name.lowercased().hasPrefix(owner.lowercased() + "/") }
        }
        return offered
    }

    private var isApp: Bool { settings["app"]?.isEmpty == false }

    private func list(of owner: String?, _ fetch: Fetch) async throws -> (places: [OfferedPlace], isCut: Bool) {
        if isApp { return try await list("installation/repositories?", at: ["repositories"], fetch) }
        guard let owner else {
            return try await list(
                "user/repos?affiliation=owner,collaborator,organization_member&sort=full_name&", fetch)
        }
        let name = owner.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? owner
        do { return try await list("orgs/\(name)/repos?type=all&sort=full_name&", fetch) } catch AskingTrouble.absent {
            return try await list("users/\(name)/repos?type=owner&sort=full_name&", fetch)
        }
    }

    private func list(
        _ path: String, at place: [String] = [], _ fetch: Fetch
    ) async throws -> (places: [OfferedPlace], isCut: Bool) {
        var found: [OfferedPlace] = []
        for page in 1...OfferedPlaces.mostPages {
            let question = ToolQuestion(
                "\(rest)/\(path)per_page=100&page=\(page)",
                headers: ["Accept": "application/vnd.github+json", "User-Agent": "tutti"])
            let reply = try await fetch.reply(to: question)
            guard let list = JSONPieces.value(at: place, of: reply.body),
                let told = try? JSONDecoder().decode([Told].self, from: list)
            else { throw AskingTrouble.unreachable("the answer is not the list that was asked for") }
            found += told.filter { $0.isDisabled != true }.map {
                OfferedPlace($0.fullName, isArchived: $0.archived ?? false, isFork: $0.fork ?? false)
            }
            if told.count < 100 { return (found, false) }
        }
        return (found, true)
    }

    private struct Told: Decodable {
        let fullName: String
        let archived: Bool?
        let fork: Bool?
        let isDisabled: Bool?

        enum CodingKeys: String, CodingKey {
            case archived, fork
            case fullName = "full_name"
            case isDisabled = "disabled"
        }
    }
}
