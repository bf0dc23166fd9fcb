import Foundation
import Synchronization
import Testing

@testable import Connectors

@Suite("Queues of questions")
struct ToolLanesTests {
    /// Counts how many questions are with the tool at once.
    private final class Crowd: Sendable {
        struct State {
            var now: [String: Int] = [:]
            var most: [String: Int] = [:]
        }

        let state = Mutex(State())

        func ask(_ question: ToolQuestion) async throws -> ToolReply {
            let token = question.headers["Authorization"] ?? ""
            state.withLock { state in
                state.now[token, default: 0] += 1
                state.most[token] = max(state.most[token] ?? 0, state.now[token] ?? 0)
            }
            // Long enough for the others to come along, if they may.
            for _ in 0..<50 { await Task.yield() }
            state.withLock { $0.now[token, default: 0] -= 1 }
            return ToolReply(status: 200, body: Data("[]".utf8))
        }

        func fetch(_ token: String, _ lanes: ToolLanes) -> Fetch {
            let world = Fetch.World(
                ask: { try await self.ask($0) }, resolve: { _ in ["140.82.121.6"] }, outgoing: OutgoingGuard(),
                now: { 0 }, sleep: { _ in }, chance: { 0 })
            return Fetch(world: world, lanes: lanes, tokens: [token], headers: { ["Authorization": $0] })
        }
    }

    @Test(arguments: [(1, 1), (2, 2), (4, 4), (9, 4), (0, 1)])
    func `let so many through at once, for each host and token by itself`(_ width: Int, _ most: Int) async throws {
        let crowd = Crowd()
        let lanes = ToolLanes(width: width)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<40 {
                let fetch = crowd.fetch(number.isMultiple(of: 2) ? "one" : "two", lanes)
                tasks.addTask {
                    _ = try await fetch.reply(to: ToolQuestion("https://api.github.com/repos/a/b?page=\(number)"))
                }
            }
            try await tasks.waitForAll()
        }
        let found = crowd.state.withLock { $0 }
        #expect(found.now.values.allSatisfy { $0 == 0 })
        #expect(found.most.count == 2 && found.most.values.allSatisfy { (1...most).contains($0) }, "\(found.most)")
    }
}
