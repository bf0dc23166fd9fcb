import CLibpq
import Dispatch
import Glibc

/// Hears notifications on a connection of its own, which waits for nothing but them.
actor PostgresListener {
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let executor = QueueExecutor("tutti.postgres.listener")
    private let server: DatabaseLocation
    private let notices = Notices()
    private var channels: Set<String> = []
    private var wire: PostgresWire?
    private var source: (any DispatchSourceRead)?
    private var returning: Task<Void, Never>?

    init(_ server: DatabaseLocation) { self.server = server }

    /// - Returns: a stream that begins now: the server has confirmed that it will tell.
    func listen(to channel: String) throws -> AsyncStream<String> {
        try Notices.check(channel: channel, payload: "-")
        let stream = notices.stream(of: channel)
        if channels.insert(channel).inserted, returning == nil {
            do {
                if let wire { try listen(wire, channel) } else { try connect() }
            } catch {
                channels.remove(channel)
                throw error
            }
        }
        return stream
    }

    func close() {
        returning?.cancel()
        disconnect()
        notices.finish()
    }

    private func connect() throws {
        let wire = try PostgresWire(server)
        for channel in channels { try listen(wire, channel) }
        self.wire = wire
        // Of its own, because Dispatch may look at it until the cancel handler has run, and libpq closes its own before.
        let descriptor = dup(PQsocket(wire.raw))
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: executor.queue)
        source.setCancelHandler { Glibc.close(descriptor) }
        source.setEventHandler { [weak self] in self?.assumeIsolated { $0.receive() } }
        source.activate()
        self.source = source
    }

    private func listen(_ wire: PostgresWire, _ channel: String) throws {
        guard let name = PQescapeIdentifier(wire.raw, channel, channel.utf8.count) else {
            throw DatabaseTrouble.badNotification("the channel \"\(channel)\" is not valid")
        }
        defer { PQfreemem(name) }
        try wire.script("LISTEN \(String(cString: name))")
    }

    private func receive() {
        guard let wire else { return }
        // Until nothing is left: Dispatch may not tell again of an end that came together with the last words.
        while isReadable(wire) {
            let isAlive = PQconsumeInput(wire.raw) == 1 && !wire.isLost
            while let notice = PQnotifies(wire.raw) {
                notices.send(String(cString: notice.pointee.extra), over: String(cString: notice.pointee.relname))
                PQfreemem(notice)
            }
            if !isAlive { return comeBack() }
        }
    }

    private func isReadable(_ wire: PostgresWire) -> Bool {
        var descriptor = pollfd(fd: PQsocket(wire.raw), events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }

    private func comeBack() {
        disconnect()
        returning = Task { [weak self] in
            var pause = 50
            while !Task.isCancelled {
                do {
                    try await self?.reconnect()
                    return
                } catch {
                    try? await Task.sleep(for: .milliseconds(pause))
                    pause = min(2 * pause, 5000)
                }
            }
        }
    }

    private func reconnect() throws {
        try connect()
        returning = nil
        notices.sendGap()
    }

    private func disconnect() {
        source?.cancel()
        source = nil
        wire = nil
    }
}
