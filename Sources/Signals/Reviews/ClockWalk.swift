import Records

/// One walk over a pull request's events, oldest first, keeping what the clock needs to know at each moment.
struct ClockWalk {
    let rules: ClockRules
    let required: Int

    private(set) var author: Int32?
    private(set) var isHuman: Bool
    /// When a human began to push to what a machine had opened.
    private(set) var takenOver: Int64?
    private(set) var opened: Int64
    private(set) var ready: Int64?
    private(set) var merged: Int64?
    private(set) var lastClosed: Int64?
    private(set) var spans: [PullRequestClock.Span] = []

    /// The first review by each, in order; also those after the merge.
    private(set) var reviews: [PullRequestClock.Review] = []
    private(set) var firstReview: Int64?
    private(set) var lateReview = false
    private(set) var firstApproval: Int64?
    /// Since when the required approvals have held without a break.
    private(set) var approvedSince: Int64?
    private(set) var firstRequest: Int64?
    private(set) var withdrawn: Int64?
    private(set) var rounds = 0
    private(set) var lastHuman: Int64
    private(set) var isDraft = false
    private(set) var isClosed = false

    private var pushedSinceReview = false
    private var holds: Set<String> = []
    private var obstacles: [Standing] = []
    /// Who was asked by name and has not answered.
    private var pending: [Int32] = []
    /// Teams of the code host that were asked, of whose people none has answered.
    private var pendingTeams: [RecordKey] = []
    private var approvals: [Int32] = []
    private var objections: [Int32] = []
    private var ball = Turn.reviewer(.firstReview)
    private var current: (turn: Turn, about: [String], asked: Asked, since: Int64)

    /// Whom a reviewer's turn waits for: people, and the teams in whose place they stand; neither for the team here.
    struct Asked: Hashable {
        var people: [Int32] = []
        var teams: [RecordKey] = []
    }

    /// What stands in the way, and its name; empty where that is not told.
    struct Standing: Hashable {
        let kind: PullRequestHistory.Obstacle.Kind
        let what: String
    }

    init(_ history: PullRequestHistory, _ steps: ClockSteps, isDraft: Bool, rules: ClockRules) {
        let request = history.pullRequest
        let opened = steps.opened
        self.rules = rules
        self.opened = opened
        required = max(1, history.requiredApprovals ?? rules.options.requiredApprovals)
        let author = rules.people.place(of: request.author ?? steps.opener)
        self.author = author
        isHuman = author.map(rules.people.isHuman) ?? true
        lastHuman = opened
        current = (.reviewer(.firstReview), [], Asked(), opened)
        self.isDraft = isDraft
        if !isDraft { ready = opened }
        if !request.labels.isEmpty, !steps.isLabelled {
            holds = Set(request.labels.filter(rules.isHold))
        }
        current = (turn, about, asked, opened)
    }

    mutating func take(_ event: PullRequestEvent) {
        let actor = rules.people.place(of: event.actor)
        let byHuman = actor.map(rules.people.isHuman) ?? true
        if byHuman, merged == nil { lastHuman = max(lastHuman, event.at) }
        switch event.kind {
        case .commitPushed, .forcePushed: push(event, by: actor, isHuman: byHuman)
        case .reviewed, .commented: speak(event, by: actor, isHuman: byHuman)
        case .reviewRequested: request(event, isHuman: byHuman)
        case .reviewRequestRemoved: withdraw(event)
        case .reviewDismissed: dismiss(rules.people.place(of: event.subject), at: event.at)
        case .readyForReview: leaveDraft(at: event.at)
        case .convertedToDraft: if merged == nil { isDraft = true }
        case .labeled: if let label = event.text, rules.isHold(label) { holds.insert(label) }
        case .unlabeled: if let label = event.text { holds.remove(label) }
        case .merged: if merged == nil { merged = event.at }
        case .closed:
            if merged == nil, !isClosed { (isClosed, lastClosed) = (true, event.at) }
        case .reopened: isClosed = false
        case .opened, .reverted: break
        }
        cut(at: event.at)
    }

