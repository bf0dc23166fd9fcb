/// Writes what arrives at the same time in one transaction.
///
/// Each is safe on disk before its sender is told. One transaction is under way at a time; what arrives meanwhile shares
/// the next one, which begins while the disk is waited for, so that many wait for the disk at once and nobody for a timer.
package actor GroupCommit<Item: Sendable, Reply: Sendable> {
    private let database: any Database
    private let cost: @Sendable (Item) -> Int
    private let most: Int
    private let limit: Int
    private let write: @Sendable (any Connection, [Item]) throws -> [Reply]
    private var waiting: [(item: Item, continuation: CheckedContinuation<Reply, any Error>)] = []
    private var waitingCost = 0
    private var isWriting = false
    /// Transactions under way, or through and not on disk yet.
    private var flushing = 0

    /// - Parameters:
    ///   - most: the costs that one transaction takes; a single item may cost more.
    ///   - limit: the costs that may wait, because memory has an end.
    ///   - cost: 1 where it does not matter how large an item is.
    ///   - write: gives a reply for each, by place.
    package init(
        _ database: any Database, most: Int, limit: Int, cost: @escaping @Sendable (Item) -> Int = { _ in 1 },
        write: @escaping @Sendable (any Connection, [Item]) throws -> [Reply]
    ) {
        self.database = database
        self.most = most
        self.limit = limit
        self.cost = cost
        self.write = write
    }

    /// - Throws: `GroupCommitTrouble.full`, or what the database throws for all that shared the transaction.
    package func add(_ item: Item) async throws -> Reply {
        let cost = cost(item)
        guard waiting.isEmpty || waitingCost + cost <= limit else { throw GroupCommitTrouble.full }
        if isWriting {
            waitingCost += cost
            return try await withCheckedThrowingContinuation { waiting.append((item, $0)) }
        }
        // Nobody else is here: whoever comes writes for themselves, without waiting for a task to be started.
        return try await replies(to: [item])[0]
    }

    private func goOn() {
        isWriting = !waiting.isEmpty
        if isWriting { Task { await drain() } }
    }

    private func drain() async {
        let batch = next()
        do {
            for (entry, reply) in zip(batch, try await replies(to: batch.map(\.item))) {
                entry.continuation.resume(returning: reply)
            }
        } catch {
            for entry in batch { entry.continuation.resume(throwing: error) }
        }
    }

    private func replies(to items: [Item]) async throws -> [Reply] {
        isWriting = true
        flushing += 1
        defer { flushing -= 1 }
        let replies = try await committed(items).onDisk()
        guard replies.count == items.count else {
            throw DatabaseTrouble.unexpectedAnswer("a transaction did not answer for everything in it")
        }
        return replies
    }

    /// The next transaction begins as soon as this one is through.
    private func committed(_ items: [Item]) async throws -> Committed<[Reply]> {
        defer { goOn() }
        let write: @Sendable (any Connection) throws -> [Reply] = { [write] in try write($0, items) }
        if items.count > 1 || flushing > 1 { return try await database.commit(write) }
        // One alone: a thread that writes and flushes is sooner than two.
        let replies = try await database.write(write)
        return Committed { replies }
    }

    private func next() -> [(item: Item, continuation: CheckedContinuation<Reply, any Error>)] {
        var sum = 0
        let batch = Array(
            waiting.prefix { entry in
                defer { sum += cost(entry.item) }
                return sum == 0 || sum + cost(entry.item) <= most
            })
        waiting.removeFirst(batch.count)
        waitingCost -= sumOfCosts(batch.map(\.item))
        return batch
    }

    private func sumOfCosts(_ items: [Item]) -> Int { items.reduce(0) { $0 + cost($1) } }
}

package enum GroupCommitTrouble: Error, Hashable, Sendable {
    /// More waits than memory allows; nothing was taken, and it may be sent again.
    case full
}
