import Interface
import Testing

@Suite("Components")
struct ComponentTests {
    struct Example: CustomTestStringConvertible, Sendable {
        let name: String
        let html: HTML

        init(_ name: String, _ component: some Component) {
            self.name = name
            html = component.html
        }

        var testDescription: String { name }
    }

    @Test(arguments: [
        Example("breadcrumb", Breadcrumb([Link("Knowledge", to: "/knowledge")], current: "a<b")),
        Example("card", Card("ledger", href: "/m/1", footer: "1,204 files", content: "<p>What it says.</p>")),
        Example("card-plain", Card("ledger", content: "<p>What it says.</p>")),
        Example(
            "choice",
            Choice("Period", options: [Link("4 weeks", to: "?p=4"), Link("a year", to: "?p=52")], current: "a year")),
        Example(
            "definition-list",
            DefinitionList([(name: "Head", value: "<code>5e1c</code>"), (name: "Files", value: "12")])),
        Example("details", Details("What was left out", isOpen: true, content: "<p>18,310 lines.</p>")),
        Example(
            "empty-state",
            EmptyState("No repository yet", text: "Here will be who knows what.", step: "<code>tutti import</code>")),
        Example(
            "field",
            Field(
                "Days", name: "days", .number, value: "\"-4\"", hint: "From 1 to 365.", error: "Too few.",
                isRequired: true)),
        Example(
            "field-select",
            Field("Team", name: "team", .select([.init("All", value: ""), .init("A", value: "1")]), value: "1")),
        Example("field-lines", Field("Notes", name: "notes", .lines, value: "\n</textarea><b>")),
        Example("field-checkbox", Field("Yes", name: "yes", .checkbox, value: "on")),
        Example(
            "filter-form",
            FilterForm(
                "Filter", action: "/k", fields: [Field("Path", name: "path", form: "f", .search)],
                keeping: [(name: "view", value: "\"")])),
        Example(
            "finding",
            Finding(
                "One author left", evidence: "81 %.", uncertainty: "7 people.", suggestion: "Pair.",
                link: Link("Plan", to: "/p"))),
        Example("finding-people", Finding("It feels unclear", evidence: "2.9 of 5.", lens: .people)),
        Example("live-region", LiveRegion(from: "/events", event: "import", then: "/", content: "<p>1</p>")),
        Example("note", Note(.bad, "3 objects are missing.")),
        Example("page-head", PageHead("A finding", lead: "12 weeks.", beside: "<p>beside</p>")),
        Example("progress", Progress("payments", done: 25, total: 100, things: "commits", rate: 25)),
        Example("progress-done", Progress("payments", done: 100, total: 100, things: "commits", rate: 25)),
        Example("progress-unknown", Progress("payments", done: 25, total: nil, things: "commits")),
        Example("progress-nothing", Progress("payments", done: 0, total: 0, things: "commits")),
        Example(
            "signal-card",
            SignalCard(
                "Pickup time", explain: "/s", .value("3.4", unit: "hours", course: Sparkline([1, 2], words: "up")),
                sample: "46", was: "was 5")),
        Example(
            "signal-card-few",
            SignalCard("Fail rate", explain: "/s", lens: .people, .none("14 of 20 needed."), sample: "14")),
        Example(
            "table",
            Table("Islands", columns: [.text("Module"), .number("Lines")], rows: [["<b>a</b>", "9"], ["b", "10"]])),
        Example(
            "table-empty",
            Table("Releases", showsCaption: true, columns: [.text("Tag"), .text("")], rows: [], none: "No tag yet.")),
        Example("tag", Tag("lower", .bad)),
        Example("tag-lens", Tag(.people)),
    ])
    func `is drawn as it was agreed`(_ example: Example) throws {
        try Golden.expect(example.html.text + "\n", "\(example.name).html")
    }

    @Test func `a progress never says more than all`() {
        let html = Progress("x", done: 12, total: 10, things: "commits").html.text
        #expect(html.contains("max=\"12\" value=\"12\"") && html.contains("12 of 12"))
    }
}
