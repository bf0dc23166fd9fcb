import Connectors
import Records
import Store

/// What an import has to do.
struct ImportPlan: Sendable {
    var reading = GitReading()
    /// Commits to read; nil for a history that is read whole, which nobody has counted yet.
    var total: Int?
    /// Commits that a rewritten history no longer has.
    var gone: [ObjectID] = []
    var isNeeded = true

    /// Everything is read that the clone has.
    var isWhole: Bool { reading.only == nil && reading.excluding.isEmpty }

    /// - Parameter tags: those of the clone.
    init(
        _ clone: GitRepository, _ repository: Repository, in database: any Database, tags: EarlyAnswer<[Tag]>
    ) async throws {
        let stored = try await database.read { try Stored(of: repository.id, $0) }
        let isSound = stored.run?.status == .finished && stored.repository?.isShallow == repository.isShallow
        if isSound, let known = stored.repository?.head, let head = repository.head {
            let isSame = known == head && stored.repository == repository
            if isSame, try await tags.value().sorted(by: Self.byName) == stored.tags {
                isNeeded = false
                return
            }
            if try await clone.isAncestor(known, of: head) {
                reading.excluding = [known]
                total = try await clone.commitCount(reading)
                return
            }
        }
        try await compare(clone, repository, database)
    }

    /// The difference between what is stored and what the clone has, commit by commit.
    private mutating func compare(
        _ clone: GitRepository, _ repository: Repository, _ database: any Database
    ) async throws {
        let stored = try await database.read { try $0.storedCommitIDs(repository: repository.id) }
        guard let head = repository.head else {
            gone = Array(stored)
            total = 0
            return
        }
        if stored.isEmpty { return }
        let there = try await clone.commitIDs(from: head)
        let missing = there.filter { !stored.contains($0) }
        gone = Array(stored.subtracting(there))
        total = missing.count
        reading.only = missing
    }

    private static func byName(_ left: Tag, _ right: Tag) -> Bool { left.name < right.name }
}

/// What the last import left.
private struct Stored: Sendable {
    let repository: Repository?
    let run: ImportRun?
    let tags: [Tag]

    init(of id: Repository.ID, _ connection: any Connection) throws {
        repository = try connection.repository(id)
        run = try connection.importRuns(of: id, limit: 1).first
        tags = try connection.tags(of: id)
    }
}
