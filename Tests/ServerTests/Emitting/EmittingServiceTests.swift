import Features
import Foundation
import ServiceLifecycle
import Store
import TestKit
import Testing

@testable import Server

@Suite("Sending webhooks beside the web server", .timeLimit(.minutes(40)))
struct EmittingServiceTests {
    @Test(arguments: Backend.all)
    func `a receiver that hangs is given up on after fifteen seconds, and keeps no other waiting`(_ backend: Backend)
        async throws
    {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/hang", backend, clock: .running, patience: 40) { hanging in
                let (other, _) = try await Listening.add(
                    receiver.address + "/taken", hanging.database, at: hanging.clock.time)
                let service = EmittingService(hanging.sender, logger: TestServer.silent)
                try await Self.serve([service]) {
                    try await hanging.tell()
                    let begun = ContinuousClock.now
                    try await until("it was tried") { try await hanging.deliveries().first?.attempts == 1 }
                    #expect(begun.duration(to: .now) > .seconds(39))
                    let late = try #require(try await hanging.deliveries().first)
                    #expect(late.trouble == "There was no whole answer: it took longer than 40 seconds.")
                    let taken = try await hanging.database.read { try $0.outgoingDeliveries(of: other, most: 1) }.first
                    #expect(taken?.state == .delivered && taken?.triedAt ?? .max < late.triedAt ?? 0)
                }
            }
        }
    }

    @Test func `two processes on one database deliver each event once, in order`() async throws {
        guard Backend.all.contains(.postgres) else { return }
        try await Backend.postgres.withLocation { location in
            let first = try await Databases.open(location)
            let second = try await Databases.open(location)
            try await WebhookReceiver.with { receiver in
                try await Listening.with(receiver, at: "/taken", first, clock: .running) { listening in
                    let outgoing = try Outgoing(
                        OutgoingSettings(allowed: ["localhost"], authorities: receiver.authority))
                    let other = WebhookSender(
                        database: second, world: outgoing.world { Date() }, key: SealingKey.test!, patience: 600)
                    let services = [listening.sender, other].map {
                        EmittingService($0, pause: .milliseconds(50), logger: TestServer.silent)
                    }
                    try await Self.serve(services) {
                        for number in 0..<60 {
                            let database = number % 2 == 0 ? first : second
                            try await database.write { db in
                                var hub = SourceConnection(
                                    id: "hub-\(number)", kind: "github", name: "Hub", createdAt: 0)
                                hub.state = .failing
                                try db.emit(
                                    [OutgoingEvent.connection(hub, was: .active, at: 1_790_000_000)].compactMap(\.self))
                            }
                        }
                        try await until("all are delivered") {
                            try await listening.deliveries().count { $0.state == .delivered } == 60
                        }
                    }
                    await outgoing.shutdown()
                    let order = try await listening.deliveries().reversed().map(\.id)
                    #expect(try receiver.received().map(\.id) == order)
                    #expect(try await listening.deliveries().allSatisfy { $0.attempts == 1 })
                }
            }
            try await first.close()
            try await second.close()
        }
    }

    private static func serve(_ services: [EmittingService], _ body: @escaping () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await service.run() } }
            do {
                try await body()
                group.cancelAll()
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }
}
