import Interface
import Records
import Signals

/// One pull request: whose turn it is, and a timeline that accounts for every minute.
struct PullRequestPage: Page {
    let request: PullRequest
    let repository: String
    let clock: PullRequestClock
    /// Nil where it is no longer open.
    let turn: WhoseTurn?
    let people: DeliveryPeople
    let teams: HostTeams
    let agreement: ReviewAgreement
    let choice: DeliveryChoice
    let now: Int64
    let overlaps: [OpenPullRequest.Overlap]
    let namesPeople: Bool

    var title: String { request.title.isEmpty ? "\(repository) #\(request.number)" : request.title }
    var room: Room.ID? { "delivery" }

    var content: HTML {
        """
        \(PageHead(title, lead: lead, above: above.html))
        <section aria-labelledby="turn"><h2 id="turn">\(headline)</h2>\(state)</section>
        \(when(!overlaps.isEmpty, alike))
        \(minutes)
        <section aria-labelledby="timeline"><h2 id="timeline">Every minute, and whose it was</h2>\(timeline)</section>
        <section aria-labelledby="parts"><h2 id="parts">The parts of its time</h2>\(parts)</section>
        """
    }

    private var above: Breadcrumb {
        Breadcrumb(
            [
                Link.deliveries.within(choice).anchor("Delivery"),
                Link.delivery(.reviews, within: choice).anchor(DeliveryView.reviews.title),
            ], current: "\(repository) #\(request.number)")
    }

    private var lead: HTML {
        let size = request.additions.flatMap { added in
            request.deletions.map { "\(Format.number(added)) lines added, \(Format.number($0)) deleted. " }
        }
        let host = when(request.url) { link("Open it at the code host", to: $0) }
        return "\(name(repository)) #\(request.number), opened \(Days.minute(clock.opened)) UTC. \(size ?? "")\(host)"
    }

    private var headline: String {
        guard let turn else { return clock.merged == nil ? "It was closed without merging" : "It is merged" }
        return switch turn.turn.party {
        case .author: "It is the author's turn: \(turn.why)"
        case .reviewer: "It is the reviewers' turn: \(turn.why)"
        case .nobody: "It is nobody's turn: \(turn.why)"
        }
    }

    private var state: HTML {
        guard let turn else {
            return "<p>After \(QueueWords.span(clock.end - clock.opened)), \(Days.minute(clock.end)) UTC.</p>"
        }
        let waiting =
            turn.teams.isEmpty
            ? turn.people.compactMap { people.place(of: $0) }.compactMap(nameable)
            : teams.mentions(turn.teams).map { "anybody of \($0)" }
        let who = !turn.isTeam && !waiting.isEmpty ? " It waits for \(Wording.list(waiting))." : ""
        let hours =
            turn.usesUsualHours
            ? " Somebody who was asked has set no working hours: the team's usual ones stand in." : ""
        return """
            <p>Since \(Days.minute(turn.since)) UTC: \(QueueWords.span(turn.wait.elapsed)) as the sun goes, \
            \(QueueWords.working(turn.wait.working)) of working time.\(who)\(hours)</p>\(when(turn.due) { due($0, turn.isOverdue) })\(others(turn))
            """
    }

    /// The team's own page says who else could review it.
    private func others(_ turn: WhoseTurn) -> HTML {
        guard turn.turn.party == .reviewer, let team = choice.team else { return .empty }
        return "<p>\(Link.reviewers(request.key, in: team).anchor("Who else could review it"))</p>"
    }

    private func due(_ due: Int64, _ isOver: Bool) -> HTML {
        let clock = agreement.clock == .working ? "working hours" : "hours"
        return """
            <p>The team agreed to answer within \(Format.number(agreement.hours)) \(clock): by \(Days.minute(due)) UTC.\
            \(when(isOver, " \(Tag("overdue", .bad))"))</p>
            """
    }

