import Foundation
import Store
import TestKit
import Testing

@Suite("Webhooks whose server is killed", .timeLimit(.minutes(40)))
struct KilledHooksTests {
    /// `TUTTI_MOMENTS=50` for as many as are promised; fewer keep the tests short.
    private static let moments = ProcessInfo.processInfo.environment["TUTTI_MOMENTS"].flatMap { Int($0) } ?? 8
    private static let webhooks = 400

    @Test(arguments: Backend.all)
    func `are neither lost nor read twice, nor are answers that are mapped anew`(_ backend: Backend) async throws {
        try await KilledHooks.with(backend) { hooks in
            var random = SeededGenerator(seed: 71)
            var acknowledged: Set<Int> = []
            var (storms, cut, latest) = (0, 0, 80)
            // How fast webhooks come through is the machine's: where none was cut off, the next storm is killed sooner.
            while storms < Self.moments || cut <= Self.moments / 4 && storms < Self.moments * 4 {
                storms += 1
                let sent = (0..<40).map { _ in Int.random(in: 0..<Self.webhooks, using: &random) }
                let answered = try await Self.storm(sent, killAfter: .random(in: 0...latest, using: &random), hooks)
                let isCut = answered.count < Set(sent).count
                if isCut { cut += 1 }
                latest = isCut ? 80 : max(1, latest / 2)
                acknowledged.formUnion(answered)
                let known = Set(try await hooks.kept().deliveries.keys)
                #expect(known.isSuperset(of: acknowledged.map(KilledHooks.id)))
            }
            #expect(cut > Self.moments / 4, "webhooks come through too fast to be cut off")
            try await Self.sendAll(hooks)
            let whole = try await hooks.kept()
            #expect(whole.deliveries.count == Self.webhooks)
            #expect(Set(whole.deliveries.values) == ["done 1"])
            #expect(whole.answers.count == Self.webhooks)
            #expect(whole.records.count == Self.webhooks / 4)
            try await Self.expectRemapped(to: whole.records, hooks, using: &random)
        }
    }

    /// - Returns: those that were acknowledged before the server's end.
    private static func storm(_ sent: [Int], killAfter pause: Int, _ hooks: KilledHooks) async throws -> Set<Int> {
        let server = try RunningServer(hooks.arguments, data: hooks.folder)
        let (victim, address) = (server.processIdentifier, server.address)
        let answered = await withTaskGroup(of: Int?.self) { group in
            group.addTask {
                try? await Task.sleep(for: .milliseconds(pause))
                kill(victim, SIGKILL)
                return nil
            }
            for number in sent { group.addTask { await KilledHooks.send(number, to: address) ? number : nil } }
            return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
        }
        server.waitForEnd()
        return answered
    }

    /// Whoever was not told sends again, and so does whoever was.
    private static func sendAll(_ hooks: KilledHooks) async throws {
        let server = try RunningServer(hooks.arguments, data: hooks.folder)
        for number in 0..<webhooks { #expect(await KilledHooks.send(number, to: server.address)) }
        try await until("every webhook is read", every: .milliseconds(200)) {
            try await !hooks.kept().deliveries.values.contains { $0.hasPrefix("waiting") }
        }
        kill(server.processIdentifier, SIGKILL)
        server.waitForEnd()
    }

    /// At any moment of a remapping that is killed there are the records of before or those of after, and nothing between.
    private static func expectRemapped(
        to records: [String], _ hooks: KilledHooks, using random: inout SeededGenerator
    ) async throws {
        var killed = 0
        for _ in 0..<moments {
            if try remap(hooks, killAfter: .random(in: 5...400, using: &random)) { killed += 1 }
            #expect(try await hooks.kept().records == records)
        }
        #expect(killed > 0, "answers are mapped anew too fast to be cut off")
        while try remap(hooks, killAfter: nil) {}
        let whole = try await hooks.kept()
        #expect(whole.records == records && whole.answers.count == webhooks)
    }

    /// - Returns: whether it was killed before its end.
    private static func remap(_ hooks: KilledHooks, killAfter milliseconds: Int?) throws -> Bool {
        let program = Process()
        program.executableURL = URL(filePath: BuiltProgram.path("tutti"))
        program.arguments = ["remap", "hub", "--data", hooks.folder.path()] + hooks.arguments.prefix(2)
        program.standardOutput = FileHandle.nullDevice
        program.standardError = FileHandle.nullDevice
        try program.run()
        if let milliseconds {
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
            kill(program.processIdentifier, SIGKILL)
        }
        program.waitUntilExit()
        #expect(milliseconds != nil || program.terminationStatus == 0)
        return program.terminationReason == .uncaughtSignal
    }
}
