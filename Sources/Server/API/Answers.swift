import Features
import Hummingbird
import Records
import Store

/// Which part of a long list is asked for.
struct AskedPart: Sendable {
    let after: String?
    let limit: Int

    init(_ request: Request) throws {
        let query = try Query(request)
        after = query["after"]
        limit = try query.number("limit", in: 1...1000, otherwise: 100)
    }
}

/// A part of a long list, and where the next one begins.
struct Part<Item: Encodable & Sendable>: Encodable, Sendable {
    let items: [Item]
    /// To be given as `after` for the next part; absent at the end.
    let next: String?

    /// - Parameter all: sorted by `id`.
    init(_ all: [Item], _ asked: AskedPart, id: (Item) -> String) {
        let rest = all.drop { item in asked.after.map { id(item) <= $0 } ?? false }
        items = Array(rest.prefix(asked.limit))
        next = rest.count > asked.limit ? items.last.map(id) : nil
    }
}

/// A repository as the API tells it.
struct RepositoryAnswer: Encodable, Sendable {
    let id: String
    let name: String
    let location: String
    let head: String?
    let branch: String?
    let bare: Bool
    let shallow: Bool
    let partial: Bool
    let objectFormat: String

    init(_ repository: Repository) {
        id = repository.id
        name = repository.name
        location = repository.location
        head = repository.head?.hex
        branch = repository.branch
        bare = repository.isBare
        shallow = repository.isShallow
        partial = repository.isPartial
        objectFormat = repository.objectFormat
    }
}

/// A team that shares a repository, as the API tells it.
struct TeamPathsAnswer: Encodable, Sendable {
    let name: String
    let paths: [String]
}

/// An import as the API tells it; instants as RFC 3339 in UTC.
struct ImportAnswer: Encodable, Sendable {
    let id: Int64
    let repository: String
    let status: String
    let head: String?
    let commitsDone: Int
    let commitsTotal: Int?
    let startedAt: String
    let finishedAt: String?
    let trouble: String?

    init(_ run: ImportRun) {
        id = run.id
        repository = run.repository
        status = run.status.rawValue
        head = run.head?.hex
        commitsDone = run.commitsDone
        commitsTotal = run.commitsTotal
        startedAt = Days.instant(run.startedAt)
        finishedAt = run.finishedAt.map(Days.instant)
        trouble = run.trouble
    }
}
