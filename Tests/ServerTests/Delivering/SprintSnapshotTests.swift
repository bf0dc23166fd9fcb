import Features
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Signals
import Store
import TestKit
import Testing

@testable import Server

@Suite("What was planned for sprints", .timeLimit(.minutes(40)))
struct SprintSnapshotTests {
    private static func key(_ kind: RecordKey.Kind, _ id: String) -> RecordKey {
        RecordKey("tracker.example.org", kind, id)
    }

    private static func sprint(_ name: String, from start: Int64, days: Int64 = 14) -> Sprint {
        Sprint(
            key: key(.sprint, name), container: nil, name: name, state: .active, startAt: start,
            endAt: start + days * Timeframe.day)
    }

    /// As a tracker tells an item that keeps nothing of how it was.
    private static func item(
        _ id: String, in sprint: Sprint?, points: Double, made: Int64, at: Int64, isDone: Bool = false
    ) -> Record {
        var item = WorkItem(
            key: key(.workItem, id), reference: "#\(id)", container: nil, title: "Work", kind: .task,
            state: isDone ? .done : .inProgress, originalState: isDone ? "done" : "in progress", author: nil,
            createdAt: made, updatedAt: at, closedAt: isDone ? at : nil)
        (item.sprint, item.estimate) = (sprint?.key, points)
        return .workItem(item)
    }

    private func tell(_ records: [Record], _ server: TestServer, at clock: TestClock) async throws {
        try await server.server.services.database.write { db in
            try db.save(SourceConnection(id: "board", kind: "gitlab", name: "Board", createdAt: 5))
            _ = try db.save([Told(records, at: clock.time * 1000)], of: "board")
        }
    }

    private func planning(_ server: TestServer) -> PlanningService {
        PlanningService(server.server.services, logger: TestServer.silent)
    }

    private func commitments(_ server: TestServer, _ names: [String]) async throws -> [SprintCommitment] {
        let keys = names.map { Self.key(.sprint, $0) }
        return try await server.server.services.database.read { try $0.sprintCommitments(of: keys) }
    }

    /// HANDBOOK A18: of 30 points 24 are done; 8 come later, of which 6 are done. The tracker keeps nothing of it.
    private func work(_ number: Int, _ server: TestServer, _ clock: TestClock) async throws {
        let made = clock.time - 3600
        let sprint = Self.sprint("S\(number)", from: clock.time)
        let at = { clock.time }
        let own = { (letter: String) in "\(number)-\(letter)" }
        try await tell(
            [
                .sprint(sprint), Self.item(own("a"), in: sprint, points: 24, made: made, at: at()),
                Self.item(own("b"), in: sprint, points: 6, made: made, at: at()),
                Self.item(own("z"), in: nil, points: 99, made: made, at: at()),
            ], server, at: clock)
        clock.pass(599)
        await planning(server).look()
        #expect(try await commitments(server, ["S\(number)"]).isEmpty)
        clock.pass(1)
        await planning(server).look()
        clock.pass(4 * 86_400)
        try await tell(
            [
                Self.item(own("a"), in: sprint, points: 24, made: made, at: at(), isDone: true),
                // Estimated anew, and put off.
                Self.item(own("b"), in: nil, points: 1, made: made, at: at()),
                Self.item(own("c"), in: sprint, points: 6, made: at(), at: at(), isDone: true),
                Self.item(own("d"), in: sprint, points: 2, made: at(), at: at()),
            ], server, at: clock)
        await planning(server).look()
        clock.pass(14 * 86_400)
    }

    @Test(arguments: Backend.all)
    func `is written down when planning ends, and stays what it was`(_ backend: Backend) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, permissions: .tutti, features: { .all($0) }) { server in
            clock.pass(40)
            for number in 1...3 { try await work(number, server, clock) }
            let written = try await commitments(server, ["S1", "S2", "S3"])
            #expect(written.map { $0.items.map(\.estimate) } == [[24, 6], [24, 6], [24, 6]])
            #expect(written.map(\.isOwn) == [true, true, true])
            let database = server.server.services.database
            let measurer = DeliveryMeasurer(database: database, now: server.server.services.now)
            _ = try await measurer.run([DeliveryChoice()])
            let readings = try #require(try await database.read { try $0.deliveryReadings(for: DeliveryChoice()) })
            #expect(readings["say-do"]?.value == 80)
            let sprints = try #require(try readings["say-do"]?.details.decode(SayDoDetails.self).sprints)
            #expect(sprints.map(\.committed) == [30, 30, 30] && sprints.map(\.done) == [24, 24, 24])
            #expect(sprints.map(\.added) == [8, 8, 8] && sprints.map(\.addedDone) == [6, 6, 6])
            #expect(sprints.map(\.removed) == [6, 6, 6])
            #expect(sprints.map(\.isOwnSnapshot) == [true, true, true])
            try await server.ask { client in
                let page = try await client.execute(uri: "/delivery/sprint", method: .get)
                let body = String(buffer: page.body)
                #expect(body.contains("24 of 30 points; added later 8, 6 of them done; taken out 6, still promised"))
                #expect(body.contains("by Tutti&#39;s own snapshots") || body.contains("by Tutti's own snapshots"))
            }
        }
    }

    @Test(arguments: Backend.all)
    func `is not made up for sprints that nobody saw begin`(_ backend: Backend) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock) { server in
            clock.pass(40)
            var planned = Self.sprint("not begun by its team", from: clock.time - 3600)
            planned.state = .planned
            let sprints = [
                Self.sprint("late", from: clock.time - 2 * 86_400),
                Self.sprint("over", from: clock.time - 7200, days: 0),
                Self.sprint("to come", from: clock.time + 60), planned,
                Self.sprint("in time", from: clock.time - 23 * 3600),
            ]
            try await tell(sprints.map(Record.sprint), server, at: clock)
            await planning(server).look()
            let names = sprints.map(\.key.id)
            #expect(try await commitments(server, names).map(\.sprint.id) == ["in time"])
        }
    }

    @Test func `planning ends with the first day where a tracker tells days alone`() {
        let monday: Int64 = 1_740_960_000
        #expect(Self.sprint("by day", from: monday).planningEnd == monday + 86_400)
        #expect(Self.sprint("by hour", from: monday + 3600).planningEnd == monday + 3600)
        #expect(Self.sprint("short", from: monday, days: 1).planningEnd == monday + 86_400)
        var unknown = Self.sprint("unknown", from: monday)
        unknown.startAt = nil
        #expect(unknown.planningEnd == nil)
    }
}
