import Records

extension PullRequestHistory {
    /// What stood in the way according to hosts that tell only how it is now, from each time they were asked.
    ///
    /// Something stands from when it was first seen until it was first seen no longer. A conflict is of one commit: it also ends when
    /// another one is pushed, until it is seen of that one too.
    ///
    /// - Parameter seen: in any order, and perhaps more than once each.
    package func obstacles(seen: [SeenObstacle]) -> [Obstacle] {
        [.conflict, .dependency].flatMap { (kind: Obstacle.Kind) in
            obstacles(kind, Set(seen.filter { $0.sighting.kind == kind }).sorted(by: Self.isBefore))
        }
    }

    /// Of one second, what stands in the way is told after what does not.
    private static func isBefore(_ one: SeenObstacle, _ other: SeenObstacle) -> Bool {
        func order(_ seen: SeenObstacle) -> (Int64, Int, String, String) {
            (seen.at, seen.sighting.stands ? 1 : 0, seen.sighting.head ?? "", seen.sighting.what ?? "")
        }
        return order(one) < order(other)
    }

    private func obstacles(_ kind: Obstacle.Kind, _ seen: [SeenObstacle]) -> [Obstacle] {
        var found: [(obstacle: Obstacle, head: String?)] = []
        for one in seen {
            if let (last, head) = found.last, last.until == nil {
                if let end = end(of: last, head, before: one) { found[found.count - 1].obstacle.until = end }
            }
            guard one.sighting.stands else { continue }
            if found.last.map({ $0.obstacle.until != nil }) ?? true {
                found.append((Obstacle(kind, from: one.at, what: what(one.sighting)), one.sighting.head))
            } else if let what = what(one.sighting) {
                found[found.count - 1].obstacle.what = what
            }
        }
        if let (last, head) = found.last, last.until == nil, kind == .conflict {
            found[found.count - 1].obstacle.until = push(after: last.from) ?? left(head, at: last.from)
        }
        return found.map(\.obstacle).filter { obstacle in obstacle.until.map { $0 > obstacle.from } ?? true }
    }

    private func what(_ sighting: ObstacleSighting) -> String? {
        sighting.kind == .conflict ? pullRequest.baseBranch : sighting.what
    }

    private func end(of last: Obstacle, _ head: String?, before one: SeenObstacle) -> Int64? {
        let isOther = last.kind == .conflict && head != nil && one.sighting.head != nil && head != one.sighting.head
        let ends = [
            last.kind == .conflict ? push(after: last.from) : nil, !one.sighting.stands || isOther ? one.at : nil,
        ].compactMap(\.self)
        return ends.min().flatMap { $0 <= one.at ? $0 : nil }
    }

    private func push(after moment: Int64) -> Int64? {
        events.first { ($0.kind == .commitPushed || $0.kind == .forcePushed) && $0.at > moment }?.at
    }

    /// Another commit is the newest, and nobody told when it came: the conflict is not known to stand any longer.
    private func left(_ head: String?, at moment: Int64) -> Int64? {
        guard let head, let newest = pullRequest.headCommit, head != newest else { return nil }
        return moment
    }
}
