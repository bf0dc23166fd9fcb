import Connectors
import Foundation
import Synchronization
import TestKit

/// A pretended tool that fails in all the ways tools do, by chance that comes out the same for a seed; and the clock by
/// which those who ask it wait.
final class FaultyTool: Sendable {
    private struct State {
        var generator: SeededGenerator
        var faults: Int
        var storm = 0
        var now = 1_780_000_000.0
        var calls: [ToolReply] = []
        var questions: [ToolQuestion] = []
    }

    enum Cut: Error { case tooSlow, cut }

    private let state: Mutex<State>
    private let answer: @Sendable (ToolQuestion) -> ToolReply

    init(seed: UInt64 = 0, faults: Int = 0, answer: @escaping @Sendable (ToolQuestion) -> ToolReply) {
        state = Mutex(State(generator: SeededGenerator(seed: seed), faults: faults))
        self.answer = answer
    }

    var replies: [ToolReply] { state.withLock { $0.calls } }
    var questions: [ToolQuestion] { state.withLock { $0.questions } }
    var now: Double { state.withLock { $0.now } }
    var isMended: Bool { state.withLock { $0.faults == 0 } }

    func forget() { state.withLock { ($0.calls, $0.questions) = ([], []) } }
    func pass(_ seconds: Double) { state.withLock { $0.now += seconds } }

    func fetch(
        tokens: [String] = ["secret"], allowed: [String] = [],
        opens: @escaping @Sendable (String, ToolQuestion) -> Bool = { _, _ in true }
    ) -> Fetch {
        let world = Fetch.World(
            ask: { try self.ask($0) }, resolve: { $0.contains("inside") ? ["10.0.0.1"] : ["140.82.121.6"] },
            outgoing: OutgoingGuard(allowed: allowed), now: { self.now }, sleep: { self.pass($0) }, chance: { 0.5 })
        return Fetch(
            world: world, lanes: ToolLanes(), tokens: tokens, headers: { ["Authorization": "Bearer \($0)"] },
            opens: opens)
    }

    private func ask(_ question: ToolQuestion) throws -> ToolReply {
        let reply = try state.withLock { state in
            state.questions.append(question)
            return try fault(question, &state)
        }
        let given = reply ?? answer(question)
        state.withLock { $0.calls.append(given) }
        return given
    }

    /// Nil for none this time.
    private func fault(_ question: ToolQuestion, _ state: inout State) throws -> ToolReply? {
        if state.storm > 0 {
            state.storm -= 1
            return ToolReply(status: 503, body: Data("down".utf8))
        }
        guard state.faults > 0, Int.random(in: 0..<3, using: &state.generator) == 0 else { return nil }
        state.faults -= 1
        let isGraph = question.body != nil
        switch Int.random(in: 0..<12, using: &state.generator) {
        case 0: return ToolReply(status: 429, headers: ["Retry-After": "30"])
        case 1:
            // Its clock is two hours behind.
            return ToolReply(
                status: 403,
                headers: [
                    "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1779992900",
                    "Date": "Thu, 28 May 2026 18:26:40 GMT",
                ], body: Data(#"{"message": "API rate limit exceeded"}"#.utf8))
        case 2:
            return ToolReply(status: 403, body: Data(#"{"message": "You have exceeded a secondary rate limit"}"#.utf8))
        case 3:
            state.storm = Int.random(in: 1...12, using: &state.generator)
            return ToolReply(status: 502)
        case 4: throw Cut.tooSlow
        case 5: throw Cut.cut
        case 6:
            let whole = answer(question)
            return ToolReply(status: 200, body: whole.body.prefix(whole.body.count / 2))
        case 7: return ToolReply(status: 200, headers: ["Content-Type": "text/html"], body: Data("<p>Sign in".utf8))
        case 8: return ToolReply(status: 302, headers: ["Location": "http://169.254.169.254/latest"])
        case 9 where isGraph:
            return ToolReply(
                status: 200, body: Data(#"{"errors": [{"message": "`9` does not appear to be a valid cursor."}]}"#.utf8)
            )
        case 10 where isGraph:
            return ToolReply(
                status: 200, body: Data(#"{"errors": [{"type": "RATE_LIMITED", "message": "later"}]}"#.utf8))
        default: return isGraph ? nil : otherPage(question, Bool.random(using: &state.generator))
        }
    }

    /// Another page than the one that was asked for: one again, one too far.
    private func otherPage(_ question: ToolQuestion, _ isBefore: Bool) -> ToolReply? {
        guard question.url.contains("per_page"), !question.url.contains("per_page=1&"),
            !question.url.hasSuffix("per_page=1")
        else { return nil }
        let page = WorldQuestion(question).page
        var other = question
        other.headers = [:]
        other.url = question.url.replacing("&page=\(page)", with: "")
        let number = isBefore ? page - 1 : page + 1
        if number < 1 { return nil }
        other.url += "&page=\(number)"
        return answer(other)
    }
}
