import Records

extension GitRepository {
    /// The commit that a branch, a tag or an id means in the clone; without one, the head.
    /// - Throws: `GitTrouble.unknownRevision`.
    package func commit(_ revision: String?) async throws -> ObjectID {
        guard let revision else {
            guard let head = repository.head else { throw GitTrouble.unknownRevision("HEAD") }
            return head
        }
        if revision.isEmpty || revision.hasPrefix("-") || revision.contains("\n") {
            throw GitTrouble.unknownRevision(revision)
        }
        let found = try await GitClone.inspector(at: clone.gitFolder).lines(
            ["rev-parse", "--verify", "-q", revision + "^{commit}"], accepting: [0, 1, 128])
        guard let id = found.first.flatMap(ObjectID.init) else { throw GitTrouble.unknownRevision(revision) }
        return id
    }

    /// Whether the clone holds this very commit.
    package func contains(_ id: ObjectID) async throws -> Bool {
        let answer = try await process.lines(["cat-file", "--batch-check"], input: Array((id.hex + "\n").utf8))
        return answer.first?.contains(" commit ") ?? false
    }

    /// Whether the second is the first, or grew out of it.
    package func isAncestor(_ first: ObjectID, of second: ObjectID) async throws -> Bool {
        guard try await contains(first) else { return false }
        let exit = try await process.status(["merge-base", "--is-ancestor", first.hex, second.hex], accepting: [0, 1])
        return exit == 0
    }

    /// The commit itself and all that it grew out of, newest first, without those that others grew out of.
    ///
    /// Ids in `excluding` that the clone does not hold are passed over: a rewritten history has lost them.
    package func commitIDs(from start: ObjectID, excluding: [ObjectID] = []) async throws -> [ObjectID] {
        try await process.stream(
            ["rev-list"] + (excluding.isEmpty ? [] : ["--ignore-missing"]) + ["--stdin"],
            input: Self.range(start, excluding)
        ) { reader in
            var ids: [ObjectID] = []
            while let line = try reader.next(until: UInt8(ascii: "\n")) {
                guard let id = ObjectID(hex: line) else { throw GitTrouble.garbled("rev-list") }
                ids.append(id)
            }
            return ids
        }
    }

    /// How many commits a reading will bring; cheap beside the reading itself.
    package func commitCount(_ reading: GitReading = GitReading()) async throws -> Int {
        if let only = reading.only { return only.count }
        guard reading.revision != nil || repository.head != nil else { return 0 }
        let lines = try await process.lines(
            ["rev-list", "--count"] + (reading.excluding.isEmpty ? [] : ["--ignore-missing"]) + ["--stdin"],
            input: Self.range(try await commit(reading.revision), reading.excluding))
        guard let count = lines.first.flatMap({ Int($0) }) else { throw GitTrouble.garbled("rev-list") }
        return count
    }

    private static func range(_ start: ObjectID, _ excluding: [ObjectID]) -> [UInt8] {
        Array(([start.hex] + excluding.map { "^" + $0.hex }).joined(separator: "\n").utf8) + [UInt8(ascii: "\n")]
    }
}
