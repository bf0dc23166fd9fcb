import Interface
import Testing

@Suite("Format")
struct FormatTests {
    @Test(arguments: [
        (0, 1, "0"), (3.44, 1, "3.4"), (3.0, 1, "3"), (45200, 0, "45,200"), (1_234_567.891, 2, "1,234,567.89"),
        (-2.5, 1, "−2.5"),
        (-0.01, 1, "0"), (0.05, 2, "0.05"), (999.96, 1, "1,000"), (1e15, 0, "1,000,000,000,000,000"), (.nan, 1, "–"),
        (.infinity, 1, "–"),
    ])
    func `numbers read as people write them`(_ value: Double, _ decimals: Int, _ words: String) {
        #expect(Format.number(value, decimals: decimals) == words)
    }

    @Test func `whole numbers reach to both ends`() {
        #expect(Format.number(Int.max) == "9,223,372,036,854,775,807")
        #expect(Format.number(Int.min) == "−9,223,372,036,854,775,808")
    }

    @Test func `a thing and its number do not part at the end of a line`() {
        #expect(Format.count(1, "file", "files") == "1\u{A0}file")
        #expect(Format.count(1204, "file", "files") == "1,204\u{A0}files")
        #expect(Format.percent(0.81) == "81\u{A0}%")
        #expect(Format.percent(0.0625, decimals: 1) == "6.3\u{A0}%")
    }

    @Test(arguments: [
        (0.2, "less than a second"), (1, "1\u{A0}second"), (90, "90\u{A0}seconds"), (100, "2\u{A0}minutes"),
        (7200, "2\u{A0}hours"),
    ])
    func `a wait is told in the unit people wait in`(_ seconds: Double, _ words: String) {
        #expect(Format.duration(seconds: seconds) == words)
    }

    @Test(arguments: [
        (0.04, "0 months"), (1, "1 month"), (5.26, "5.3 months"), (23.9, "23.9 months"), (30, "2.5 years"),
        (228.8, "19.1 years"),
    ])
    func `long times read as months, then as years`(_ months: Double, _ words: String) {
        #expect(Format.months(months) == words)
    }
}
