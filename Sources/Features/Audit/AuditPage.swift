import Interface

/// Who changed what, what was removed by age, and who sits in the council.
struct AuditPage: Page {
    struct Line: Sendable {
        let number: Int
        let happenedAt: Int64
        let actor: String
        let action: String
        let subject: String
    }

    let lines: [Line]
    /// Where the part before begins; nil at the end.
    let next: Int?
    let periods: [RetentionClass: Int]
    let lastRun: RetentionReport?
    let council: [Member]
    /// Who may sit there.
    let free: [Member]
    /// The reader changes periods and seats.
    let isAdministrator: Bool
    let formToken: String
    let error: String?

    var title: String { "Who changed what" }
    var room: Room.ID? { "people" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Changes of this installation and of its teams, newest first. It says who changed what, never who answered what."))
        \(when(error) { Note(.bad, "\($0)").html })
        <section aria-labelledby="log"><h2 id="log">Audit log</h2>\(log)</section>
        <section aria-labelledby="retention"><h2 id="retention">How long things are kept</h2>\(retention)</section>
        <section aria-labelledby="council"><h2 id="council">Council</h2>\(seats)</section>
        """
    }

    private var log: HTML {
        """
        \(Table("Changes", columns: [.text("When (UTC)"), .text("Who"), .text("What"), .text("Of what")], rows: lines.map { line in
            ["\(Days.minute(line.happenedAt))", name(line.actor), "\(line.action)", name(line.subject)]
        }, none: "Nothing was changed yet."))\
        \(when(next) { "<p class=\"form__end\">\(Interface.Link("Older ones", to: Link.audit.with("before", "\($0)").path).button())</p>" })
        """
    }

    private var retention: HTML {
        """
        <p>Every day what is too old is removed. \(lastRun.map { "The last time was \(Days.long($0.ranAt)): \(words($0))." } ?? "That has not happened yet.") \
        Git histories are a copy of what the repositories hold, and stay as long as these are connected.</p>\
        \(Table("Periods", columns: [.text("What"), .text("Kept for"), .number("Removed last time")], rows: RetentionClass.allCases.map { name in
            [
                "\(Wording.capitalised(name.words))", periods[name].map { "\(Wording.count($0, "month", "months"))" } ?? "not at all",
                "\(lastRun?.lines.first { $0.name == name }.map { "\($0.removed)" } ?? "–")",
            ]
        }))\(when(isAdministrator, periodForm))
        """
    }

    private func words(_ report: RetentionReport) -> String {
        let sum = report.lines.reduce(0) { $0 + $1.removed }
        return sum == 0 ? "nothing was too old" : "\(Wording.count(sum, "thing was", "things were")) removed"
    }

    private var periodForm: HTML {
        let changeable = RetentionClass.allCases.filter { $0.usualMonths != nil }
        return """
            <form method="post" action="\(href: Link("audit", "periods").path)">\(FormToken(text: formToken))\
            \(Field("What", name: "class", form: "period", .select(changeable.map { .init(Wording.capitalised($0.words), value: $0.rawValue) })))\
            \(Field("Months", name: "months", form: "period", .number, value: "12", isRequired: true))\
            <p class="form__end"><button class="button button--plain" type="submit">Change the period</button></p></form>
            """
    }

    private var seats: HTML {
        """
        <p>The council reads definitions, configuration and this page, and no content: a works council, for example.</p>\
        \(Table("Council", columns: [.text("Name"), .text("Login")] + (isAdministrator ? [.text("")] : []), rows: council.map { member in
            [name(member.name), "\(member.login)"] + (isAdministrator ? [ButtonForm(words: "Take from it", path: Link("audit", "council").path, token: formToken, fields: [("login", member.login), ("seated", "")], subject: member.name).html] : [])
        }, none: "Nobody sits there."))\
        \(when(isAdministrator && !free.isEmpty, seatForm))
        """
    }

    private var seatForm: HTML {
        """
        <form method="post" action="\(href: Link("audit", "council").path)">\(FormToken(text: formToken))\
        <input type="hidden" name="seated" value="on">\
        \(Field("Who", name: "login", form: "seat", .select(free.map { .init("\($0.name) (\($0.login))", value: $0.login) })))\
        <p class="form__end"><button class="button button--plain" type="submit">Seat in the council</button></p></form>
        """
    }
}

extension Link {
    static let audit = Link("audit")
}
