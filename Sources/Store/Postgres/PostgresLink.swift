/// A connection that comes back: it is made when it is needed, and made again when it was lost.
actor PostgresLink {
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let executor = QueueExecutor("tutti.postgres")
    private let server: DatabaseLocation
    private var wire: PostgresWire?

    init(_ server: DatabaseLocation) { self.server = server }

    /// Runs a transaction, and runs it again when the server asks for it or the connection was lost before COMMIT.
    ///
    /// - Parameter begin: the statements that open it.
    func transaction<Result: Sendable>(
        _ begin: String, _ body: @Sendable (PostgresConnection) throws -> Result
    ) async throws -> Result {
        var repeats = 0
        var losses = 0
        while true {
            do {
                return try attempt(begin, body)
            } catch Interruption.repeatTransaction where repeats < 40 {
                repeats += 1
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...min(10 * repeats, 200))))
            } catch Interruption.lost where losses < Self.pauses.count {
                try await Task.sleep(for: .milliseconds(Self.pauses[losses]))
                losses += 1
            } catch Interruption.lost(let trouble) {
                throw trouble
            } catch Interruption.repeatTransaction {
                throw DatabaseTrouble.failed("other writers came between \(repeats) times")
            }
        }
    }

    /// Runs statements one by one, for what no transaction may hold.
    func run(_ statements: [String]) throws {
        do {
            for statement in statements { try connected().script(statement) }
        } catch Interruption.lost(let trouble) {
            throw trouble
        }
    }

    /// Connects now, so that what is wrong is told at once.
    func open() throws {
        if wire == nil { wire = try PostgresWire(server) }
    }

    func close() { wire = nil }

    private enum Interruption: Error {
        case repeatTransaction
        case lost(DatabaseTrouble)
    }

    /// Milliseconds between attempts to connect again: about eight seconds in all.
    private static let pauses = [0, 50, 100, 200, 400, 800, 1600, 2500, 2500]

    private func attempt<Result>(
        _ begin: String, _ body: (PostgresConnection) throws -> Result
    ) throws -> Result {
        let wire = try connected()
        let result: Result
        do {
            try wire.begin(begin)
            result = try body(PostgresConnection(wire))
        } catch {
            try giveUp(wire, error)
            throw error
        }
        if wire.mustRepeat {
            try? wire.script("ROLLBACK")
            throw Interruption.repeatTransaction
        }
        try commit(wire)
        return result
    }

    private func connected() throws -> PostgresWire {
        if let wire, !wire.isLost { return wire }
        do {
            let wire = try PostgresWire(server)
            self.wire = wire
            return wire
        } catch let trouble as DatabaseTrouble {
            guard case .unreachable = trouble else { throw trouble }
            throw Interruption.lost(trouble)
        }
    }

    /// Rolls back, and turns an error that another attempt may cure into an `Interruption`.
    private func giveUp(_ wire: PostgresWire, _ error: any Error) throws {
        if wire.isLost {
            self.wire = nil
            let trouble = error as? DatabaseTrouble ?? .unreachable(server: server.description, detail: "\(error)")
            throw Interruption.lost(trouble)
        }
        try? wire.script("ROLLBACK")
        if wire.mustRepeat { throw Interruption.repeatTransaction }
    }

    private func commit(_ wire: PostgresWire) throws {
        do { try wire.script("COMMIT") } catch {
            if wire.isLost {
                self.wire = nil
                throw DatabaseTrouble.lostWhileCommitting
            }
            if wire.mustRepeat { throw Interruption.repeatTransaction }
            throw error
        }
    }
}