    mutating func stand(_ obstacle: Standing, at moment: Int64) {
        obstacles.append(obstacle)
        cut(at: moment)
    }

    mutating func clear(_ obstacle: Standing, at moment: Int64) {
        if let place = obstacles.firstIndex(of: obstacle) { obstacles.remove(at: place) }
        cut(at: moment)
    }

    mutating func end(at moment: Int64) { close(at: moment) }

    /// Whose turn it is now, and who is meant; nobody in particular means the team.
    var turn: Turn {
        if merged != nil { return .nobody(.merged) }
        if isClosed { return .nobody(.closed) }
        if isDraft { return .nobody(.draft) }
        if !holds.isEmpty { return .nobody(.onHold) }
        guard !obstacles.isEmpty else { return ball }
        let kinds = Set(obstacles.map(\.kind))
        if kinds.contains(.dependency) { return .nobody(.dependency) }
        if kinds.contains(.release) { return .nobody(.release) }
        if kinds.contains(.conflict) { return .author(.conflict) }
        return .author(.failingCheck)
    }

    /// Names of what stands in the way, where that decides whose turn it is.
    var about: [String] {
        let kind: PullRequestHistory.Obstacle.Kind
        switch turn {
        case .nobody(.dependency): kind = .dependency
        case .nobody(.release): kind = .release
        case .author(.conflict): kind = .conflict
        case .author(.failingCheck): kind = .failingCheck
        default: return []
        }
        return Set(obstacles.filter { $0.kind == kind && !$0.what.isEmpty }.map(\.what)).sorted()
    }

    /// A team waits only as long as nobody in it has answered and nobody is asked by name.
    private var asked: Asked {
        guard turn.party == .reviewer else { return Asked() }
        let wanted = pending + objections.filter { !pending.contains($0) }
        if !wanted.isEmpty { return Asked(people: wanted.sorted()) }
        let members = Set(pendingTeams.flatMap(rules.people.asked)).filter { $0 != author }
        if !members.isEmpty { return Asked(people: members.sorted(), teams: pendingTeams.sorted()) }
        if case .reviewer(.moreApprovals) = ball { return Asked() }
        return Asked(people: reviews.compactMap(\.person).sorted())
    }

    private var isNobodyAsked: Bool { pending.isEmpty && pendingTeams.isEmpty }

    private var isApproved: Bool { approvals.count >= required }

    private mutating func push(_ event: PullRequestEvent, by actor: Int32?, isHuman byHuman: Bool) {
        if !isHuman, byHuman, let actor, merged == nil { takeOver(by: actor, at: event.at) }
        guard merged == nil, event.isSameChange != true else { return }
        if rules.options.pushDismissesApprovals { dismiss(nil, at: event.at) }
        let isReviewer = actor.map { person in reviews.contains { $0.person == person } } ?? false
        guard byHuman || actor == author, actor == author || !isReviewer else { return }
        pushedSinceReview = rounds > 0
        if case .author(let why) = ball, why != .approved { ball = .reviewer(.pushed) }
    }

    /// A human who pushes to what a machine opened has it from then on (HANDBOOK 0.5).
    mutating func takeOver(by person: Int32?, at moment: Int64) {
        (author, isHuman, takenOver) = (person, true, moment)
    }

    private mutating func speak(_ event: PullRequestEvent, by actor: Int32?, isHuman byHuman: Bool) {
        if actor == author {
            if ball == .author(.commented) { ball = .reviewer(.answered) }
            return
        }
        guard byHuman, rules.isReview(event) else { return }
        if !reviews.contains(where: { $0.person == actor && actor != nil }) {
            reviews.append(.init(person: actor, at: event.at))
        }
        guard merged == nil else {
            if firstReview == nil { lateReview = true }
            return
        }
        if firstReview == nil { firstReview = event.at }
        if rounds == 0 || pushedSinceReview { rounds += 1 }
        pushedSinceReview = false
        if let actor {
            pending.removeAll { $0 == actor }
            pendingTeams.removeAll { rules.people.asked($0).contains(actor) }
        }
        weigh(event, by: actor ?? Self.nobodyKnown)
    }

