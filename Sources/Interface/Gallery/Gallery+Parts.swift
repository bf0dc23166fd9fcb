extension Gallery {
    var tables: HTML {
        """
        <section class="stack"><h2>Tables</h2>
        \(Table(
            "Islands, and who could learn them next", columns: [.text("Module"), .number("Lines"), .text("Knows it"), .text("Nearest to it")],
            rows: [
                [link("billing/ledger", to: "/modules/1"), "9,200", "Mira", "Jonas, Aiko"],
                [name(Self.long), "1,234,567,890", name(Self.rightToLeft), "Nobody yet"],
                [name(Self.hostile), "0", "–", Tag("not known").html],
            ]))
        \(Table("Releases", showsCaption: true, columns: [.text("Tag"), .number("Days")], rows: [], none: "No tag yet. Releases appear with the first one."))
        </section>
        """
    }

    var forms: HTML {
        """
        <section class="stack"><h2>Forms</h2>
        \(FilterForm(
            "Filter files", action: "/knowledge",
            fields: [
                Field("Path contains", name: "path", form: "filter", .search, value: Self.hostile),
                Field("Repository", name: "repository", form: "filter", .select([Field.Option("All", value: ""), Field.Option("payments-api", value: "1")]), value: "1"),
                Field("Since", name: "since", form: "filter", .date, value: "2026-03-02"),
            ], keeping: [(name: "view", value: "age")]))
        <div>\(Field("Name", name: "name", hint: "As your team says it.", isRequired: true))\
        \(Field("Days", name: "days", .number, value: "-4", hint: "From 1 to 365.", error: "Days must be between 1 and 365. You wrote -4."))\
        \(Field("Notes", name: "notes", .lines, value: "One\nTwo & three"))\
        \(Field("Measure after hours", name: "after-hours", .checkbox, value: "on"))\
        \(Field("E-mail", name: "mail", .email))\(Field("Address", name: "address", .url, value: "https://"))</div>
        </section>
        """
    }

    var states: HTML {
        """
        <section class="stack"><h2>Nothing yet, and long work</h2>
        \(EmptyState(
            "No repository yet", text: "Here will be who knows what, and where knowledge is thin.",
            step: "Bring one in: <code>tutti import git /path/to/clone</code>"))
        \(LiveRegion(
            from: "/events/import", event: "import",
            content: "\(Progress("payments-api", done: 61_204, total: 80_112, things: "commits", rate: 8_420))"))
        \(Progress("gateway", done: 1_204, total: nil, things: "commits", rate: 310.4))
        \(Progress("risk", done: 4_004, total: 4_004, things: "commits", rate: 12))
        \(Progress(Self.long, done: 0, total: 1_234_567_890, things: "commits"))
        </section>
        """
    }
}
