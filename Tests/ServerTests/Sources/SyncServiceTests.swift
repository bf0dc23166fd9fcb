import Features
import Foundation
import Store
import TestKit
import Testing

@testable import Server

@Suite(
    "Reading sources beside the web server", .timeLimit(.minutes(40)),
    .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct SyncServiceTests {
    /// Runs services over one source for as long as `body` does.
    private func serve(
        _ source: ConnectedSource, _ clock: TestClock, processes: Int = 1,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<processes {
                let syncer = SourceSyncer(
                    database: source.database, tools: SourceTools(source.outgoing) { clock.now }, key: .test)
                group.addTask { try await SyncService(syncer, logger: TestServer.silent).run() }
            }
            group.addTask { try await body() }
            _ = try await group.next()
            group.cancelAll()
        }
    }

    /// Waits until a reading that was begun at an instant or later is through.
    private static func through(_ source: ConnectedSource, since instant: Int64) async throws -> SourceSync {
        while true {
            if let sync = try await ended(source, since: instant) { return sync }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func ended(_ source: ConnectedSource, since instant: Int64) async throws -> SourceSync? {
        let sync = try await source.database.read { [id = source.id] in try $0.sourceSync(of: id) }
        guard let ended = sync.endedAt, let begun = sync.begunAt, begun >= instant, ended >= begun else { return nil }
        return sync
    }

    /// Tells of a webhook and lets a minute pass, until the reading that it asks for is through: when the service has heard of it,
    /// nobody sees from outside.
    private static func told(_ source: ConnectedSource, _ clock: TestClock) async throws -> SourceSync {
        for _ in 0..<4 {
            clock.pass(10)
            try await source.database.write { [id = source.id] in try $0.notify(Inbox.channel, id) }
            try await Task.sleep(for: .milliseconds(500))
            clock.pass(61)
            for _ in 0..<200 {
                if let sync = try await ended(source, since: clock.time) { return sync }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        return try await through(source, since: clock.time)
    }

    @Test(arguments: Backend.all)
    func `what is connected is read by itself, again when it is due, asked for or told of`(_ backend: Backend)
        async throws
    {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, backend) { source in
                let clock = TestClock()
                try await serve(source, clock) {
                    let first = try await Self.through(source, since: clock.time)
                    #expect(first.nextAt == clock.time + 300)
                    clock.pass(300)
                    _ = try await Self.through(source, since: clock.time)
                    clock.pass(10)
                    try await source.database.write { [id = source.id] in try $0.wakeSource(id) }
                    _ = try await Self.through(source, since: clock.time)
                    // A webhook: a minute later what it did not tell is asked for, and then no more than every half hour.
                    let told = try await Self.told(source, clock)
                    #expect(told.nextAt == clock.time + 1_800)
                }
            }
        }
    }

    @Test func `two processes on one database read it once`() async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, .postgres) { source in
                let clock = TestClock()
                try await serve(source, clock, processes: 2) {
                    _ = try await Self.through(source, since: clock.time)
                    try await Task.sleep(for: .seconds(6))
                }
                let calls = try await source.calls(tool)
                #expect(
                    calls.count { $0.hasPrefix("GET /api/v3/repos/zhquan_example/repo/pulls/comments") } == 1,
                    "\(calls)")
            }
        }
    }
}
