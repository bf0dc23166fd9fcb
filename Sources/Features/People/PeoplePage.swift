import Interface
import Records
import Signals

/// Which accounts were recognised as one person, by which rule, and what is only suspected.
struct PeoplePage: Page {
    let repository: Repository
    let people: [WhoIsWho.Someone]
    let suggestions: [Identities.Suggestion]
    /// Members to whom accounts are confirmed to belong.
    let holders: [Signature: String]
    let readings: Readings

    var title: String {
        let humans = people.count { $0.person.kind == .human }
        let accounts = people.reduce(0) { $0 + $1.accounts.count }
        return Wording.capitalised(
            "\(Wording.count(humans, "person", "people")) behind \(Wording.count(accounts, "account", "accounts"))")
    }
    var room: Room.ID? { "people" }

    var content: HTML {
        """
        \(PageHead(title, lead: lead))
        \(suspected)
        <section aria-labelledby="people"><h2 id="people">Who is who</h2>\(table(of: .human, "People"))</section>
        \(others(.agent, "AI agents", "They write for somebody; their commits are shown apart from people's."))
        \(others(.bot, "Bots", "They act by themselves; no number about people includes them."))
        <section aria-labelledby="numbers"><h2 id="numbers">Numbers about working together</h2>\
        <div class="grid">\(each(readings.signals.filter { RoomMenu.room(of: $0.signal.id) == "people" }) { pair in
            ReadingCard(signal: pair.signal, measurement: pair.measurement, readings: readings).html
        })</div></section>
        """
    }

    private var lead: HTML {
        """
        One person often commits under several names. They are put together by decisions of the team, the mail map and the \
        forges' private addresses; resemblance alone only suggests. Every decision can be taken back. \
        \(Interface.Link("Say which accounts are yours", to: Link.accounts.path)), or see the \
        \(Interface.Link("teams", to: Link.teams.path)).\
        \(when(readings.scope != .everything, " Whatever is chosen above, these are the accounts of the whole repository; the numbers below are of \(readings.scope.phrase)."))
        """
    }

    private var suspected: HTML {
        guard !suggestions.isEmpty else { return .empty }
        let byID = Dictionary(people.map { ($0.person.id, $0.person) }) { first, _ in first }
        let table = Table(
            "Accounts that may be one person", columns: [.text("One"), .text("The other"), .text("Why")],
            rows: suggestions.prefix(50).map { suggestion in
                [account(byID[suggestion.first]), account(byID[suggestion.second]), "\(reason(suggestion.reason))"]
            })
        return """
            <section aria-labelledby="suspected"><h2 id="suspected">These may be one person</h2>\
            <p>Nothing was merged. If you know: <code>tutti people merge ADDRESS ADDRESS --why "…"</code></p>\(table)</section>
            """
    }

    private func account(_ person: Person?) -> HTML {
        when(person) { "\(name($0.name)) <span class=\"quiet\">\(name($0.email))</span>" }
    }

    private func reason(_ reason: Identities.Suggestion.Reason) -> String {
        switch reason {
        case .sameName: "the same full name"
        case .sameLocalPart: "the same address before the @"
        case .similarName: "nearly the same name"
        }
    }

    private func others(_ kind: Person.Kind, _ title: String, _ sentence: String) -> HTML {
        guard people.contains(where: { $0.person.kind == kind }) else { return .empty }
        return "<section><h2>\(title)</h2><p>\(sentence)</p>\(table(of: kind, title))</section>"
    }

    private func table(of kind: Person.Kind, _ caption: String) -> Table {
        let rows = people.filter { $0.person.kind == kind }
        return Table(
            caption, columns: [.text("Name"), .text("Accounts, and why they belong together")],
            rows: rows.map { row in
                [
                    name(row.person.name),
                    "<ul class=\"plain\">\(each(row.accounts) { "<li>\(account($0, among: row.accounts.count))</li>" })</ul>",
                ]
            },
            none: "Nobody yet.")
    }

    private func account(_ account: WhoIsWho.Account, among count: Int) -> HTML {
        """
        \(name(account.signature.name)) <span class="quiet">\(name(account.signature.email))</span> \
        \(when(count > 1, Tag(words(account.rule)).html)) \
        \(when(holders[account.signature]) { Tag("claimed by \($0)", .good).html })
        """
    }

    private func words(_ rule: Identities.Rule) -> String {
        switch rule {
        case .decision: "decided by the team"
        case .mailmap: "by the mail map"
        case .noreply: "by the forge's private address"
        case .email: "the same address"
        case .alone: "by itself"
        }
    }
}
