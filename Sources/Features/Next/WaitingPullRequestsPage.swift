import Interface
import Records
import Signals

/// What is open in a team and whose turn it is. Everybody of the team sees the same list; who leads it and looks is noted
/// for those who stand on it.
struct WaitingPullRequestsPage: Page {
    let team: Team
    let open: [OpenPullRequest]
    let now: Int64
    /// The reader leads the team.
    let isLead: Bool

    var title: String {
        let late = open.count { $0.due.map { $0 <= now } ?? false }
        if open.isEmpty { return "Nothing is open in \(team.title)" }
        return Wording.capitalised(
            "\(Wording.count(open.count, "pull request is", "pull requests are")) open, "
                + (late == 0 ? "none past the agreed time" : "\(Wording.number(late)) past the agreed time"))
    }
    var room: Room.ID? { "today" }

    var content: HTML {
        """
        \(PageHead(title, lead: lead, above: Breadcrumb([Interface.Link("Today", to: Link.myDay.path)], current: "What waits for whom").html))
        \(Table("Open pull requests", columns: [.text("Pull request"), .text("Whose turn"), .text("Why"), .text("Worth a look"), .number("Waited, working time"), .number("Waited in all"), .text("Due")], rows: open.map(row), none: "No pull request is open."))
        """
    }

    private var lead: HTML {
        """
        \(Link.team(team.name).anchor(team.title)), at \(Days.minute(now)) UTC. Everybody of the team sees this list. \
        \(when(isLead, "That you looked is shown to those who stand on it."))
        """
    }

    private func row(_ one: OpenPullRequest) -> [HTML] {
        let address = Link("delivery", "pull-requests", one.key.description).path
        return [
            "\(Interface.Link(one.title, to: address)) <span class=\"quiet\">\(one.repository) #\(one.number)</span>",
            one.turn.party == .reviewer
                ? "\(who(one)) <span class=\"quiet\">\(Link.reviewers(one.key, in: team.name).anchor("who else?"))</span>"
                : "\(who(one))",
            "\(Wording.capitalised(one.why))",
            looks(one),
            "\(NextWords.length(one.waitedWorking))",
            "\(NextWords.length(one.waitedElapsed))",
            one.due.map { due in
                due <= now ? "\(Tag("overdue", .bad)) \(Days.minute(due))" : "\(Days.minute(due))"
            } ?? "–",
        ]
    }

    private func looks(_ one: OpenPullRequest) -> HTML {
        let risks = HTML(Wording.capitalised((one.risks ?? []).map(\.words).joined(separator: "; ")))
        guard let overlap = one.overlaps.first else { return risks }
        let others = one.overlaps.count - 1
        let link = Interface.Link(
            "#\(overlap.number)", to: Link("delivery", "pull-requests", overlap.key.description).path)
        let words = one.risks?.isEmpty ?? true ? "Changes" : "; changes"
        return """
            \(risks)\(words) \(Wording.count(overlap.files.count, "file", "files")) that \(link)\(others > 0 ? " and \(Wording.count(others, "other", "others"))" : "") \
            \(others > 0 ? "change" : "changes"), too
            """
    }

    private func who(_ one: OpenPullRequest) -> String {
        if one.turn.party == .nobody { return "nobody’s" }
        if !one.teams.isEmpty { return "anybody of \(Wording.list(one.teams))" }
        if one.isTeam { return "anybody of the team" }
        if !one.waitsFor.isEmpty { return Wording.list(one.waitsFor.map(\.name)) }
        // Who objected to being counted is named to nobody, and an account may be gone.
        return one.turn.party == .author ? "its author" : "who was asked"
    }
}
