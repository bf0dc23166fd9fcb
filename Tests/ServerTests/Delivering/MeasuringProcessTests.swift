import Features
import Foundation
import Store
import TestKit
import Testing

@testable import Server

@Suite("Measuring in a process of its own", .timeLimit(.minutes(40)))
struct MeasuringProcessTests {
    @Test(arguments: Backend.all)
    func `a server has its deliveries measured, and goes on when that process is killed`(
        _ backend: Backend
    ) async throws {
        try await KilledHooks.with(backend) { hooks in
            let server = try RunningServer(hooks.arguments, data: hooks.folder)
            defer { server.stop(keepingData: true) }
            try await Self.waitForReadings(in: hooks)
            try await hooks.database.write { try $0.forgetDeliveryReadings() }
            // Whatever measures at this moment is gone, and is begun once more.
            for child in Self.children(of: server.processIdentifier) { kill(child, SIGKILL) }
            #expect(await KilledHooks.send(1, to: server.address))
            try await Self.waitForReadings(in: hooks)
        }
    }

    private static func waitForReadings(in hooks: KilledHooks) async throws {
        try await until("something is measured") {
            try await hooks.database.read { try $0.deliveryBasis(for: DeliveryChoice()) } != nil
        }
    }

    /// A process is the child of the thread that started it.
    private static func children(of parent: Int32) -> [Int32] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
        return threads.flatMap { thread -> [Int32] in
            let text = try? String(contentsOfFile: "/proc/\(parent)/task/\(thread)/children", encoding: .utf8)
            return (text ?? "").split(separator: " ").compactMap { Int32($0) }
        }
    }
}
