import Records

/// What a member may do next, in the order in which it is worth doing.
///
/// First what is due, soonest first, because others wait for it under the team's agreement; then the member's own pull
/// requests that may be merged, which takes a minute and ends a wait; then those that wait for an answer or a repair, and
/// branches that collide with somebody's, the longest first; then what anybody of the team may take; then rounds and actions by
/// their end, and claims. An action whose day is over stands among what is due.
package struct NextThings: Codable, Hashable, Sendable {
    package private(set) var things: [NextThing]
    /// The member's own pull requests that wait for a review, the longest first; nil for none.
    package private(set) var awaited: [AwaitedReview]?

    /// - Parameters:
    ///   - found: in any order; of two of the same id the first counts.
    ///   - hours: the member's working time from `now` on.
    ///   - now: seconds since 1970.
    package init(_ found: [NextThing], awaited: [AwaitedReview] = [], hours: WorkingTime, now: Int64) {
        self.awaited = awaited.isEmpty ? nil : awaited.sorted { ($0.since, $0.place) < ($1.since, $1.place) }
        var seen: Set<String> = []
        things = found.filter { seen.insert($0.id).inserted }.map { thing in
            var thing = thing
            thing.secondsLeft = thing.due.map { hours.seconds(from: now, to: $0) }
            return thing
        }.sorted { Self.place($0, now: now) < Self.place($1, now: now) }
    }

    /// The same for somebody elsewhere: what is done on pages of a server has its whole address.
    ///
    /// - Parameter server: `https://tutti.example.org`.
    package func reaching(_ server: String) -> NextThings {
        var next = self
        for place in next.things.indices {
            next.things[place].url.reach(server)
            next.things[place].others?.url.reach(server)
        }
        for place in (next.awaited ?? []).indices {
            next.awaited?[place].url.reach(server)
            next.awaited?[place].others?.url.reach(server)
        }
        return next
    }

    /// How many are past the agreed time.
    package func overdueCount(at now: Int64) -> Int { things.count { $0.due.map { $0 <= now } ?? false } }

    private static func place(_ thing: NextThing, now: Int64) -> (Int, Int64, Int64, String) {
        (tier(thing, now: now), thing.due ?? .max, thing.since, thing.id)
    }

    private static func tier(_ thing: NextThing, now: Int64) -> Int {
        if let due = thing.due, due <= now || !thing.isShared, thing.kind == .review { return 0 }
        if let due = thing.due, due <= now, thing.kind == .action { return 0 }
        switch thing.kind {
        case .merge: return 1
        case .answer, .repair, .talk: return 2
        case .review: return thing.isShared ? 4 : 3
        case .pulse: return 5
        case .action: return 5
        case .claim: return 6
        }
    }
}

extension String {
    /// Puts a server before what is a path of it.
    fileprivate mutating func reach(_ server: String) {
        if hasPrefix("/") { self = server + self }
    }
}
