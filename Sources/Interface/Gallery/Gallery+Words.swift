extension Gallery {
    var words: HTML {
        """
        <section class="stack"><h2>Findings</h2>\
        \(Finding(
            "Billing has one author left",
            evidence: "81 % of its lines were written by one person; nobody else has changed it in 180 days.",
            uncertainty: "Truck factor 1 of 7 people.",
            suggestion: "Try: pair on the ledger twice this month.",
            link: Link("See the islands", to: "/knowledge/islands")))\
        \(Finding(
            "It feels less clear than it looks",
            evidence: "Requirements clarity 2.9 of 5 (6 of 7 answered), while only 8 % of stories changed after start.",
            suggestion: "Ask in the retro: which sentence was read in two ways?", lens: .people))\
        \(Finding(Self.long, evidence: "\(Self.rightToLeft) and \(Self.hostile) are shown as they are written."))\
        </section>
        <section class="stack"><h2>Tags, notes and small parts</h2>
        <p>\(Tag("plain")) \(Tag("higher", .good)) \(Tag("lower", .bad)) \(Tag(.work)) \(Tag(.people))</p>
        \(Note("Without Mira, 34 % of the lines would have nobody who wrote them. \(link("See the plan", to: "/knowledge/plan"))"))
        \(Note(.good, "Everything that was promised is kept."))
        \(Note(.bad, "Some of the history could not be read: 3 objects are missing."))
        <p>\(Link("Main step", to: "#main").button(isMain: true)) \(Link("Another step", to: "#main").button())</p>
        \(DefinitionList([
            (name: "Head", value: "<code>5e1c309d</code>"), (name: "Commits", value: "1,204,332"),
            (name: "Path", value: name(Self.long)), (name: "Right to left", value: name(Self.rightToLeft)),
        ]))
        \(Details("What was left out", content: "<p>18,310 generated and vendored lines.</p>"))
        \(Details("Open from the start", isOpen: true, content: "<p>Steps of this very number.</p>"))
        </section>
        """
    }

    var cards: HTML {
        """
        <section><h2>Signals</h2><div class="grid">\
        \(SignalCard(
            "Pickup time, median", explain: "/signals/pickup-time",
            .value("3.4", unit: "working hours", course: Sparkline(course, band: 3.6...5, words: "12 weeks, from 5.1 to 3.4")),
            sample: "46 pull requests", was: "was 5.1"))
        \(SignalCard(
            "Psychological safety", explain: "/signals/safety", lens: .people,
            .value("5.3", unit: "of 7", course: Sparkline(few, lens: .people, words: "3 rounds, steady")),
            sample: "6 of 7 answered", was: "unclear change"))
        \(SignalCard(
            "Change fail rate", explain: "/signals/change-fail-rate",
            .none("14 of 20 deployments needed before a rate means anything."), sample: "14 deployments",
            partners: [
                .init("Deployment frequency", "3 days a week", href: "/signals/deployment-frequency"),
                .init("Failed-deployment recovery time", "not enough data", href: "/signals/recovery"),
            ]))
        \(SignalCard(
            "A signal whose name is much longer than anybody would wish", explain: "/signals/long",
            .value("1,234,567,890", unit: "lines of code and documents"), sample: "1,204,332 commits in 300 repositories",
            was: "was 1,134,567,890"))
        \(SignalCard(
            "Gaps are not zeros", explain: "/signals/gaps",
            .value("12", unit: "days", course: Sparkline(gaps, words: "9 weeks, three of them unknown")), sample: "9 weeks"))
        \(Card("A plain card", href: "/knowledge", footer: "1,204 files", content: "<p>What it says.</p>"))
        </div></section>
        """
    }

    private var course: [Double?] { [5.1, 4.7, 5.5, 4, 4.3, 3.8, 4.1, 3, 3.3, 2.8, 2.1, 3.4] }
    private var few: [Double?] { [5.1, nil, 5.2, 5.3] }
    private var gaps: [Double?] { [4, 6, nil, nil, 9, 8, nil, 10, 12] }
}
