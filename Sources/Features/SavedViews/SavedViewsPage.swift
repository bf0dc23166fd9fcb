import Interface
import Records

/// The views that a member keeps, those that others show them, and a form for one more.
struct SavedViewsPage: Page {
    let views: [ShownView]
    let teams: [Team]
    let draft: SavedViewDraft
    let error: String?
    let formToken: String

    private var own: [SavedView] { views.filter { $0.maker == nil }.map(\.view) }

    var title: String {
        own.isEmpty
            ? "You keep no view yet" : Wording.capitalised("you keep \(Wording.count(own.count, "view", "views"))")
    }
    var room: Room.ID? { "today" }

    var content: HTML {
        """
        \(PageHead(title, lead: "A view is a page with what you chose on it: the team, the timeframe, the way to look. They stand on your Today."))
        \(when(error) { Note(.bad, "\($0)").html })
        \(form)
        \(table)
        """
    }

    private var form: HTML {
        guard !draft.address.isEmpty else {
            return """
                <p>Open a page of Delivery or Knowledge, choose what you want to see, and follow “Keep this view” there: \
                \(Link.deliveries.anchor("to Delivery")).</p>
                """
        }
        let circles =
            [Field.Option("Only I", value: "")] + teams.map { .init("Everybody of \($0.title)", value: $0.name) }
        return """
            <section aria-labelledby="new"><h2 id="new">Keep a view</h2>\
            <form method="post" action="\(href: Link.savedViews.path)">\(FormToken(text: formToken))\
            <input type="hidden" name="address" value="\(draft.address)">\
            <p>The page at <code>\(draft.address)</code>.</p>\
            \(Field("Name", name: "name", form: "new", value: draft.name, hint: "Your words for it: “Reviews of billing, a year”.", isRequired: true))\
            \(Field("Who sees it", name: "team", form: "new", .select(circles), value: draft.team))\
            <p class="form__end"><button class="button" type="submit">Keep it</button></p></form></section>
            """
    }

    private var table: HTML {
        guard !views.isEmpty else { return .empty }
        return Table(
            "Views", columns: [.text("View"), .text("Seen by"), .text("Kept by"), .text("")],
            rows: views.map { shown in
                [
                    SavedViewList.anchor(shown.view), "\(seen(shown.view))", "\(shown.maker ?? "you")",
                    shown.maker == nil ? removal(shown.view) : .empty,
                ]
            }
        ).html
    }

    private func seen(_ view: SavedView) -> String {
        view.team.map { team in teams.first { $0.name == team }?.title ?? team } ?? "you alone"
    }

    private func removal(_ view: SavedView) -> HTML {
        """
        <form method="post" action="\(href: Link.savedViewRemoval.path)">\(FormToken(text: formToken))\
        <input type="hidden" name="name" value="\(view.name)">\
        <button class="button button--plain" type="submit">Remove \(view.name)</button></form>
        """
    }
}

/// The same on Today.
struct SavedViewList: Component {
    let views: [ShownView]

    var html: HTML {
        guard !views.isEmpty else { return .empty }
        return """
            <section aria-labelledby="views"><h2 id="views">Your views</h2><ul class="plain">\
            \(each(views.prefix(20)) { shown in
                "<li>\(Self.anchor(shown.view))\(when(shown.maker) { ", kept by \($0)" })</li>"
            })</ul><p>\(Link.savedViews.anchor("All views"))</p></section>
            """
    }

    static func anchor(_ view: SavedView) -> HTML { "<a href=\"\(href: view.address)\">\(view.name)</a>" }
}
