/// The queues of all questions to tools: one for each host and token, whoever asks. A server has one of these.
package actor ToolLanes {
    private struct Name: Hashable {
        var host: String
        var token: String
    }

    private let width: Int
    private var lanes: [Name: ToolLane] = [:]

    /// - Parameter width: How many questions of one queue may be on their way at once, from 1 to 4.
    package init(width: Int = 2) { self.width = min(4, max(1, width)) }

    func lane(host: String, token: String) -> ToolLane {
        let name = Name(host: host, token: token)
        if let lane = lanes[name] { return lane }
        let lane = ToolLane(width: width)
        lanes[name] = lane
        return lane
    }
}

/// The questions to one host with one token: so many at once, none while it rests.
actor ToolLane {
    private let width: Int
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Seconds since 1970.
    private(set) var restsUntil = 0.0
    private(set) var limit: ToolLimit?

    init(width: Int) { self.width = width }

    func enter() async {
        if running < width {
            running += 1
        } else {
            // Whoever leaves hands on its place.
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }

    func rest(until instant: Double) { restsUntil = max(restsUntil, instant) }

    /// Nothing left means rest before the tool has to refuse.
    func note(_ limit: ToolLimit, now: Double) {
        self.limit = limit
        if limit.left == 0, let reset = limit.reset { rest(until: now + reset) }
    }
}
