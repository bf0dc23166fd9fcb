import Connectors
import Records
import Store

/// Which commits have to be read, and which stored ones the history no longer has.
struct ImportPlan: Sendable {
    private(set) var removed: [ObjectID] = []
    /// Commits that an earlier, interrupted import has brought already.
    private(set) var alreadyStored = 0
    private(set) var total = 0
    private var step = Step.nothing

    private enum Step {
        case nothing
        case whole
        case after(ObjectID)
        case exactly([ObjectID])
    }

    /// - Parameter before: the repository as the last finished import left it.
    init(clone: GitRepository, before: Repository?, database: any Database) async throws {
        guard let head = clone.repository.head else {
            try await dropAll(of: before, in: database)
            return
        }
        guard let before else {
            step = .whole
            total = try await clone.commitCount()
            return
        }
        // What a shallow clone cut off looks like the beginning of history; deepening it changes those commits.
        if before.isShallow != clone.repository.isShallow {
            try await dropAll(of: before, in: database)
            step = .whole
            total = try await clone.commitCount()
        } else if let last = before.head, try await clone.contains(last) {
            try await grow(from: last, to: head, clone)
        } else {
            try await reconcile(clone, head, before, database)
        }
    }

    func reading(countsLines: Bool) -> GitReading? {
        var reading = GitReading()
        reading.countsLines = countsLines
        switch step {
        case .nothing: return nil
        case .whole: break
        case .after(let last): reading.excluding = [last]
        case .exactly(let commits): reading.only = commits
        }
        return reading
    }

    private mutating func dropAll(of before: Repository?, in database: any Database) async throws {
        guard let before else { return }
        removed = Array(try await database.read { try $0.storedCommitIDs(repository: before.id) })
    }

    private mutating func grow(from last: ObjectID, to head: ObjectID, _ clone: GitRepository) async throws {
        guard last != head else { return }
        removed = try await clone.commitIDs(from: last, excluding: [head])
        step = .after(last)
        var reading = GitReading()
        reading.excluding = [last]
        total = try await clone.commitCount(reading)
    }

    /// Nothing is known of how the last import ended: both sides are compared id by id.
    private mutating func reconcile(
        _ clone: GitRepository, _ head: ObjectID, _ before: Repository, _ database: any Database
    ) async throws {
        let stored = try await database.read { try $0.storedCommitIDs(repository: before.id) }
        if stored.isEmpty {
            step = .whole
            total = try await clone.commitCount()
            return
        }
        let wanted = try await clone.commitIDs(from: head)
        removed = Array(stored.subtracting(wanted))
        let missing = wanted.filter { !stored.contains($0) }
        alreadyStored = wanted.count - missing.count
        total = wanted.count
        step = missing.isEmpty ? .nothing : .exactly(missing)
    }
}
