import Interface
import Records
import Signals

/// Who is asked to review, who else could be, and why.
struct ReviewersPage: Page {
    let desk: ReviewersDesk
    /// The reader may ask at least one of those who are suggested.
    let mayReplace: Bool
    let outcome: ReviewerSwap.Outcome?
    let formToken: String

    static let whoMay = "Its author, whoever is asked or suggested, and the team's leads may ask for another reviewer."

    var title: String {
        "Who could review “\(desk.request.title.isEmpty ? "#\(desk.request.number)" : desk.request.title)”"
    }
    var room: Room.ID? { "today" }

    var content: HTML {
        """
        \(PageHead(title, lead: lead, above: above))
        \(told)
        <section aria-labelledby="asked"><h2 id="asked">Asked now</h2>\(asked)</section>
        <section aria-labelledby="suggested"><h2 id="suggested">Suggested</h2>\(suggested)</section>
        """
    }

    private var above: HTML {
        Breadcrumb(
            [
                Interface.Link("Today", to: Link.myDay.path),
                Interface.Link("What waits for whom", to: Link.waiting(desk.team.name).path),
            ], current: "\(desk.open.repository) #\(desk.open.number)"
        ).html
    }

    private var lead: HTML {
        """
        \(name(desk.open.repository)) #\(desk.open.number). \(when(desk.open.url) { "\(link("Open it at the code host", to: $0)). " })Everybody of the \
        team sees this page; that a lead opened it is shown to those who stand on it.
        """
    }

    private var told: HTML {
        switch outcome {
        case .done: Note(.good, "They are asked. Here it shows once the code host has told it, in a minute or so.").html
        case .refused(let sentence):
            Note(.bad, "\(sentence) \(when(desk.open.url) { "It can be done \(link("at the code host", to: $0))." })")
                .html
        case nil: .empty
        }
    }

    private var asked: HTML {
        let names = desk.asked.map(\.name) + desk.open.teams.map { "anybody of \($0)" }
        guard !names.isEmpty else { return "<p>Nobody in particular.</p>" }
        return "<ul class=\"plain\">\(each(names) { "<li>\(name($0))</li>" })</ul>"
    }

    private var suggested: HTML {
        guard !desk.suggested.isEmpty else {
            return """
                <p>Nobody just now. A suggestion rests on which files are changed, which the code host or a \
                \(Link.connections.anchor("clone of the repository")) tells, and on who reviewed or commented there before; who is \
                away or hardly works at the same hours is left out.</p>
                """
        }
        return """
            <p>By who knows these files, how many reviews wait for them, and who would get to know them: an offer, in no order of merit.</p>\
            <ul class="plain source">\(each(desk.suggested) { one in
                "<li><strong>\(name(one.offer.name))</strong>\(when(one.offer.role == .learns, " \(Tag("would learn"))"))<br>\(Wording.capitalised(one.offer.reasons.joined(separator: "; "))).\(when(mayReplace, buttons(one)))</li>"
            })</ul>\(when(!mayReplace, "<p>\(Self.whoMay)</p>"))
            """
    }

    private func buttons(_ one: ReviewersDesk.Suggested) -> HTML {
        let place = Link.reviewers(desk.request.key, in: desk.team.name).path
        let new = ("new", one.account.key.description)
        let swaps = desk.asked.map { asked in
            ButtonForm(
                words: "Ask in place of \(asked.name)", path: place, token: formToken,
                fields: [("old", asked.account.key.description), new], subject: one.offer.name)
        }
        let all =
            swaps.isEmpty
            ? [
                ButtonForm(
                    words: "Ask for a review", path: place, token: formToken, fields: [new], subject: one.offer.name)
            ]
            : swaps
        return "<p class=\"form__end\">\(each(all) { $0.html })</p>"
    }
}
