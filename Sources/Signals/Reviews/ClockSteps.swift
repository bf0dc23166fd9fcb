import Records

/// A history's events as a clock walks them: with what the record itself tells where an event is missing, and with the
/// beginnings and ends of obstacles between them.
struct ClockSteps {
    let opened: Int64
    private let isDraft: Bool
    private let events: [PullRequestEvent]
    private let until: Int64

    init(_ history: PullRequestHistory, until now: Int64) {
        let request = history.pullRequest
        let opening = history.events.first { $0.kind == .opened }
        opened = opening?.at ?? request.createdAt
        until = now
        // What came first tells how it was opened, where the host does not say.
        let toggle = history.events.first { $0.kind == .readyForReview || $0.kind == .convertedToDraft }
        switch toggle?.kind {
        case .readyForReview?: isDraft = true
        case .convertedToDraft?: isDraft = opening?.isDraft ?? false
        default: isDraft = opening?.isDraft ?? request.isDraft
        }
        events = Self.completed(history)
    }

    /// Sources without events still know when a pull request was merged or closed.
    private static func completed(_ history: PullRequestHistory) -> [PullRequestEvent] {
        let request = history.pullRequest
        var missing: [PullRequestEvent] = []
        if let at = request.mergedAt, !history.events.contains(where: { $0.kind == .merged }) {
            missing.append(event(.merged, at, of: request, by: request.mergedBy))
        }
        if request.state == .closed, let at = request.closedAt,
            history.events.last(where: { $0.kind == .closed || $0.kind == .reopened })?.kind != .closed
        {
            missing.append(event(.closed, at, of: request, by: nil))
        }
        if missing.isEmpty { return history.events }
        return (history.events + missing).sorted(by: PullRequestEvent.isBefore)
    }

    private static func event(
        _ kind: PullRequestEvent.Kind, _ at: Int64, of request: PullRequest, by actor: RecordKey?
    ) -> PullRequestEvent {
        PullRequestEvent(
            key: request.key.other(.pullRequestEvent, "\(request.key.id)/\(kind.rawValue)"),
            pullRequest: request.key, kind: kind, at: at, actor: actor)
    }

    func walked(_ history: PullRequestHistory, _ rules: ClockRules) -> ClockWalk {
        var walk = ClockWalk(history, opened: opened, isDraft: isDraft, rules: rules)
        var marks = marks(history)[...]
        for event in events where event.at <= until {
            while let mark = marks.first, mark.at <= event.at {
                mark.apply(&walk)
                marks.removeFirst()
            }
            walk.take(event)
        }
        for mark in marks { mark.apply(&walk) }
        walk.end(at: walk.merged ?? (walk.isClosed ? walk.lastClosed ?? until : until))
        return walk
    }

    private struct Mark {
        let at: Int64
        let kind: PullRequestHistory.Obstacle.Kind
        let begins: Bool

        func apply(_ walk: inout ClockWalk) {
            if begins { walk.stand(kind, at: at) } else { walk.clear(kind, at: at) }
        }
    }

    private func marks(_ history: PullRequestHistory) -> [Mark] {
        if history.obstacles.isEmpty { return [] }
        var marks: [Mark] = []
        for obstacle in history.obstacles where obstacle.from <= until && obstacle.until ?? .max > obstacle.from {
            marks.append(Mark(at: obstacle.from, kind: obstacle.kind, begins: true))
            if let end = obstacle.until, end <= until {
                marks.append(Mark(at: end, kind: obstacle.kind, begins: false))
            }
        }
        return marks.sorted {
            ($0.at, $0.begins ? 1 : 0, $0.kind.rawValue) < ($1.at, $1.begins ? 1 : 0, $1.kind.rawValue)
        }
    }
}
