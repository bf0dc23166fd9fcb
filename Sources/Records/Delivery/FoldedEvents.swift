extension PullRequestEvent {
    /// Happenings, each once (HANDBOOK 0.4): a number is a function of what happened, not of how often it was told.
    ///
    /// A code host tells of one happening in several places, whose clocks may be seconds apart: an approval as a review and
    /// in the timeline. Two events that say the same of the same, within a minute and with nothing against it in between,
    /// are one. It happened when it was told of first; what only the other knows is kept.
    ///
    /// - Parameter told: of one pull request, in any order.
    /// - Returns: oldest first.
    package static func happenings(toldBy told: [PullRequestEvent]) -> [PullRequestEvent] {
        let events = PullRequestHistory.inOrder(told)
        guard mayRepeat(events) else { return events }
        var folded: [PullRequestEvent] = []
        var last: [Matter: Int] = [:]
        for event in events {
            guard let matter = Matter(event) else {
                folded.append(event)
                continue
            }
            if let place = last[matter], folded[place].isTold(againBy: event) {
                folded[place].learn(from: event)
            } else {
                last[matter] = folded.count
                folded.append(event)
            }
        }
        return folded
    }

    /// Two machines that tell of one happening do not differ by more, in seconds.
    static let retelling: Int64 = 60

    /// Most histories have no two events of a kind within a minute.
    private static func mayRepeat(_ events: [PullRequestEvent]) -> Bool {
        for place in events.indices {
            var earlier = place - 1
            while earlier >= 0, events[place].at - events[earlier].at <= retelling {
                if events[earlier].kind == events[place].kind { return true }
                earlier -= 1
            }
        }
        return false
    }

    /// What an event is about: whatever else happens to it undoes or repeats the event.
    private struct Matter: Hashable {
        enum Side: Hashable { case opening, draft, state, request, review, comment, label, push, revert }

        var side: Side
        var who: RecordKey?
        var what: String?

        /// Nil for what may well happen twice, or cannot be told from another.
        init?(_ event: PullRequestEvent) {
            switch event.kind {
            case .opened: side = .opening
            case .readyForReview, .convertedToDraft: side = .draft
            case .merged, .closed, .reopened: side = .state
            case .reviewRequested, .reviewRequestRemoved:
                guard let subject = event.subject else { return nil }
                (side, who) = (.request, subject)
            case .reviewed, .reviewDismissed:
                guard let reviewer = event.kind == .reviewed ? event.actor : event.subject else { return nil }
                (side, who) = (.review, reviewer)
            case .commented:
                guard let actor = event.actor, let text = event.text, !text.isEmpty else { return nil }
                (side, who, what) = (.comment, actor, text)
            case .labeled, .unlabeled:
                guard let label = event.text else { return nil }
                (side, what) = (.label, label)
            case .commitPushed, .forcePushed, .reverted:
                // Some places shorten a commit's name to eight digits.
                guard let commit = event.commit, commit.utf8.count >= 7 else { return nil }
                (side, what) = (event.kind == .reverted ? .revert : .push, String(commit.prefix(7)))
            }
        }
    }

    private func isTold(againBy other: PullRequestEvent) -> Bool {
        guard other.kind == kind, other.at - at <= Self.retelling, verdict == other.verdict else { return false }
        return Self.agree(actor, other.actor) && Self.agree(subject, other.subject)
            && Self.agreeOnStart(commit, other.commit) && Self.agree(text?.nonEmpty, other.text?.nonEmpty)
    }

    private static func agree<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
        one == nil || other == nil || one == other
    }

    private static func agreeOnStart(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return true }
        return one.hasPrefix(other) || other.hasPrefix(one)
    }

    private mutating func learn(from other: PullRequestEvent) {
        actor = actor ?? other.actor
        subject = subject ?? other.subject
        isDraft = isDraft ?? other.isDraft
        isSameChange = isSameChange ?? other.isSameChange
        lineComments = [lineComments, other.lineComments].compactMap(\.self).max()
        if text?.nonEmpty == nil { text = other.text }
        if other.commit?.utf8.count ?? 0 > commit?.utf8.count ?? 0 { commit = other.commit }
    }
}
