import Features
import Foundation
import Store
import TestKit
import Testing

@testable import Server

@Suite("Webhooks that are sent", .timeLimit(.minutes(40)))
struct WebhookSenderTests {
    @Test(arguments: Backend.all)
    func `are posted once, signed so that others can tell, and kept with their answer`(_ backend: Backend)
        async throws
    {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/long", backend) { listening in
                try await listening.tell()
                #expect(try await listening.sender.run(listening.id) == 1)
                #expect(try await listening.sender.run(listening.id) == 0)
                let received = try receiver.received()
                #expect(received.count == 1)
                let one = try #require(received.first)
                #expect(one.contentType == "application/json" && one.timestamp == "\(listening.clock.time)")
                #expect(
                    one.body
                        == #"{"data":{"connection":"hub","kind":"github","name":"Hub","path":"/connections","trouble":null,"url":"https://tutti.example.org/connections"},"timestamp":"2026-09-21T14:13:20Z","type":"connection.failing"}"#
                )
                #expect(try one.signature == Self.signature(one, by: listening.secret))
                let delivery = try #require(try await listening.deliveries().first)
                #expect(delivery.id == one.id && delivery.state == .delivered && delivery.status == 200)
                #expect(delivery.answer?.utf8.count == 1024 && delivery.attempts == 1)
            }
        }
    }

    /// By another implementation than ours.
    private static func signature(_ one: WebhookReceiver.Received, by secret: String) throws -> String {
        let script = """
            import base64, hashlib, hmac, sys
            secret, name, time, body = sys.argv[1:]
            key = base64.b64decode(secret.removeprefix("whsec_"))
            code = hmac.new(key, f"{name}.{time}.{body}".encode(), hashlib.sha256)
            print("v1," + base64.b64encode(code.digest()).decode(), end="")
            """
        return try BuiltProgram.run(
            "/usr/bin/env", ["python3", "-c", script, secret, one.id, one.timestamp, one.body]
        ).output
    }

    @Test(arguments: Backend.all)
    func `that are refused come again for a day under the same id, ever later, and then no more`(_ backend: Backend)
        async throws
    {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/fail", backend) { listening in
                try await listening.tell()
                let begun = listening.clock.time
                var pauses: [Int64] = []
                while let next = try await Self.step(listening) {
                    pauses.append(next - listening.clock.time)
                    listening.clock.pass(next - listening.clock.time)
                }
                #expect(
                    zip(pauses, [5, 300, 1_800, 7_200, 18_000, 36_000, 23_095]).allSatisfy {
                        $0 <= $1 + 1 && $0 * 10 >= $1 * 9 - 1
                    })
                #expect(pauses.count == 7 && listening.clock.time - begun <= 86_400)
                let received = try receiver.received()
                #expect(received.count == 8 && Set(received.map(\.id)).count == 1)
                #expect(Set(received.map(\.timestamp)).count == 8 && Set(received.map(\.body)).count == 1)
                let delivery = try #require(try await listening.deliveries().first)
                #expect(delivery.state == .givenUp && delivery.trouble == "It was answered with 500.")
                let endpoint = try await listening.endpoint
                #expect(endpoint.state == .active && endpoint.failingSince == begun * 1000)
            }
        }
    }

    /// - Returns: when it is sent again, in whole seconds; nil where it is not.
    private static func step(_ listening: Listening) async throws -> Int64? {
        #expect(try await listening.sender.run(listening.id) == 1)
        return try await listening.deliveries().first?.nextAt.map { ($0 + 999) / 1000 }
    }

    @Test(arguments: Backend.all)
    func `wait no longer than their turn for one that is refused, and a success ends the trouble`(_ backend: Backend)
        async throws
    {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/second", backend) { listening in
                try await listening.tell()
                listening.clock.pass(1)
                try await listening.tell(failing: false)
                #expect(try await listening.sender.run(listening.id) == 2)
                #expect(try await listening.endpoint.failingSince != nil)
                listening.clock.pass(10)
                #expect(try await listening.sender.run(listening.id) == 2)
                let types = try receiver.received().map { $0.body.contains("failing") ? "failing" : "recovered" }
                #expect(types == ["failing", "recovered", "failing", "recovered"])
                let endpoint = try await listening.endpoint
                #expect(endpoint.failingSince == nil && endpoint.trouble == nil)
            }
        }
    }

    @Test(arguments: [
        ("/moved", "It was answered with 308, a redirect, which is not followed. Give the address that it leads to."),
        ("/later", "It was answered with 503."),
    ])
    func `follow no redirect, and leave alone whoever asks for it`(_ path: String, _ trouble: String) async throws {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: path) { listening in
                try await listening.tell()
                try await listening.sender.run(listening.id)
                #expect(try receiver.received().map(\.path) == [path])
                let delivery = try #require(try await listening.deliveries().first)
                #expect(delivery.trouble == trouble && delivery.state == .waiting)
                let rest = (delivery.nextAt ?? 0) / 1000 - listening.clock.time
                #expect(path == "/later" ? rest == 900 : rest <= 5)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `end where the receiver is gone, until somebody resumes it`(_ backend: Backend) async throws {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/gone", backend) { listening in
                try await listening.tell()
                try await listening.sender.run(listening.id)
                let endpoint = try await listening.endpoint
                #expect(endpoint.state == .disabled && endpoint.trouble?.contains("410") == true)
                #expect(try await listening.deliveries().map(\.state) == [.givenUp])
                try await listening.tell(failing: false)
                #expect(try await listening.deliveries().count == 1, "it is told nothing any more")
                let (id, now) = (listening.id, listening.clock.time)
                try await listening.database.write { try $0.resume(id, by: .commandLine, at: now) }
                try await listening.tell(failing: false)
                #expect(try await listening.deliveries().count == 2)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `that are paused wait, in order, and are sent when it goes on`(_ backend: Backend) async throws {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/taken", backend) { listening in
                let (id, now) = (listening.id, listening.clock.time)
                try await listening.database.write { try $0.pause(id, by: .commandLine, at: now) }
                for step in 0..<4 {
                    try await listening.tell(failing: step % 2 == 0)
                    listening.clock.pass(100_000)
                }
                #expect(try await listening.sender.run(id) == 0)
                try await listening.database.write { try $0.resume(id, by: .commandLine, at: now) }
                #expect(try await listening.sender.run(id) == 4)
                let order = try await listening.deliveries().reversed().map(\.id)
                #expect(try receiver.received().map(\.id) == order)
            }
        }
    }

    @Test func `go to no address within the network that was not allowed`() async throws {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, allowed: []) { listening in
                let (lost, _) = try await Listening.add(
                    "https://nowhere.invalid/hook", listening.database, at: listening.clock.time)
                try await listening.tell()
                try await listening.sender.run(listening.id)
                #expect(try receiver.received() == [])
                let trouble = try await listening.deliveries().first?.trouble ?? ""
                #expect(trouble.contains("is inside the network") && trouble.contains("--allow-outgoing"), "\(trouble)")
                // To let a name be asked that leads nowhere would not help.
                try await listening.sender.run(lost)
                let other = try await listening.database.read { try $0.outgoingDeliveries(of: lost, most: 1) }.first
                #expect(other?.trouble?.contains("--allow-outgoing") == false, "\(other?.trouble ?? "")")
            }
        }
    }

    @Test(arguments: Backend.all)
    func `end after days of nothing but failures, and the endpoint says since when`(_ backend: Backend) async throws {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/fail", backend) { listening in
                var days = 0
                while try await listening.endpoint.state == .active, days < 20 {
                    try await listening.tell(failing: days % 2 == 0)
                    for _ in 0..<8 {
                        try await listening.sender.run(listening.id)
                        listening.clock.pass(40_000)
                    }
                    days += 1
                }
                let endpoint = try await listening.endpoint
                #expect(endpoint.state == .disabled && (2...5).contains(days))
                #expect(
                    endpoint.trouble
                        == "Since 21 September 2026 nothing could be delivered. The last time: It was answered with 500."
                )
            }
        }
    }

    @Test(arguments: Backend.all)
    func `wait for the right key, or for another secret; and both secrets sign for a day`(_ backend: Backend)
        async throws
    {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/taken", backend) { listening in
                let outgoing = try Outgoing(OutgoingSettings(allowed: ["localhost"], authorities: receiver.authority))
                let clock = listening.clock
                let locked = WebhookSender(
                    database: listening.database, world: outgoing.world { clock.now }, key: SealingKey.other!)
                try await listening.tell()
                #expect(try await locked.run(listening.id) == 0)
                await outgoing.shutdown()
                #expect(try await listening.endpoint.trouble?.contains("another key file") == true)
                #expect(try await listening.deliveries().map(\.attempts) == [0])
                let (endpoint, now) = (try await listening.endpoint, clock.time)
                let second = try await listening.database.write {
                    try $0.rotateSecret(
                        of: endpoint, with: [UInt8](repeating: 5, count: 32), key: SealingKey.test!, by: .commandLine,
                        at: now)
                }
                try await listening.sender.run(listening.id)
                clock.pass(86_401)
                try await listening.tell(failing: false)
                try await listening.sender.run(listening.id)
                let received = try receiver.received()
                let both = [
                    try Self.signature(received[0], by: second), try Self.signature(received[0], by: listening.secret),
                ]
                #expect(received[0].signature == both.joined(separator: " "))
                #expect(try received[1].signature == Self.signature(received[1], by: second))
            }
        }
    }

    @Test func `that are tried out are sent once, and an event that is sent again keeps its id`() async throws {
        try await WebhookReceiver.with { receiver in
            try await Listening.with(receiver, at: "/fail") { listening in
                let (endpoint, now) = (try await listening.endpoint, listening.clock.time * 1000)
                let id = try await listening.database.write {
                    try $0.emitTest(to: endpoint, by: .commandLine, at: now)
                }
                try await listening.sender.run(listening.id)
                #expect(try await listening.deliveries().map(\.state) == [.givenUp])
                let isKnown = try await listening.database.write {
                    try $0.replay(id, of: endpoint.id, by: .commandLine, at: now)
                }
                #expect(isKnown)
                try await listening.sender.run(listening.id)
                #expect(try receiver.received().map(\.id) == [id, id])
            }
        }
    }
}
