import Features
import Testing

@Suite("Days in words")
struct DaysTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (-2_208_988_800, "1900-01-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func `are exact in every century`(_ seconds: Int64, _ text: String) {
        #expect(Days.instant(seconds) == text)
    }

    @Test func `are written out for people`() {
        #expect(Days.long(1_795_219_200) == "21 November 2026")
        #expect(Days.month(1_795_219_200) == "Nov 2026")
    }
}
