import Foundation
import TestKit
import Testing

@Suite("tutti webhooks", .timeLimit(.minutes(40)))
struct WebhooksCommandTests {
    private func with(
        _ body: (_ receiver: WebhookReceiver, _ folder: URL, _ run: ([String]) throws -> TuttiProgram.Answer)
            async throws
            -> Void
    ) async throws {
        try await WebhookReceiver.with { receiver in
            let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-webhooks-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try await body(receiver, folder) { arguments in
                let run = try BuiltProgram.run(
                    BuiltProgram.path("tutti"), arguments + ["--data", folder.path()],
                    environment: [
                        "NO_COLOR": "", "TUTTI_CA_FILE": receiver.authority, "TUTTI_ALLOW_OUTGOING": "localhost",
                        "https_proxy": "", "no_proxy": "localhost",
                    ])
                return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
            }
        }
    }

    @Test func `adds, tries, lists, sends again, pauses and removes`() async throws {
        try await with { receiver, _, run in
            #expect(try run(["webhooks", "list"]).output.contains("Nobody is told yet"))
            let added = try run(["webhooks", "add", receiver.address + "/taken", "--type", "pulse.released"])
            #expect(
                added.status == 0 && added.output.contains("localhost: active, pulse.released to"), "\(added.errors)")
            let secret = try #require(added.output.firstMatch(of: /whsec_[A-Za-z0-9+\/]{43}=/)).output
            #expect(try !run(["webhooks", "list", "--json"]).output.contains(secret))
            let test = try run(["webhooks", "test", "localhost"])
            #expect(test.status == 0 && test.output.contains("webhook.test: delivered, 1 try, answered with 200"))
            let id = try #require(test.output.firstMatch(of: /evt_[0-9a-f]{32}/)).output
            #expect(try receiver.received().map(\.id) == [String(id)])
            #expect(try run(["webhooks", "replay", "localhost", String(id)]).output.contains("waiting"))
            #expect(try run(["webhooks", "replay", "localhost", "evt_none"]).status == 2)
            #expect(try run(["webhooks", "deliveries", "localhost", "--json"]).output.contains(String(id)))
            #expect(try run(["webhooks", "pause", "localhost"]).output == "localhost is paused; what happens waits.\n")
            let paused = try run(["webhooks", "test", "localhost"])
            #expect(paused.status == 2 && paused.errors.contains("Resume it first."))
            #expect(try run(["webhooks", "resume", "localhost"]).status == 0)
            let rotated = try run(["webhooks", "rotate", "localhost", "--json"])
            #expect(rotated.output.contains("whsec_") && !rotated.output.contains(secret))
            #expect(try run(["webhooks", "test", "localhost"]).status == 0)
            #expect(try receiver.received().last?.signature.split(separator: " ").count == 2)
            #expect(try run(["webhooks", "remove", "localhost"]).status == 0)
            #expect(try run(["webhooks", "pause", "localhost"]).errors.contains("No endpoint is called “localhost”"))
        }
    }

    @Test func `says of a test that is not taken what came back, and of an address that is none what one is`()
        async throws
    {
        try await with { receiver, _, run in
            _ = try run(["webhooks", "add", receiver.address + "/fail", "--name", "Chat"])
            let test = try run(["webhooks", "test", "Chat"])
            #expect(test.status == 1 && test.output.contains("given-up, 1 try, answered with 500"), "\(test.errors)")
            let none = try run(["webhooks", "add", "example.org"])
            #expect(none.status == 2 && none.errors.contains("https://example.org/hooks/tutti"))
            let type = try run(["webhooks", "add", "https://example.org", "--type", "moon.landed"])
            #expect(type.status == 2 && type.errors.contains("pulse.opened, pulse.closed"))
        }
    }

    @Test func `what a script tells of is sent on by the server`() async throws {
        try await with { receiver, folder, run in
            _ = try run(["webhooks", "add", receiver.address + "/taken", "--address", "https://tutti.example.org"])
            let server = try RunningServer(
                ["--allow-outgoing", "localhost", "--ca-file", receiver.authority], data: folder)
            defer { server.stop(keepingData: true) }
            let told = try run(["incident", "Payments fail", "--id", "17", "--service", "shop"])
            #expect(told.status == 0, "\(told.errors)")
            try await until("the webhook arrives") { try !receiver.received().isEmpty }
            let body = try #require(try receiver.received().first).body
            #expect(body.contains(#""type":"incident.recorded""#) && body.contains("Payments fail"))
            #expect(body.contains(#""url":"https://tutti.example.org/delivery/incidents""#))
        }
    }

    /// The program of the guide, as it stands there.
    @Test func `the receiver of the guide takes what is signed, and nothing else`() async throws {
        try await with { _, folder, run in
            let guide = try String(
                contentsOf: BuiltProgram.checkout.appending(path: "docs/guide/webhooks.md"), encoding: .utf8)
            let program = try #require(guide.components(separatedBy: "```python\n").dropFirst().first)
            let file = folder.appending(path: "receiver.py")
            try Data((program.components(separatedBy: "```").first ?? "").utf8).write(to: file)
            let port = "\(Int.random(in: 20_000..<30_000))"
            let added = try run(["webhooks", "add", "http://localhost:\(port)/"])
            let secret = try #require(added.output.firstMatch(of: /whsec_[A-Za-z0-9+\/]{43}=/)).output
            for (secret, isGood) in [
                (String(secret), true), ("whsec_" + String(repeating: "A", count: 43) + "=", false),
            ] {
                let receiver = Process()
                receiver.executableURL = URL(filePath: "/usr/bin/env")
                receiver.arguments = ["python3", file.path(), port]
                receiver.environment = ProcessInfo.processInfo.environment.merging(["SECRET": secret]) { $1 }
                receiver.standardOutput = FileHandle.nullDevice
                receiver.standardError = FileHandle.nullDevice
                try receiver.run()
                defer {
                    kill(receiver.processIdentifier, SIGKILL)
                    receiver.waitUntilExit()
                }
                var test = try run(["webhooks", "test", "localhost"])
                try await until("the receiver listens") {
                    if test.output.contains("cannot be reached") { test = try run(["webhooks", "test", "localhost"]) }
                    return !test.output.contains("cannot be reached")
                }
                #expect(test.output.contains("answered with \(isGood ? 204 : 401)"), "\(test.output)\(test.errors)")
            }
        }
    }
}
