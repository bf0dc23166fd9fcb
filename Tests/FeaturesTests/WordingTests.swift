import Features
import Signals
import Testing

@Suite("Numbers in sentences")
struct WordingTests {
    @Test(arguments: [
        (0, "no modules"), (1, "one module"), (2, "two modules"), (12, "twelve modules"), (13, "13 modules"),
    ])
    func `small counts are words`(_ count: Int, _ text: String) {
        #expect(Wording.count(count, "module", "modules") == text)
    }

    @Test func `names stand in a row`() {
        #expect(Wording.list([]) == "")
        #expect(Wording.list(["Ada"]) == "Ada")
        #expect(Wording.list(["Ada", "Bo", "Cy"]) == "Ada, Bo and Cy")
    }

    @Test(arguments: [
        ("services/billing", "services/billing"), ("my docs/a", "'my docs/a'"), ("it's", #"'it'\''s'"#), ("-x", "'-x'"),
        ("$(id)", "'$(id)'"), ("", "''"),
    ])
    func `an argument is what a shell reads back`(_ argument: String, _ quoted: String) {
        #expect(Wording.quoted(argument) == quoted)
    }

    @Test func `a value carries its unit`() {
        #expect(ValueText(1, .people).sentence == "1 person")
        #expect(ValueText(2, .people).sentence == "2 people")
        #expect(ValueText(81.3, .percent).sentence == "81 %")
        #expect(ValueText(8.13, .percent).sentence == "8.1 %")
        #expect(ValueText.interval(.init(low: 31.3, high: 83.2, kind: "95 % Wilson"), .percent) == "31–83 %")
    }
}
