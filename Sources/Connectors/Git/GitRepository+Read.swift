import Records

extension GitRepository {
    /// Reads a history, newest commits first, a batch at a time.
    ///
    /// The next batch is read while `onBatch` works on this one, and no further ahead. Contents that are missing do not
    /// end the reading: their changes say so, and the summary counts them. A repository without commits brings none.
    /// - Throws: `GitTrouble`, what `onBatch` throws, or `CancellationError`.
    package func read(
        _ reading: GitReading = GitReading(), onBatch: (Batch) async throws -> Void
    ) async throws -> GitSummary {
        var summary = GitSummary()
        if reading.revision == nil, repository.head == nil { return summary }
        if let only = reading.only, only.isEmpty { return summary }
        let start = try await commit(reading.revision)
        var read = repository
        read.head = start
        func deliver(_ fragment: History) async throws {
            summary.add(fragment)
            try await onBatch(Batch(repository: read, fragment: fragment))
        }

        var reader = HistoryReader(shadow: shadow, start: start, reading: reading) {
            reading.countsLines ? try await attributes() : nil
        }
        do {
            summary.missingObjects = try await reader.run(onBatch: deliver)
        } catch GitTrouble.damaged(let object, let reason) {
            // To find renames git itself needs contents, and ends where one is missing. With something in their place it
            // can go on; what is missing beyond that, nothing can replace.
            reader.standIns = try await shadow.placeStandIns(for: reader.revisions)
            if reader.standIns.isEmpty { throw GitTrouble.damaged(object: object, reason: reason) }
            reader.skipping = summary.commits
            _ = try await reader.run(onBatch: deliver)
            summary.missingObjects = reader.standIns.count
        }
        return summary
    }
}

extension GitSummary {
    mutating func add(_ fragment: History) {
        commits += fragment.commits.count
        merges += fragment.commits.count { $0.isMerge }
        fileChanges += fragment.changes.count
    }
}