    private static let filesShown = 5

    private var alike: HTML {
        """
        <section aria-labelledby="alike"><h2 id="alike">\(Wording.capitalised(Wording.count(overlaps.count, "other", "others"))) \
        \(overlaps.count == 1 ? "changes" : "change") the same files</h2>\
        <p>Open at the same time, by others, into the same branch: a word now costs less than a conflict later.</p>\
        <ul class="plain source">\(each(overlaps) { one in
            "<li>\(Link.pullRequest(one.key, within: choice).anchor(one.title.isEmpty ? "Without a title" : one.title)) <span class=\"quiet\">#\(one.number)</span><br>\(files(one))</li>"
        })</ul></section>
        """
    }

    private func files(_ overlap: OpenPullRequest.Overlap) -> HTML {
        let rest = overlap.files.count - Self.filesShown
        return """
            \(each(overlap.files.prefix(Self.filesShown), between: ", ") { "<code>\(name($0))</code>" })\(when(rest > 0, " and \(Format.number(rest)) more"))
            """
    }

    /// By turn, the longest first. Together they are the whole time.
    private var minutes: HTML {
        let all = clock.minutes.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }
        let total = all.reduce(0) { $0 + $1.value }
        return BarChart(
            ChartCaption(
                all.first.map { "Most of its time: \($0.key.why)" } ?? "Its time",
                description: """
                    Hours by whose turn it was and why, nights and weekends included. Together \(QueueWords.span(total * 60)), from the \
                    opening to \(turn == nil ? "the end" : "now"): no minute is missing, and none counts twice.
                    """),
            things: "Turn", bars: all.map { .init("\(Self.party($0.key)): \($0.key.why)", Double($0.value) / 60) },
            axis: Axis("Hours")
        ).html
    }

    private static func party(_ turn: Turn) -> String {
        switch turn.party {
        case .author: "Author"
        case .reviewer: "Reviewers"
        case .nobody: "Nobody"
        }
    }

    private var timeline: Table {
        Table(
            "Every minute from the opening on",
            columns: [
                .text("From"), .text("Until"), .text("Whose turn"), .text("Why"), .number("Elapsed"),
                .number("Working time"),
            ],
            rows: clock.timeline.map { span in
                [
                    HTML(Days.minute(span.from)), HTML(Days.minute(span.until)), HTML(who(span)),
                    HTML(Wording.capitalised(span.why)), HTML(QueueWords.span(span.elapsed)),
                    HTML(span.turn.party == .nobody ? "–" : QueueWords.working(span.working)),
                ]
            })
    }

    private func who(_ span: PullRequestClock.Span) -> String {
        switch span.turn.party {
        case .nobody: return "nobody's"
        case .author: return clock.author.flatMap(nameable) ?? "the author"
        case .reviewer:
            if span.asked.isEmpty { return "the team" }
            if !span.teams.isEmpty { return Wording.list(teams.mentions(span.teams)) }
            let names = span.asked.compactMap(nameable)
            return names.isEmpty ? Wording.count(span.asked.count, "reviewer", "reviewers") : Wording.list(names)
        }
    }

    /// Nil for readers from outside the team, and of somebody who objected.
    private func nameable(_ place: Int32) -> String? {
        let person = people.people[Int(place)]
        return namesPeople && person.kind != .withheld ? person.name : nil
    }

    private var parts: DefinitionList {
        let known = PullRequestParts.Part.allCases.filter { $0 != .deploy }.map { part in
            (
                name: Wording.capitalised(part.rawValue),
                value: HTML(
                    clock.parts[part].map(QueueWords.span)
                        ?? "unknown: \(clock.parts.absent[part]?.rawValue ?? "not there yet")")
            )
        }
        return DefinitionList(
            known + [
                ("Review rounds", HTML("\(clock.rounds)")), ("People who reviewed", HTML("\(clock.reviews.count)")),
            ])
    }
}
