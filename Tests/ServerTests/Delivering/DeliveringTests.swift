import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import ServiceLifecycle
import Store
import TestKit
import Testing

@testable import Server

@Suite("Deliveries measured beside the server", .timeLimit(.minutes(40)))
struct DeliveringTests {
    private static let request = RecordKey("code.example.org", .pullRequest, "7")

    private static func opened(_ clock: TestClock, _ id: String = "7") -> [Record] {
        let key = request.other(.pullRequest, id)
        let author = key.other(.account, "1")
        let at = clock.time - 7200
        let pullRequest = PullRequest(
            key: key, repository: key.other(.repository, "1"), number: Int(id) ?? 0, title: "Change \(id)",
            author: author, state: .open, createdAt: at, updatedAt: at, headBranch: "topic", baseBranch: "main")
        return [
            .account(Account(key: author, login: "ana")), .pullRequest(pullRequest),
            .pullRequestEvent(
                PullRequestEvent(
                    key: key.other(.pullRequestEvent, "\(id)/opened"), pullRequest: key, kind: .opened, at: at,
                    actor: author)),
        ]
    }

    private func tell(_ records: [Record], _ server: TestServer) async throws {
        try await server.server.services.database.write { db in
            try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 5))
            _ = try db.save([Told(records, at: 1)], of: "host")
        }
    }

    private func measurer(_ server: TestServer) -> DeliveryMeasurer {
        DeliveryMeasurer(database: server.server.services.database, now: server.server.services.now)
    }

    @Test(arguments: Backend.all)
    func `what changed is measured once, then again as time goes on`(_ backend: Backend) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock) { server in
            let measurer = measurer(server)
            let choices = [DeliveryChoice()]
            #expect(try await measurer.run(choices) == choices)
            #expect(try await measurer.run(choices) == [])
            try await tell(Self.opened(clock), server)
            #expect(try await measurer.run(choices) == choices)
            let basis = try await server.server.services.database.read { try $0.deliveryBasis(for: DeliveryChoice()) }
            #expect(basis?.measuredAt == clock.time)
            clock.pass(599)
            #expect(try await measurer.run(choices) == [])
            clock.pass(1)
            #expect(try await measurer.run(choices) == choices)
            try await tell(Self.opened(clock, "8"), server)
            #expect(try await measurer.run(choices) == choices)
            // The same told again changes nothing.
            try await tell(Self.opened(clock, "8"), server)
            #expect(try await measurer.run(choices) == [])
            #expect(try await measurer.run([DeliveryChoice(team: "nobody")]) == [])
        }
    }

    @Test(arguments: ["cycle-time", "extent", "open"])
    func `what an older version kept in another shape is measured anew`(_ name: String) async throws {
        try await TestServer.with(on: .sqlite, clock: TestClock()) { server in
            let measurer = measurer(server)
            #expect(try await measurer.run([DeliveryChoice()]) == [DeliveryChoice()])
            #expect(try await measurer.run([DeliveryChoice()]) == [])
            _ = try await server.server.services.database.write { db in
                try db.run("UPDATE delivery_reading SET definition = 'older/1' WHERE signal = \(name)")
            }
            #expect(try await measurer.run([DeliveryChoice()]) == [DeliveryChoice()])
            #expect(try await measurer.run([DeliveryChoice()]) == [])
        }
    }

    @Test func `the service measures what is told, and what is asked for`() async throws {
        let clock = TestClock()
        try await TestServer.with(clock: clock) { server in
            try await tell(Self.opened(clock), server)
            var pace = DeliveryMeasuringService.Pace()
            (pace.look, pace.quiet) = (.milliseconds(20), .milliseconds(40))
            let service = DeliveryMeasuringService(server: server.server, pace: pace, logger: TestServer.silent)
            let running = Task { try await service.run() }
            defer { running.cancel() }
            try await untilMeasured(server, DeliveryChoice()) { $0.open.map(\.key.id) == ["7"] }
            let years = DeliveryChoice(span: .years)
            #expect(try await server.server.services.database.read { try $0.deliveryBasis(for: years) } == nil)
            server.server.services.measureDelivery(years)
            try await untilMeasured(server, years) { $0.open.count == 1 }
            try await tell(Self.opened(clock, "8"), server)
            try await untilMeasured(server, DeliveryChoice()) { $0.open.count == 2 }
        }
    }

    private func untilMeasured(
        _ server: TestServer, _ choice: DeliveryChoice, _ isThere: @Sendable (DeliveryReadings) -> Bool
    ) async throws {
        try await until("\(choice.key) is measured") {
            let readings = try await server.server.services.database.read { try $0.deliveryReadings(for: choice) }
            return readings.map(isThere) ?? false
        }
    }

    @Test(arguments: Backend.all)
    func `the API tells signals, what is open and every minute of it`(_ backend: Backend) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, permissions: .tutti, features: { .all($0) }) { server in
            try await server.ask { client in
                let early = try await client.execute(uri: "/api/v1/delivery/signals", method: .get)
                #expect(early.status == .serviceUnavailable && early.headers[.retryAfter] == "2")
            }
            try await tell(Self.opened(clock), server)
            _ = try await measurer(server).run([DeliveryChoice()])
            try await server.ask { client in
                let signals = try await client.execute(uri: "/api/v1/delivery/signals", method: .get)
                #expect(signals.status == .ok)
                #expect(String(buffer: signals.body).contains("\"definition\":\"cycle-time/"))
                let tag = try #require(signals.headers[.eTag])
                let again = try await client.execute(
                    uri: "/api/v1/delivery/signals", method: .get, headers: [.ifNoneMatch: tag])
                #expect(again.status == .notModified)
                let one = try await client.execute(uri: "/api/v1/delivery/signals/cycle-time", method: .get)
                #expect(String(buffer: one.body).contains("\"status\":\"too-few\""))
                let open = try await client.execute(uri: "/api/v1/delivery/pull-requests", method: .get)
                #expect(String(buffer: open.body).contains("\"turn\":\"reviewer/first-review\""))
                let path = "/api/v1/delivery/pull-requests/code.example.org%2Fpull-request%2F7"
                let timeline = try await client.execute(uri: path, method: .get)
                #expect(String(buffer: timeline.body).contains("\"minutes\":120,\"minutesByTurn\""))
                for wrong in ["?team=none", "?timeframe=3-days"] {
                    let answer = try await client.execute(uri: "/api/v1/delivery/signals\(wrong)", method: .get)
                    #expect([.notFound, .badRequest].contains(answer.status))
                }
                let none = try await client.execute(uri: "/api/v1/delivery/signals/none", method: .get)
                #expect(none.status == .notFound)
            }
        }
    }
}
