import Records

/// A history's events as a clock walks them: with what the record itself tells where an event is missing, and with the
/// beginnings and ends of obstacles between them.
struct ClockSteps {
    let opened: Int64
    private let isDraft: Bool
    private let events: [PullRequestEvent]
    private let until: Int64

    let isLabelled: Bool
    let opener: RecordKey?

    init(_ history: PullRequestHistory, until now: Int64) {
        let request = history.pullRequest
        let seen = Seen(history.events)
        let opening = seen.opening.map { history.events[$0] }
        opened = opening?.at ?? request.createdAt
        opener = opening?.actor
        isLabelled = seen.isLabelled
        until = now
        // What came first tells how it was opened, where the host does not say.
        switch seen.firstToggle {
        case .readyForReview?: isDraft = true
        case .convertedToDraft?: isDraft = opening?.isDraft ?? false
        default: isDraft = opening?.isDraft ?? request.isDraft
        }
        let events = Self.completed(history, seen)
        self.events = seen.hasOpenDismissal ? Self.settled(events) : events
    }

    /// What one look at all events tells; most clocks need no other before their walk.
    private struct Seen {
        var opening: Int?
        var firstToggle: PullRequestEvent.Kind?
        var isMerged = false
        var isClosed = false
        var isLabelled = false
        /// A dismissal that does not say whose review it ended, or that says what the review had been.
        var hasOpenDismissal = false

        init(_ events: [PullRequestEvent]) {
            for place in events.indices {
                switch events[place].kind {
                case .opened: opening = opening ?? place
                case .readyForReview: firstToggle = firstToggle ?? .readyForReview
                case .convertedToDraft: firstToggle = firstToggle ?? .convertedToDraft
                case .merged: isMerged = true
                case .closed: isClosed = true
                case .reopened: isClosed = false
                case .labeled: isLabelled = true
                case .reviewDismissed:
                    if events[place].subject == nil || events[place].verdict != nil { hasOpenDismissal = true }
                default: break
                }
            }
        }
    }

    /// Sources without events still know when a pull request was merged or closed.
    private static func completed(_ history: PullRequestHistory, _ seen: Seen) -> [PullRequestEvent] {
        let request = history.pullRequest
        var missing: [PullRequestEvent] = []
        if let at = request.mergedAt, !seen.isMerged {
            missing.append(event(.merged, at, of: request, by: request.mergedBy))
        }
        if request.state == .closed, let at = request.closedAt, !seen.isClosed {
            missing.append(event(.closed, at, of: request, by: nil))
        }
        if missing.isEmpty { return history.events }
        return (history.events + missing).sorted(by: PullRequestEvent.isBefore)
    }

    /// A host may show a review that no longer counts as dismissed from its beginning, and not say whose review a
    /// dismissal ended. What the review had said then stands with the dismissal.
    private static func settled(_ events: [PullRequestEvent]) -> [PullRequestEvent] {
        var (settled, open) = (events, [Int]())
        for (place, event) in events.enumerated() {
            if event.kind == .reviewed, event.verdict == .dismissed { open.append(place) }
            guard event.kind == .reviewDismissed else { continue }
            let own = open.lastIndex { event.subject == nil || events[$0].actor == event.subject }
            guard let own else { continue }
            let review = open.remove(at: own)
            settled[place].subject = events[review].actor
            settled[review].verdict = event.verdict == .changesRequested ? .changesRequested : .approved
        }
        return settled
    }

    private static func event(
        _ kind: PullRequestEvent.Kind, _ at: Int64, of request: PullRequest, by actor: RecordKey?
    ) -> PullRequestEvent {
        PullRequestEvent(
            key: request.key.other(.pullRequestEvent, "\(request.key.id)/\(kind.rawValue)"),
            pullRequest: request.key, kind: kind, at: at, actor: actor)
    }

    func walked(_ history: PullRequestHistory, _ rules: ClockRules) -> ClockWalk {
        var walk = ClockWalk(history, self, isDraft: isDraft, rules: rules)
        var marks = marks(history)[...]
        var takeOver = walk.isHuman ? nil : takeOver(history, rules)
        for event in events where event.at <= until {
            if let found = takeOver, found.at <= event.at {
                if !walk.isHuman, walk.merged == nil { walk.takeOver(by: found.person, at: found.at) }
                takeOver = nil
            }
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

    /// The first commit that a human added to what a machine had opened, for hosts that do not tell who pushed.
    private func takeOver(_ history: PullRequestHistory, _ rules: ClockRules) -> (person: Int32?, at: Int64)? {
        let own = history.commits.filter { commit in
            let signature = Signature(name: commit.authorName, email: commit.authorEmail)
            return commit.parents ?? 1 < 2 && (commit.committedAt ?? commit.authoredAt) > opened
                && Person.Kind(lookingAt: signature) == .human
        }
        let first = own.min {
            ($0.committedAt ?? $0.authoredAt, $0.commit) < ($1.committedAt ?? $1.authoredAt, $1.commit)
        }
        return first.map { (rules.people.place(ofEmail: $0.authorEmail), $0.committedAt ?? $0.authoredAt) }
    }

    private struct Mark {
        let at: Int64
        let obstacle: ClockWalk.Standing
        let begins: Bool

        func apply(_ walk: inout ClockWalk) {
            if begins { walk.stand(obstacle, at: at) } else { walk.clear(obstacle, at: at) }
        }
    }

    private func marks(_ history: PullRequestHistory) -> [Mark] {
        if history.obstacles.isEmpty { return [] }
        var marks: [Mark] = []
        for obstacle in history.obstacles where obstacle.from <= until && obstacle.until ?? .max > obstacle.from {
            let standing = ClockWalk.Standing(kind: obstacle.kind, what: obstacle.what ?? "")
            marks.append(Mark(at: obstacle.from, obstacle: standing, begins: true))
            if let end = obstacle.until, end <= until {
                marks.append(Mark(at: end, obstacle: standing, begins: false))
            }
        }
        return marks.sorted {
            ($0.at, $0.begins ? 1 : 0, $0.obstacle.kind.rawValue, $0.obstacle.what)
                < ($1.at, $1.begins ? 1 : 0, $1.obstacle.kind.rawValue, $1.obstacle.what)
        }
    }
}