    private mutating func weigh(_ event: PullRequestEvent, by reviewer: Int32) {
        switch event.verdict {
        case .approved:
            objections.removeAll { $0 == reviewer }
            if !approvals.contains(reviewer) { approvals.append(reviewer) }
            firstApproval = firstApproval ?? event.at
        case .changesRequested:
            approvals.removeAll { $0 == reviewer }
            if reviewer != Self.nobodyKnown, !objections.contains(reviewer) { objections.append(reviewer) }
        case .commented, .dismissed, nil: break
        }
        count(at: event.at)
        if event.verdict == .changesRequested || event.verdict == .approved && !objections.isEmpty {
            ball = .author(.changesRequested)
        } else if isApproved, objections.isEmpty {
            ball = .author(.approved)
        } else if event.verdict == .approved {
            ball = .reviewer(.moreApprovals)
        } else if ball != .author(.changesRequested) {
            ball = .author(.commented)
        }
    }

    /// Whoever reviewed from an account that is gone.
    private static let nobodyKnown: Int32 = -1

    private mutating func request(_ event: PullRequestEvent, isHuman byHuman: Bool) {
        let asked = rules.people.asked(event.subject).filter { $0 != author }
        guard !asked.isEmpty, merged == nil else { return }
        if let team = event.subject, rules.people.members(ofTeam: team) != nil {
            if !pendingTeams.contains(team) { pendingTeams.append(team) }
        } else {
            for person in asked where !pending.contains(person) { pending.append(person) }
        }
        firstRequest = firstRequest ?? event.at
        withdrawn = nil
        if byHuman, firstReview != nil { ball = .reviewer(.asked) }
    }

    private mutating func withdraw(_ event: PullRequestEvent) {
        if let team = event.subject, rules.people.members(ofTeam: team) != nil {
            pendingTeams.removeAll { $0 == team }
        } else {
            let asked = rules.people.asked(event.subject)
            pending.removeAll(where: asked.contains)
        }
        if isNobodyAsked, firstReview == nil, firstRequest != nil, merged == nil { withdrawn = withdrawn ?? event.at }
        if isNobodyAsked, ball == .reviewer(.asked), isApproved { ball = .author(.approved) }
    }

    /// - Parameter reviewer: nil for all of them.
    private mutating func dismiss(_ reviewer: Int32?, at moment: Int64) {
        guard merged == nil, !approvals.isEmpty || !objections.isEmpty else { return }
        let had = (approvals.count, objections.count)
        if let reviewer {
            approvals.removeAll { $0 == reviewer }
            objections.removeAll { $0 == reviewer }
        } else {
            approvals = []
        }
        count(at: moment)
        guard had != (approvals.count, objections.count) else { return }
        if isApproved, objections.isEmpty {
            ball = .author(.approved)
        } else if objections.isEmpty {
            ball = .reviewer(.dismissed)
        }
    }

    private mutating func count(at moment: Int64) {
        approvedSince = isApproved ? approvedSince ?? moment : nil
    }

    private mutating func leaveDraft(at moment: Int64) {
        guard merged == nil, isDraft else { return }
        isDraft = false
        if ready == nil {
            ready = moment
        } else if case .author(let why) = ball, why != .approved {
            ball = .reviewer(.readyAgain)
        }
    }

    private mutating func cut(at moment: Int64) {
        let next = (turn: turn, about: about, asked: asked)
        if next == (current.turn, current.about, current.asked) { return }
        close(at: moment)
        current = (next.turn, next.about, next.asked, max(moment, current.since))
    }

    private mutating func close(at moment: Int64) {
        guard moment > current.since else { return }
        let (from, party) = (current.since, current.turn.party)
        let working: Int64 =
            switch party {
            case .author: rules.hours.seconds(from: from, to: moment, author: author)
            case .reviewer: rules.hours.seconds(from: from, to: moment, asked: current.asked.people, author: author)
            case .nobody: 0
            }
        spans.append(
            .init(
                from: from, until: moment, turn: current.turn, about: current.about, asked: current.asked.people,
                teams: current.asked.teams, working: working))
        current.since = moment
    }
}
