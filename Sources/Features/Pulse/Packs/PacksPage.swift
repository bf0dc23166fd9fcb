import Interface
import Surveys

/// All packs: what each asks about, why, and how long it takes.
struct PacksPage: Page {
    let own: [Pack]
    /// Comes back where it could not be kept.
    let typed: String
    /// Nil for readers who keep no pack.
    let formToken: String?
    let error: String?

    var title: String { "What can be asked" }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Questions that belong together, each with why it is asked and where its subject comes from. All in our own words.", above: Breadcrumb([Link.pulse.anchor("Pulse")], current: "Packs").html, beside: PulsePlaces(current: .packs).html))
        \(when(error) { Note(.bad, "\($0)").html })
        \(when(!own.isEmpty, "<section aria-labelledby=\"own\"><h2 id=\"own\">Your own</h2>\(table("Your own packs", own))</section>"))
        <section aria-labelledby="ours"><h2 id="ours">That travel with Tutti</h2>\(table("Packs that travel with Tutti", Pack.builtIn))</section>
        \(when(formToken) { form($0) })
        """
    }

    private func table(_ caption: String, _ packs: [Pack]) -> Table {
        Table(
            caption,
            columns: [.text("Pack"), .text("Why"), .number("Questions"), .number("Takes"), .text("Rests for")],
            rows: packs.map { pack in
                [
                    name(pack.title, href: Link.pack(pack.id).path), "\(pack.why)", "\(pack.questions.count)",
                    "\(BurdenTrouble.minutes(pack.seconds))", "\(Wording.count(pack.everyWeeks, "week", "weeks"))",
                ]
            })
    }

    private func form(_ token: String) -> HTML {
        """
        <section aria-labelledby="keep"><h2 id="keep">A pack of your own</h2>\
        <p>Scales, choices, several choices, dots, rankings and words. The text of any pack shows how one is written.</p>\
        <form method="post" action="\(href: Link.packs.path)">\(FormToken(text: token))\
        \(Field("The pack’s text", name: "text", form: "pack", .lines, value: typed, hint: "It replaces the pack of the same name; a question that reads otherwise needs a higher version.", isRequired: true))\
        <p class="form__end"><button class="button button--plain" type="submit">Keep it</button></p></form></section>
        """
    }
}
