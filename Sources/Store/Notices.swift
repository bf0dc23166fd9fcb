import Synchronization

/// Who listens to which channel within this process.
final class Notices: Sendable {
    private struct State {
        var next = 0
        var streams: [String: [Int: AsyncStream<String>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    func stream(of channel: String) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1024))
        let number = state.withLock { state in
            state.next += 1
            state.streams[channel, default: [:]][state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.streams[channel]?[number] = nil }
        }
        return stream
    }

    func send(_ payload: String, over channel: String) {
        let listeners = state.withLock { Array(($0.streams[channel] ?? [:]).values) }
        for listener in listeners { listener.yield(payload) }
    }

    /// Something may have been missed on every channel.
    func sendGap() {
        let listeners = state.withLock { $0.streams.values.flatMap(\.values) }
        for listener in listeners { listener.yield("") }
    }

    func finish() {
        let listeners = state.withLock { state in
            defer { state.streams = [:] }
            return state.streams.values.flatMap(\.values)
        }
        for listener in listeners { listener.finish() }
    }

    /// PostgreSQL's limits, kept on both engines.
    static func check(channel: String, payload: String) throws {
        if channel.isEmpty || channel.utf8.count > 63 {
            throw DatabaseTrouble.badNotification("the channel \"\(channel)\" needs 1 to 63 bytes")
        }
        if payload.isEmpty || payload.utf8.count > 7999 {
            throw DatabaseTrouble.badNotification("a payload has 1 to 7999 bytes and this one \(payload.utf8.count)")
        }
    }
}
