import Foundation

/// Asks one tool politely: in its queue, within its limits, again where that helps, and never where it must not.
package struct Fetch: Sendable {
    /// What of the outside world it needs.
    package struct World: Sendable {
        package var ask: AskTool
        /// The addresses that a host's name stands for; nil where a proxy has to look it up.
        package var resolve: @Sendable (String) async throws -> [String]?
        package var outgoing: OutgoingGuard
        /// Seconds since 1970.
        package var now: @Sendable () -> Double
        package var sleep: @Sendable (_ seconds: Double) async throws -> Void
        /// From 0 up to 1.
        package var chance: @Sendable () -> Double

        package init(
            ask: @escaping AskTool, resolve: @escaping @Sendable (String) async throws -> [String]?,
            outgoing: OutgoingGuard, now: @escaping @Sendable () -> Double,
            sleep: @escaping @Sendable (Double) async throws -> Void, chance: @escaping @Sendable () -> Double
        ) {
            (self.ask, self.resolve, self.outgoing) = (ask, resolve, outgoing)
            (self.now, self.sleep, self.chance) = (now, sleep, chance)
        }

        /// With the addresses to which it may go.
        ///
        /// - Throws: `AskingTrouble.refused`.
        package func judged(_ question: ToolQuestion) async throws -> ToolQuestion {
            guard let place = ToolPlace(question.url) else {
                throw AskingTrouble.refused(.notAnAddress, url: question.url)
            }
            let isName = NetworkAddress(place.host) == nil
            let addresses = isName ? try await resolve(place.host) : [place.host]
            if let refusal = outgoing.judge(question.url, addresses: addresses) {
                throw AskingTrouble.refused(refusal, url: question.url)
            }
            var judged = question
            judged.addresses = addresses ?? []
            return judged
        }
    }

    private let world: World
    private let lanes: ToolLanes
    private let tokens: [String]
    private let headers: @Sendable (_ token: String) -> [String: String]
    private let opens: @Sendable (_ token: String, ToolQuestion) -> Bool

    private let patience: Double
    private let attempts: Int
    static let redirects = 5

    /// - Parameters:
    ///   - tokens: Of one installation; the one that may go on soonest is used.
    ///   - patience: Longer than this nobody sleeps, in seconds: the sync ends, and begins again where it was when the
    ///     limit does.
    ///   - attempts: How often a question is sent that nothing whole comes back to.
    ///   - headers: How a token is shown.
    ///   - opens: Whether a token is good for a question; where none is, all are tried.
    package init(
        world: World, lanes: ToolLanes, tokens: [String], patience: Double = 900, attempts: Int = 8,
        headers: @escaping @Sendable (_ token: String) -> [String: String],
        opens: @escaping @Sendable (_ token: String, ToolQuestion) -> Bool = { _, _ in true }
    ) {
        (self.world, self.lanes, self.headers, self.opens) = (world, lanes, headers, opens)
        (self.patience, self.attempts) = (patience, attempts)
        self.tokens = tokens.isEmpty ? [""] : tokens
    }

    /// With each of its tokens alone.
    var apart: [Fetch] {
        tokens.map {
            Fetch(world: world, lanes: lanes, tokens: [$0], patience: patience, attempts: attempts, headers: headers)
        }
    }

    /// A whole answer, or 304 where the question named an entity tag and nothing changed.
    ///
    /// - Parameter objection: Why a whole answer is still not the one that was asked for; it is asked for again then.
    package func reply(
        to question: ToolQuestion, objection: (ToolReply) -> String? = { _ in nil }
    ) async throws -> ToolReply {
        var attempt = 0
        var refused: Set<String> = []
        while true {
            let (token, lane) = try await freeLane(for: question, except: refused)
            let verdict: ToolVerdict
            do {
                let reply = try await ask(question, token)
                let first = ToolVerdict(reply, to: question)
                verdict = first == .whole ? objection(reply).map { .again($0) } ?? first : first
                if let limit = ToolLimit(reply) { await lane.note(limit, now: world.now()) }
                await lane.leave()
                if verdict == .whole { return reply }
            } catch let error as AskingTrouble {
                await lane.leave()
                throw error
            } catch {
                await lane.leave()
                if error is CancellationError { throw error }
                verdict = .again("\(error)")
            }
            attempt += 1
            switch verdict {
            case .limited(let seconds):
                await lane.rest(until: world.now() + max(seconds ?? max(60, pause(after: attempt)), 1))
                // A tool that refuses for ever is left alone for a while.
                if attempt > attempts * tokens.count { throw AskingTrouble.limited(seconds: 900) }
            case .again(let why):
                guard attempt < attempts, question.mayRepeat else { throw AskingTrouble.unreachable(why) }
                try await world.sleep(pause(after: attempt))
            case .final(.tokenRefused) where refused.count + 1 < Set(tokens).count: refused.insert(token)
            case .final(let trouble): throw trouble
            case .elsewhere, .whole: throw AskingTrouble.unreachable("it redirects without end")
            }
        }
    }

    /// How much each token has left, where the tool says so.
    package func limits(of url: String) async -> [ToolLimit?] {
        guard let place = ToolPlace(url) else { return [] }
        var limits: [ToolLimit?] = []
        for token in tokens { limits.append(await lanes.lane(host: place.host, token: token).limit) }
        return limits
    }

    /// The queue that may go on soonest, entered, and its rest slept through.
    private func freeLane(for question: ToolQuestion, except refused: Set<String>) async throws -> (String, ToolLane) {
        guard let place = ToolPlace(question.url) else {
            throw AskingTrouble.refused(.notAnAddress, url: question.url)
        }
        let fitting = tokens.filter { opens($0, question) }
        while true {
            var best: (token: String, lane: ToolLane, rests: Double)?
            for token in fitting.isEmpty ? tokens : fitting where !refused.contains(token) {
                let lane = await lanes.lane(host: place.host, token: token)
                let rests = await lane.restsUntil
                if rests < best?.rests ?? .infinity { best = (token, lane, rests) }
            }
            guard let best else { throw AskingTrouble.tokenRefused }
            let wait = best.rests - world.now()
            if wait > patience { throw AskingTrouble.limited(seconds: Int64(wait)) }
            if wait > 0 {
                try await world.sleep(wait)
                continue
            }
            await best.lane.enter()
            if await best.lane.restsUntil <= world.now() { return (best.token, best.lane) }
            await best.lane.leave()
        }
    }

    /// One answer, redirects followed and each judged. A token goes to the place that it is for and nowhere else.
    private func ask(_ question: ToolQuestion, _ token: String) async throws -> ToolReply {
        var asked = question
        let home = ToolPlace(question.url)
        for _ in 0...Self.redirects {
            asked = try await world.judged(asked)
            asked.headers = question.headers
            if ToolPlace(asked.url) == home, !token.isEmpty { asked.headers.merge(headers(token)) { $1 } }
            let reply = try await world.ask(asked)
            guard case .elsewhere(let location) = ToolVerdict(reply, to: asked) else { return reply }
            // What is posted is not posted to somebody else.
            guard let target = ToolPlace.target(of: location, from: asked.url),
                asked.method == .get || ([307, 308].contains(reply.status) && ToolPlace(target) == home)
            else { throw AskingTrouble.unreachable("it redirects a question that cannot be redirected") }
            asked.url = target
        }
        throw AskingTrouble.unreachable("it redirects without end")
    }

    /// From 1 second, doubled each time, to 15 minutes; up to half of it less by chance, so that not all come back at once.
    private func pause(after attempt: Int) -> Double {
        let whole = min(900, Double(1 << min(attempt - 1, 10)))
        return max(1, whole * (1 - world.chance() / 2))
    }
}
