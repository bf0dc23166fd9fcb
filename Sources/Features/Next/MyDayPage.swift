import Interface
import Records
import Signals

/// The signed-in reader's Today: what to do next, what the team might talk about, and its numbers.
struct MyDayPage: Page {
    let day: OwnDay
    /// The team that is shown, of those the reader belongs to; nil where they belong to none.
    let team: Team?
    /// The team's; nil where nothing was measured yet.
    let readings: DeliveryReadings?
    /// The repositories that are read from git.
    let repositories: [Repository]
    /// What the code of the team's repositories tells, the weightiest first.
    let codeFindings: [CodeFinding]
    let views: [ShownView]
    /// What the team, or everybody, wants to talk about.
    let topics: [TeamAction]
    /// Who looked at the list of what waits, on which day; about the reader alone.
    let openings: [Opening]
    let showsAll: Bool
    /// When the reader's feed address was made; nil where there is none.
    let feedMadeAt: Int64?
    /// The address itself, on the one page after it was made.
    let newFeed: String?
    let formToken: String
    let now: Int64

    static let few = 3

    /// Something worth talking about that a git history told.
    struct CodeFinding: Sendable {
        let finding: Measurement.Finding
        /// The page of the signal that found it.
        let explain: Link
    }

    /// A lead looked at a list on which the reader stood.
    struct Opening: Hashable, Sendable {
        let viewer: String
        let team: String
        let day: CivilDay
    }

    private var things: [NextThing] { day.next.things }

    var title: String {
        let late = day.next.overdueCount(at: now)
        if things.isEmpty { return "Nothing waits for you" }
        let waiting = "\(Wording.count(things.count, "thing waits", "things wait")) for you"
        return Wording.capitalised(late == 0 ? waiting : "\(waiting), \(Wording.number(late)) past the agreed time")
    }
    var room: Room.ID? { "today" }

    var content: HTML {
        """
        \(PageHead(title, lead: lead, beside: teamChoice))
        <div class="two"><section aria-labelledby="next"><h2 id="next">\(nextTitle)</h2>\(list)\(awaited)\(hours)</section>
        <div class="stack"><section aria-labelledby="talk"><h2 id="talk">Worth talking about</h2>\(findings)\(topicList)</section></div></div>
        \(signals)\(SavedViewList(views: views))\(elsewhere)\(seenBy)\(feeds)
        """
    }

    private var lead: HTML {
        guard let team else {
            return "You belong to no team yet, so that only what waits for you by name is shown."
        }
        let leads = day.teams.first { $0.team.name == team.name }?.role == .lead
        return """
            \(Link.team(team.name).anchor(team.title)), \(DeliveryChoice.Span.weeks.title.lowercased()) to \(Days.long(now)). \
            \(when(leads, "You lead it: \(Link.waiting(team.name).anchor("what waits for whom")). "))\(Tag(Lens.work))
            """
    }

    private var teamChoice: HTML {
        guard day.teams.count > 1, let team else { return .empty }
        let options = day.teams.map { Interface.Link($0.team.title, to: Link.myDay.with("team", $0.team.name).path) }
        return Choice("Team", options: options, current: team.title).html
    }

    private var nextTitle: String {
        switch things.count {
        case 0: "Next"
        case 1: "Your next one"
        case 2: "Your next two"
        default: showsAll ? "All that waits, in order" : "Your next three"
        }
    }

    private var list: HTML {
        guard !things.isEmpty else {
            return """
                <p>No pull request that Tutti knows of waits for you, and no round takes answers. \(claimHint)</p>
                """
        }
        let shown = showsAll ? things[...] : things.prefix(Self.few)
        let rest = things.count - shown.count
        return """
            \(NextList(shown.map(item)))\
            \(when(rest > 0, "<p class=\"form__end\">\(Link.myDay.with("team", team?.name).with("all", "1").anchor("\(Wording.capitalised(Wording.number(rest))) more"))</p>"))
            \(Details("How this order came about", content: Self.order))
            """
    }

    private var claimHint: HTML {
        "If something should stand here, \(Link.accounts.anchor("say which accounts are yours"))."
    }

    private static let order: HTML = """
        <p>First what is due, soonest first, since others wait for it under the team’s review agreement; its clock runs in \
        the working time of those who are asked. Then your own pull requests that may be merged, which takes a minute and \
        ends a wait. Then those that wait for your answer, the longest first; then what anybody of the team may take; then \
        rounds by their end.</p>
        """

    private func item(_ thing: NextThing) -> NextList.Item {
        let due = NextWords.due(thing, now: now)
        return NextList.Item(
            Interface.Link(thing.title, to: thing.url), due: due.text, isLate: due.isLate,
            why: "\(thing.place) · \(thing.why)\(NextWords.since(thing, now: now))", verb: thing.kind.verb,
            more: when(thing.others) { OtherReviewersLine(others: $0, isOwn: true, formToken: formToken).html })
    }

    private var awaited: HTML {
        guard let awaited = day.next.awaited else { return .empty }
        return """
            <h3>You wait for a review of</h3><ul class="plain">\(each(awaited, row))</ul>
            """
    }

