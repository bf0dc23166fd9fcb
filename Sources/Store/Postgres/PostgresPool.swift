/// At most eight connections, each lent to one transaction at a time, first come first served.
actor PostgresPool {
    private let server: DatabaseLocation
    private var idle: [PostgresLink] = []
    private var lent = 0
    private var waiting: [CheckedContinuation<PostgresLink, any Error>] = []
    private var closing: [CheckedContinuation<Void, Never>] = []
    private var isClosed = false

    private static let limit = 8

    init(_ server: DatabaseLocation) { self.server = server }

    func open() async throws {
        let link = PostgresLink(server)
        try await link.open()
        idle.append(link)
    }

    nonisolated func transaction<Result: Sendable>(
        _ begin: String, _ body: @Sendable (PostgresConnection) throws -> Result
    ) async throws -> Result {
        let link = try await borrow()
        do {
            let result = try await link.transaction(begin, body)
            await giveBack(link)
            return result
        } catch {
            await giveBack(link)
            throw error
        }
    }

    /// Runs statements one by one, for what no transaction may hold.
    nonisolated func run(_ statements: [String]) async throws {
        let link = try await borrow()
        do { try await link.run(statements) } catch {
            await giveBack(link)
            throw error
        }
        await giveBack(link)
    }

    /// Refuses new transactions, and returns when the last has ended.
    func close() async {
        isClosed = true
        for waiter in waiting { waiter.resume(throwing: DatabaseTrouble.closed) }
        waiting = []
        if lent > 0 { await withCheckedContinuation { closing.append($0) } }
        for link in idle { await link.close() }
        idle = []
    }

    private func borrow() async throws -> PostgresLink {
        if isClosed { throw DatabaseTrouble.closed }
        if lent == Self.limit { return try await withCheckedThrowingContinuation { waiting.append($0) } }
        lent += 1
        return idle.popLast() ?? PostgresLink(server)
    }

    private func giveBack(_ link: PostgresLink) {
        if !waiting.isEmpty {
            waiting.removeFirst().resume(returning: link)
            return
        }
        lent -= 1
        idle.append(link)
        if isClosed, lent == 0 {
            for waiter in closing { waiter.resume() }
            closing = []
        }
    }
}
