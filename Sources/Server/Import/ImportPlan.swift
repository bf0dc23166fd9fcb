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
        _ clone: GitRepository, _ repository: Repository, after last: LastImport, in database: any Database,
        tags: EarlyAnswer<[Tag]>
    ) async throws {
        let isSound = last.run?.status == .finished && last.repository?.isShallow == repository.isShallow
        if isSound, let known = last.repository?.head, let head = repository.head {
            let isSame = known == head && last.repository == repository
            if isSame, try await tags.value().sorted(by: Self.byName) == last.tags {
                isNeeded = false
                return
            }
            if try await clone.isAncestor(known, of: head) {
                reading.excluding = [known]
                total = try await clone.commitCount(reading)
                return
            }
        }
        let stored: Set<ObjectID> =
            if last.repository == nil { [] } else {
                try await database.read { try $0.storedCommitIDs(repository: repository.id) }
            }
        try await compare(clone, with: stored)
    }

    /// The difference between what is stored and what the clone has, commit by commit.
    private mutating func compare(_ clone: GitRepository, with stored: Set<ObjectID>) async throws {
        guard let head = clone.repository.head else {
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
struct LastImport: Sendable {
    let repository: Repository?
    let run: ImportRun?
    let tags: [Tag]

    init(of id: Repository.ID, _ connection: any Connection) throws {
        repository = try connection.repository(id)
        run = try connection.importRuns(of: id, limit: 1).first
        tags = try connection.tags(of: id)
    }
}
