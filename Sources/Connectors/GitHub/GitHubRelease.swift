import Records

/// A release, which GitHub makes of a tag.
struct GitHubRelease: Decodable {
    var id: Int
    var url: String
    var htmlURL: String?
    var tag: String
    /// A branch or a commit.
    var target: String?
    var name: String?
    var draft: Bool?
    var prerelease: Bool?
    var author: GitHubUser?
    var createdAt: Instant?
    var publishedAt: Instant?

    private enum CodingKeys: String, CodingKey {
        case id, url, name, draft, prerelease, author
        case htmlURL = "html_url"
        case tag = "tag_name"
        case target = "target_commitish"
        case createdAt = "created_at"
        case publishedAt = "published_at"
    }

    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        _ = notes.person(author)
        var release = Release(
            key: address.key.other(.release, String(id)), repository: address.key,
            name: name?.isEmpty == false ? name ?? tag : tag, tag: tag, isDraft: draft ?? false,
            isPrerelease: prerelease ?? false, createdAt: createdAt?.seconds, publishedAt: publishedAt?.seconds)
        release.commit = target.flatMap { $0.count >= 40 && $0.allSatisfy(\.isHexDigit) ? $0 : nil }
        release.url = htmlURL
        notes.add(.release(release))
    }
}

/// A milestone: what GitHub has for a stretch of time that a team plans for.
struct GitHubMilestone: Decodable {
    var id: Int
    var url: String
    var title: String
    var description: String?
    var state: String?
    var dueOn: Instant?
    var closedAt: Instant?

    private enum CodingKeys: String, CodingKey {
        case id, url, title, description, state
        case dueOn = "due_on"
        case closedAt = "closed_at"
    }

    /// When it begins GitHub does not know.
    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        notes.add(
            .sprint(
                Sprint(
                    key: address.key.other(.sprint, "milestone-\(id)"), container: address.key, name: title,
                    state: state?.lowercased() == "closed" ? .closed : .active, endAt: dueOn?.seconds,
                    completedAt: closedAt?.seconds, goal: description?.isEmpty == true ? nil : description)))
    }
}
