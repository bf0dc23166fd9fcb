import Features
import Foundation
import Store
import TestKit
import Testing

@testable import Server

@Suite("Events whose server is killed", .timeLimit(.minutes(40)))
struct KilledWebhooksTests {
    private static let moments = 8
    private static let each = 10

    @Test(arguments: Backend.all)
    func `all arrive, those that were cut off under the same id`(_ backend: Backend) async throws {
        try await WebhookReceiver.with { receiver in
            try await KilledHooks.with(backend) { world in
                let key = try KeyFile.key(at: world.folder.appending(path: "tutti.key").path()) { _ in [] }
                let id = WebhookDraft.newID { [UInt8](repeating: 9, count: $0) }
                let sealed = try WebhookSecrets([UInt8](repeating: 5, count: 32)).sealed(for: id, with: key)
                var draft = WebhookDraft()
                draft.url = receiver.address + "/slow"
                try await world.database.write { [draft] in
                    // Nobody asks the source meanwhile: what becomes of it is told, too.
                    try $0.pauseSource("hub", by: .commandLine, at: 0)
                    _ = try $0.add(draft, id: id, secrets: sealed, by: .commandLine, at: 0)
                }
                let arguments =
                    world.arguments + ["--allow-outgoing", "localhost", "--ca-file", receiver.authority]
                var (random, waiting) = (SeededGenerator(seed: 30), 0)
                for moment in 0..<Self.moments {
                    let server = try RunningServer(arguments, data: world.folder)
                    try await Self.write(moment, world.database)
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0...400, using: &random)))
                    kill(server.processIdentifier, SIGKILL)
                    server.waitForEnd()
                    waiting += try await Self.deliveries(id, world.database).count { $0.value.state == .waiting }
                }
                #expect(waiting > 0, "everything arrives too fast to be cut off")
                let server = try RunningServer(arguments, data: world.folder)
                try await until("every event is sent") {
                    try await Self.deliveries(id, world.database).allSatisfy { $0.value.state != .waiting }
                }
                kill(server.processIdentifier, SIGKILL)
                server.waitForEnd()
                let deliveries = try await Self.deliveries(id, world.database)
                #expect(deliveries.count == Self.moments * Self.each)
                #expect(Set(deliveries.values.map(\.state)) == [.delivered])
                let received = try receiver.received()
                #expect(Set(received.map(\.id)) == Set(deliveries.keys))
                // One at most was on its way when a server ended.
                #expect(received.count <= deliveries.count + Self.moments)
                #expect(received.filter { $0.body != deliveries[$0.id]?.body } == [])
            }
        }
    }

    private static func write(_ moment: Int, _ database: any Database) async throws {
        // What is older than a month is removed by the server.
        let now = Int64(Date().timeIntervalSince1970)
        try await database.write { db in
            for number in 0..<each {
                var hub = SourceConnection(id: "hub-\(moment)-\(number)", kind: "github", name: "Hub", createdAt: 0)
                hub.state = .failing
                try db.emit([OutgoingEvent.connection(hub, was: .active, at: now)].compactMap(\.self))
            }
        }
    }

    private static func deliveries(
        _ id: WebhookEndpoint.ID, _ database: any Database
    ) async throws -> [String: OutgoingDelivery] {
        let deliveries = try await database.read { try $0.outgoingDeliveries(of: id, most: 1_000) }
        return Dictionary(uniqueKeysWithValues: deliveries.map { ($0.id, $0) })
    }
}