    private func row(_ awaited: AwaitedReview) -> HTML {
        let who = awaited.waitsFor.isEmpty ? "anybody of the team" : Wording.list(awaited.waitsFor)
        return """
            <li>\(Interface.Link(awaited.title, to: awaited.url)) <span class="quiet">\(name(awaited.place)), by \(name(who))</span>\
            \(when(awaited.others) { OtherReviewersLine(others: $0, isOwn: false, formToken: formToken).html })</li>
            """
    }

    private var hours: HTML {
        guard let period = day.calendar.period(on: CivilDay(now)) else { return .empty }
        let words = period.hours.text.isEmpty ? "none" : period.hours.text
        return """
            <p class="quiet">Working hours: \(words), \(period.clock.name)\(day.usesUsualHours ? ", as your team has them" : ""). \
            Nothing is sent to you outside them. \(Link.hours.anchor("Change them"))</p>
            """
    }

    private var findings: HTML {
        let flow = (readings?.signals ?? []).compactMap { signal, measurement in
            measurement.finding.map {
                CodeFinding(
                    finding: $0, explain: Link.deliverySignal(signal.id, within: DeliveryChoice(team: team?.name)))
            }
        }
        let found = (flow + codeFindings).sorted {
            ($1.finding.weight, $0.explain.path) < ($0.finding.weight, $1.explain.path)
        }
        let told =
            found.isEmpty && readings != nil
            ? "<p>None of the team’s numbers asks for a talk.</p>"
            : each(found.prefix(3)) { Interface.Finding($0.finding, link: $0.explain.anchor("Explain")).html }
        return readings == nil ? "\(told)\(noReadings)" : told
    }

    private var topicList: HTML {
        """
        \(when(!topics.isEmpty, "<ul class=\"plain\">\(each(topics.prefix(5)) { "<li>\(name($0.title))</li>" })</ul>"))\
        <p>\(Link.actions.anchor(topics.isEmpty ? "Topics and actions" : "All topics and actions"))</p>
        """
    }

    private var noReadings: HTML {
        """
        <p>How the work flows, from a pull request to production, GitHub, GitLab or a pipeline would show: \
        \(Link.connections.anchor("connect one")).</p>
        """
    }

    private static let cards = [
        "first-review", "review-agreement", "change-lead-time", "work-in-progress", "throughput", "change-fail-rate",
    ]

    private var signals: HTML {
        guard let readings else { return .empty }
        let chosen = readings.signals.filter { Self.cards.contains($0.signal.id) }
        guard !chosen.isEmpty else { return .empty }
        return """
            <section aria-labelledby="signals"><h2 id="signals">Signals</h2><div class="grid">\
            \(each(chosen) { DeliveryCard(id: $0.signal.id, readings: readings).html })</div>\
            <p>\(Link.deliveries.within(readings.choice).anchor("All about how the work flows"))</p></section>
            """
    }

    private var elsewhere: HTML {
        guard !repositories.isEmpty else { return .empty }
        return """
            <section aria-labelledby="code"><h2 id="code">What the code tells</h2><ul class="plain">\
            \(each(repositories.prefix(12)) { "<li>\(Link.today($0.id).anchor($0.name))</li>" })</ul></section>
            """
    }

    private var seenBy: HTML {
        guard !openings.isEmpty else { return .empty }
        return """
            <section aria-labelledby="seen"><h2 id="seen">Who looked</h2>\
            <p>These leads opened the list of what waits for whom while you stood on it. You see the same list.</p>\
            <ul class="plain">\(each(openings.prefix(10)) { one in
                "<li>\(one.viewer), \(Days.long(one.day)), \(Link.waiting(one.team).anchor("what waits in \(one.team)"))</li>"
            })</ul></section>
            """
    }

    private var feeds: HTML {
        FeedSection(madeAt: feedMadeAt, new: newFeed, formToken: formToken).html
    }
}

/// How long there is, and how long it has waited, in few words.
enum NextWords {
    static func due(_ thing: NextThing, now: Int64) -> (text: String, isLate: Bool) {
        guard let due = thing.due else { return ("", false) }
        if due <= now { return (thing.kind == .pulse ? "closing" : "overdue", thing.kind != .pulse) }
        let left = thing.secondsLeft ?? due - now
        if thing.kind == .pulse { return (due - now < Timeframe.day ? "today" : "\(length(due - now)) left", false) }
        return ("\(length(left)) left", left < 3600)
    }

    static func since(_ thing: NextThing, now: Int64) -> String {
        thing.kind == .pulse || thing.since >= now ? "" : ", since \(Days.minute(thing.since)) UTC"
    }

    /// "40 min", "5 h", "3 d".
    static func length(_ seconds: Int64) -> String {
        switch seconds {
        case ..<3600: "\(max(seconds, 0) / 60) min"
        case ..<(2 * Timeframe.day): "\(seconds / 3600) h"
        default: "\(seconds / Timeframe.day) d"
        }
    }
}
