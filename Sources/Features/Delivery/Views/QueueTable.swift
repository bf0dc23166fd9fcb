import Interface
import Records
import Signals

/// What is open, by what is due: whose turn it is, why, and for how long on both clocks.
struct QueueTable: Component {
    let readings: DeliveryReadings
    let namesPeople: Bool
    let most: Int

    var html: HTML { table.html }

    var table: Table {
        Table(
            "Open pull requests, first what is due first",
            columns: [
                .text("Pull request"), .text("Answer due"), .text("Whose turn"), .text("Why"), .number("Elapsed"),
                .number("Working time"),
            ],
            rows: readings.open.prefix(most).map(row), none: "No pull request is open."
        )
    }

    private func row(_ request: OpenPullRequest) -> [HTML] {
        [
            """
            <a href="\(href: Link.pullRequest(request.key, within: readings.choice).path)">\(name(request.title.isEmpty ? "Without a title" : request.title))</a> \
            <span class="quiet">\(name("\(request.repository) #\(request.number)"))</span>\(when(request.isDraft, " \(Tag("draft"))"))
            """,
            due(request), HTML(QueueWords.turn(request, namesPeople: namesPeople)), HTML(request.why),
            HTML(QueueWords.span(request.waitedElapsed)), HTML(QueueWords.working(request.waitedWorking)),
        ]
    }

    private func due(_ request: OpenPullRequest) -> HTML {
        guard let due = request.due else { return "–" }
        let isOver = request.isOverdue(at: readings.timeframe.end)
        return "\(Days.minute(due)) UTC\(when(isOver, " \(Tag("overdue", .bad))"))"
    }
}

extension OpenPullRequest {
    func isOverdue(at now: Int64) -> Bool { due.map { $0 < now } ?? false }
}

/// Words about whose turn it is.
enum QueueWords {
    /// - Parameter namesPeople: else they are told of by what they do.
    static func turn(_ request: OpenPullRequest, namesPeople: Bool) -> String {
        switch request.turn.party {
        case .nobody: "nobody's"
        case .author: namesPeople ? request.author?.name ?? "the author" : "the author"
        case .reviewer: reviewers(request, namesPeople: namesPeople)
        }
    }

    private static func reviewers(_ request: OpenPullRequest, namesPeople: Bool) -> String {
        if !request.teams.isEmpty { return Wording.list(request.teams) }
        if request.isTeam { return "the team" }
        // Nobody is named where everybody is looked at, and nobody ever who objected to it.
        if request.waitsFor.isEmpty { return "who was asked" }
        return namesPeople
            ? Wording.list(request.waitsFor.map(\.name))
            : Wording.count(request.waitsFor.count, "reviewer", "reviewers")
    }

    /// "45 h 38 min", "510 h": working time in hours alone, since nobody's working day has 24 of them.
    static func working(_ seconds: Int64) -> String {
        let minutes = Int(max(0, seconds) / 60)
        guard minutes >= 60 else { return "\(minutes)\u{A0}min" }
        let rest = minutes < 6000 ? minutes % 60 : 0
        return "\(Format.number(minutes / 60))\u{A0}h" + (rest > 0 ? " \(rest)\u{A0}min" : "")
    }

    /// "3 h 20 min", "2 days 4 h". Days are of 24 hours.
    static func span(_ seconds: Int64) -> String {
        let minutes = max(0, seconds) / 60
        switch minutes {
        case ..<60: return "\(minutes)\u{A0}min"
        case ..<2880: return "\(minutes / 60)\u{A0}h" + (minutes % 60 > 0 ? " \(minutes % 60)\u{A0}min" : "")
        default:
            let hours = minutes / 60
            return "\(Format.number(Int(hours / 24)))\u{A0}days" + (hours % 24 > 0 ? " \(hours % 24)\u{A0}h" : "")
        }
    }
}

extension Link {
    /// The page of one pull request.
    static func pullRequest(_ key: RecordKey, within choice: DeliveryChoice) -> Link {
        Link("delivery", "pull-requests", key.description).within(choice)
    }
}
