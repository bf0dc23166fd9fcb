import Foundation

/// What a token sees of GitLab, to choose from.
struct GitLabOffers {
    let settings: ToolAsking.Settings
    let fetch: Fetch

    /// - Parameter group: by its path or number, with all within it; nil for what the token is a member of.
    func places(of group: String?) async throws -> OfferedPlaces {
        var offered = OfferedPlaces()
        for fetch in fetch.apart { offered.add(try await list(of: group, fetch)) }
        return offered
    }

    private func list(of group: String?, _ fetch: Fetch) async throws -> (places: [OfferedPlace], isCut: Bool) {
        let base = GitLabInstallation.base(of: settings)
        guard let group else { return try await list("\(base)/projects?membership=true", fetch) }
        let path = group.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? group
        return try await list("\(base)/groups/\(path)/projects?include_subgroups=true", fetch)
    }

    /// Ascending by number, each page after the last number of the one before.
    private func list(_ url: String, _ fetch: Fetch) async throws -> (places: [OfferedPlace], isCut: Bool) {
        var found: [OfferedPlace] = []
        var last = 0
        for _ in 0..<OfferedPlaces.mostPages {
            let after = last > 0 ? "&id_after=\(last)" : ""
            let question = ToolQuestion("\(url)&order_by=id&sort=asc&per_page=100\(after)")
            let reply = try await fetch.reply(to: question)
            guard let told = try? JSONDecoder().decode([Told].self, from: reply.body) else {
                throw AskingTrouble.unreachable("the answer is not the list that was asked for")
            }
            let new = told.filter { $0.id > last }
            found += new.map {
                OfferedPlace($0.path, isArchived: $0.archived ?? false, isFork: $0.parent != nil)
            }
            last = new.map(\.id).max() ?? last
            if told.count < 100 || new.isEmpty { return (found, false) }
        }
        return (found, true)
    }

    private struct Told: Decodable {
        struct Parent: Decodable {}

        let id: Int
        let path: String
        let archived: Bool?
        let parent: Parent?

        enum CodingKeys: String, CodingKey {
            case id, archived
            case path = "path_with_namespace"
            case parent = "forked_from_project"
        }
    }
}
