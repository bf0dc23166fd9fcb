import Interface

/// The address for news readers and calendars, made and taken back.
struct FeedSection: Component {
    let madeAt: Int64?
    /// The address on the one page after it was made; it is never shown again.
    let new: String?
    let formToken: String

    var html: HTML {
        """
        <section aria-labelledby="feeds"><h2 id="feeds">Elsewhere</h2>\
        <p>A reader of news or a calendar can fetch what waits for you, at most one entry an hour and none outside your \
        working hours. In a terminal, <code>tutti next</code> says the same.</p>\(state)\
        <div class="form__end">\(ButtonForm(words: madeAt == nil ? "Make an address" : "Make a new address", path: Link.feed.path, token: formToken))\
        \(when(madeAt != nil, ButtonForm(words: "Take it back", path: Link.feedRemoval.path, token: formToken).html))</div></section>
        """
    }

    private var state: HTML {
        if let new {
            return """
                \(Note(.good, "Copy them now; they are not shown again. Whoever has them reads what waits for you, so keep them to yourself."))\
                \(DefinitionList([("News (Atom)", "<code>\(new)/next.atom</code>"), ("Calendar (iCalendar)", "<code>\(new)/due.ics</code>")]))
                """
        }
        return when(madeAt) { "<p class=\"quiet\">There is an address, made on \(Days.long($0)).</p>" }
    }
}
