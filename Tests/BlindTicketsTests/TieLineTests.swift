import Foundation
import Testing

@testable import BlindTickets

@Suite("A line that ties answers elsewhere")
struct TieLineTests {
    /// The digits were made with Python's `hashlib`.
    private static let text =
        "tutti-tie-1 AAAAAAAAAAAAAAAAAAAAAA AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8 BBBBBBBBBBBBBBBBBBBBBB 7148595d"

    @Test func `holds the series, the secret and the rounds`() throws {
        let secret = try #require(WaveSecret(bytes: Data(0..<32)))
        let line = TieLine(
            series: "AAAAAAAAAAAAAAAAAAAAAA", secret: secret, surveys: ["BBBBBBBBBBBBBBBBBBBBBB"])
        #expect(line.text == Self.text)
        #expect(TieLine(Self.text) == line && TieLine("\n \(Self.text)\t\n") == line)
        let fresh = TieLine(series: line.series, secret: WaveSecret(), surveys: [])
        #expect(TieLine(fresh.text) == fresh)
    }

    @Test func `is refused where a letter is another one, missing or too many`() {
        for place in Self.text.indices {
            var touched = Self.text
            touched.replaceSubrange(place...place, with: Self.text[place] == "x" ? "y" : "x")
            #expect(TieLine(touched) == nil, "\(touched)")
            touched.remove(at: place)
            #expect(TieLine(touched) == nil, "\(touched)")
        }
        for text in ["", "tutti-tie-1", Self.text + " ", " " + Self.text].map({ $0.isEmpty ? $0 : $0 + "x" }) {
            #expect(TieLine(text) == nil, "\(text)")
        }
        let series = "AAAAAAAAAAAAAAAAAAAAAA"
        let five = (0..<5).map { "BBBBBBBBBBBBBBBBBBBBB\($0)" }
        #expect(
            TieLine(TieLine(series: series, secret: WaveSecret(), surveys: five).text) == nil, "four rounds at most")
    }
}
