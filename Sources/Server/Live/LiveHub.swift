import Features
import Foundation
import Interface
import Logging
import NIOCore
import ServiceLifecycle
import Store
import Synchronization

/// Hands news to the pages that are open, in this process and in every other on the same database.
///
/// News travels as a notification of the database. The last of each topic is kept, so that a page that was away, or was
/// drawn a moment before, is told what it missed: each carries a whole component, and only the newest counts.
final class LiveHub: Service {
    private struct Listener {
        let topics: Set<String>
        let continuation: AsyncStream<ByteBuffer>.Continuation
    }

    private struct State {
        var next = 0
        var listeners: [Int: Listener] = [:]
        var latest: [String: LiveFrame] = [:]
        var published = 0
        var isStopped = false
    }

    /// A subscription that ends when the page goes, falls behind, or the server stops.
    struct Subscription: Sendable {
        let number: Int
        let stream: AsyncStream<ByteBuffer>
    }

    private static let channel = "tutti_live"
    /// A page that is this far behind reads too slowly; it comes back by itself and gets the newest.
    private static let backlog = 64
    private static let keptTopics = 1000

    private let database: any Database
    private let heartbeat: Duration
    private let logger: Logger
    private let origin = String(UInt64.random(in: .min ... .max), radix: 36)
    private let state = Mutex(State())

    init(database: any Database, heartbeat: Duration, logger: Logger) {
        self.database = database
        self.heartbeat = heartbeat
        self.logger = logger
    }

    var openPages: Int { state.withLock { $0.listeners.count } }

    /// Tells every page that asked for the topic. Something too long for a notification stays in this process.
    func publish(_ event: LiveEvent) async {
        let number = state.withLock { state in
            state.published += 1
            return state.published
        }
        let frame = LiveFrame(id: "\(origin)-\(number)", topic: event.topic, html: event.html.text)
        guard let data = try? JSONEncoder().encode(frame), data.count < 7900 else { return deliver(frame) }
        let payload = String(decoding: data, as: UTF8.self)
        do {
            try await database.write(.relaxed) { try $0.notify(Self.channel, payload) }
        } catch {
            logger.warning("news did not reach other processes", metadata: ["error": "\(error)"])
            deliver(frame)
        }
    }

    /// - Parameter lastSeen: the id of the newest event that the page has; nil for one that has none.
    func subscribe(to topics: Set<String>, lastSeen: String?) -> Subscription {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.backlog))
        let number = state.withLock { state in
            state.next += 1
            for topic in topics.sorted() {
                guard let frame = state.latest[topic], frame.id != lastSeen else { continue }
                continuation.yield(frame.bytes)
            }
            if state.isStopped {
                continuation.finish()
            } else {
                state.listeners[state.next] = Listener(topics: topics, continuation: continuation)
            }
            return state.next
        }
        return Subscription(number: number, stream: stream)
    }

    func unsubscribe(_ number: Int) {
        state.withLock { $0.listeners.removeValue(forKey: number) }?.continuation.finish()
    }

    func run() async throws {
        let notifications = try await database.notifications(on: Self.channel)
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.beat() }
                for await payload in notifications.cancelOnGracefulShutdown() {
                    guard let frame = try? JSONDecoder().decode(LiveFrame.self, from: Data(payload.utf8)) else {
                        continue
                    }
                    self.deliver(frame)
                }
                group.cancelAll()
            }
        } onCancelOrGracefulShutdown: {
            self.stop()
        }
    }

    private func beat() async {
        let nothing = ByteBuffer(string: ":\n\n")
        while !Task.isCancelled {
            guard (try? await Task.sleep(for: heartbeat)) != nil else { return }
            send(nothing) { _ in true }
        }
    }

    private func deliver(_ frame: LiveFrame) {
        state.withLock { state in
            if state.latest.count >= Self.keptTopics, state.latest[frame.topic] == nil { state.latest.removeAll() }
            state.latest[frame.topic] = frame
        }
        send(frame.bytes) { $0.contains(frame.topic) }
    }

    private func send(_ bytes: ByteBuffer, to isMeant: (Set<String>) -> Bool) {
        let listeners = state.withLock { state in state.listeners.filter { isMeant($0.value.topics) } }
        for (number, listener) in listeners {
            if case .dropped = listener.continuation.yield(bytes) { unsubscribe(number) }
        }
    }

    private func stop() {
        let listeners = state.withLock { state in
            state.isStopped = true
            defer { state.listeners = [:] }
            return state.listeners
        }
        for listener in listeners.values { listener.continuation.finish() }
    }
}
