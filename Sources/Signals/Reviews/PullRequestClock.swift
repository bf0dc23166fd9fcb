import Records

/// Where the time of one pull request went, from its events alone: the parts of HANDBOOK A6, rounds, and a timeline that
/// says for every second whose turn it was.
///
/// The same events give the same clock, in whatever order they arrived. What happened after the end of the timeframe is
/// not seen.
package struct PullRequestClock: Hashable, Sendable {
    /// A stretch of time in which it was the same people's turn for the same reason.
    package struct Span: Hashable, Sendable {
        package var from: Int64
        package var until: Int64
        package var turn: Turn
        /// Names of what stands in the way, where that decides it: failing checks, the branch, what comes first.
        package var about: [String]
        /// Whom a reviewer's turn waits for; empty for the team.
        package var asked: [Int32]
        /// Teams of the code host in whose place they stand; empty where they are asked by name.
        package var teams: [RecordKey] = []
        /// Seconds of it that those who are waited for worked; 0 where it is nobody's turn.
        package var working: Int64

        package var elapsed: Int64 { until - from }
        package var why: String { turn.why(about) }
    }

    package struct Review: Hashable, Sendable {
        /// Nil for an account that is gone.
        package var person: Int32?
        package var at: Int64
    }

    /// On both clocks, in seconds.
    package struct Wait: Hashable, Sendable {
        package var elapsed: Int64 = 0
        package var working: Int64 = 0
    }

    package struct Flags: OptionSet, Hashable, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let reviewedAsDraft = Flags(rawValue: 1)
        /// Reviewed after the merge and not before.
        package static let lateReview = Flags(rawValue: 2)
        package static let mergedWithoutReview = Flags(rawValue: 4)
        /// Two clocks disagree by five minutes or more; the part is left undefined.
        package static let clockSkew = Flags(rawValue: 8)
        /// The first commit is older than ninety days.
        package static let codingClipped = Flags(rawValue: 16)
        package static let takenOver = Flags(rawValue: 32)
    }

    package let pullRequest: RecordKey
    /// Place among the people; nil for an account that is gone.
    package let author: Int32?
    /// Opened by a human, or taken over by one.
    package let isHuman: Bool
    package let opened: Int64
    /// When its clock started: first ready for review, or taken over from a machine. Nil for one that has always been a draft.
    package let start: Int64?
    package let firstReview: Int64?
    /// When the required approvals held, and went on to hold until the merge or now.
    package let approved: Int64?
    package let firstApproval: Int64?
    package let firstRequest: Int64?
    package let merged: Int64?
    /// Closed without merging, and not opened again.
    package let closed: Int64?
    package let deployed: Int64?
    package let parts: PullRequestParts
    package let rounds: Int
    /// The first by each, in order; also those after the merge.
    package let reviews: [Review]
    package let lastHuman: Int64
    package let flags: Flags
    /// From the opening to the end, without a gap.
    package let timeline: [Span]
    /// How long it was the reviewers' turn before the first review, or has been so far.
    package let wait: Wait
    /// The same up to the moment in which the last request was taken back, unless somebody reviewed all the same.
    package let waitUntilWithdrawn: Wait?

    /// Until it was merged or closed, else now.
    package let end: Int64
    package var isOpen: Bool { merged == nil && closed == nil }
    package var turn: Turn { merged != nil ? .nobody(.merged) : closed != nil ? .nobody(.closed) : lastTurn }
    private let lastTurn: Turn
    private let lastAbout: [String]
    /// Names of what stands in the way now.
    package var about: [String] { isOpen ? lastAbout : [] }

    /// Nil for one that was not open yet.
    init?(_ history: PullRequestHistory, rules: ClockRules) {
        let steps = ClockSteps(history, until: rules.now)
        guard steps.opened <= rules.now else { return nil }
        let walk = steps.walked(history, rules)
        let request = history.pullRequest
        pullRequest = request.key
        author = walk.author
        isHuman = walk.isHuman
        opened = steps.opened
        let start = walk.ready.map { max($0, walk.takenOver ?? $0) }
        self.start = start
        firstReview = walk.firstReview
        approved = walk.approvedSince
        firstApproval = walk.firstApproval
        firstRequest = walk.firstRequest
        merged = walk.merged
        closed = walk.merged == nil && walk.isClosed ? walk.lastClosed : nil
        end = max(opened, merged ?? closed ?? rules.now)
        lastTurn = walk.turn
        lastAbout = walk.about
        deployed = walk.merged == nil ? nil : rules.deployed(request)
        rounds = walk.rounds
        reviews = walk.reviews
        lastHuman = walk.lastHuman
        timeline = walk.spans
        let (parts, flags) = PullRequestParts.of(
            walk, start: start, deployed: deployed, firstCommit: walk.takenOver ?? rules.firstCommit(of: history),
            knowsDeployments: rules.deployedAt != nil)
        self.parts = parts
        self.flags = flags
        let waited = { (until: Int64) in
            Self.wait(walk.spans, from: start, until: until, author: walk.author, hours: rules.hours)
        }
        wait = waited(walk.firstReview ?? end)
        waitUntilWithdrawn = walk.firstReview == nil ? walk.withdrawn.map(waited) : nil
    }

    private static func wait(
        _ spans: [Span], from start: Int64?, until: Int64, author: Int32?, hours: ReviewHours
    ) -> Wait {
        guard let start else { return Wait() }
        var wait = Wait()
        for span in spans where span.turn.party == .reviewer && span.from < until && start < span.until {
            let (from, to) = (max(span.from, start), min(span.until, until))
            wait.elapsed += to - from
            wait.working +=
                (from, to) == (span.from, span.until)
                ? span.working : hours.seconds(from: from, to: to, asked: span.asked, author: author)
        }
        return wait
    }

    /// Whole minutes of every turn; together they are the whole minutes from the opening to the end.
    package var minutes: [Turn: Int64] {
        var minutes: [Turn: Int64] = [:]
        for span in timeline {
            minutes[span.turn, default: 0] += (span.until - opened) / 60 - (span.from - opened) / 60
        }
        return minutes
    }
}
