import Foundation
import Testing

@testable import BlindTickets

@Suite("Manifest")
struct ManifestTests {
    private let manifest: Manifest

    init() throws { manifest = try SampleRound().manifest }

    @Test func `its bytes read back to the same, under the same hash`() throws {
        let bytes = try manifest.canonicalBytes
        #expect(try Manifest(canonical: bytes) == manifest)
        #expect(try Manifest(checking: bytes, against: manifest.hash) == manifest)
        let typed = try #require(
            ManifestHash(" " + "\(try manifest.hash)".uppercased().replacing("-", with: " ") + "\n"))
        #expect(typed == (try manifest.hash))
    }

    @Test func `another hash is refused and named`() throws {
        let bytes = try manifest.canonicalBytes
        let hash = try manifest.hash
        var changed = manifest
        changed.audience[0] += "."
        #expect(throws: ManifestTrouble.otherHash(hash)) { try Manifest(checking: bytes, against: try changed.hash) }
    }

    @Test(arguments: ["", "9f86d081", String(repeating: "g", count: 64), String(repeating: "0", count: 65)])
    func `what is no hash is nil`(_ text: String) {
        #expect(ManifestHash(text) == nil)
    }

    @Test(arguments: [
        ("a space", ":5,", ": 5,"), ("an unknown key", "{\"audience\"", "{\"aaa\":1,\"audience\""),
        ("a key twice", "{\"audience\"", "{\"audience\":[],\"audience\""),
        ("another order", "{\"audience\":[\"Everybody in the team.\"],", "{"),
        ("another form of a character", "October", "\\u004fctober"), ("another number", ":5,", ":5.0,"),
        ("something behind", "\"tutti-manifest-1\"", "\"tutti-manifest-1\"}"),
    ])
    func `bytes that could be read in two ways are refused`(_ what: String, _ old: String, _ new: String) throws {
        let text = String(decoding: try manifest.canonicalBytes, as: UTF8.self)
        let changed = text.replacing(old, with: new)
        #expect(changed != text, "\(what) is not there")
        #expect(throws: ManifestTrouble.form) { try Manifest(canonical: Data(changed.utf8)) }
    }

    struct Breach: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout Manifest) -> Void

        init(_ what: String, _ change: @escaping @Sendable (inout Manifest) -> Void) {
            testDescription = what
            self.change = change
        }
    }

    @Test(arguments: [
        Breach("k below four") { $0.k = 3 }, Breach("k below zero") { $0.k = -1 },
        Breach("words below k") { $0.textThreshold = 4 }, Breach("five people") { $0.segments[0].size = 5 },
        Breach("no key") { $0.segments[0].key = nil },
        Breach("one key twice") { $0.segments[1].key = $0.segments[0].key },
        Breach("one segment twice") { $0.segments[1].id = "payments" }, Breach("no segment") { $0.segments = [] },
        Breach("a key with something behind it") { $0.segments[0].key?.append(0) },
        Breach("a mark in an id") { $0.segments[0].id = "payments\u{200b}" },
        Breach("a survey's id of another length") { $0.survey = "october" },
        Breach("closed before it opens") { $0.closes = $0.opens }, Breach("endless grace") { $0.grace = 604_801 },
        Breach("an odd size") { $0.envelope = 5000 }, Breach("too large") { $0.envelope = 69_632 },
        Breach("a release at no hour") { $0.release = .daily(atHour: 24) },
        Breach("three dimensions") { $0.cuts = [["team", "place", "tenure"]] },
        Breach("a cut nobody has") { $0.cuts = [["place"]] }, Breach("a cut twice") { $0.cuts = [["team"], ["team"]] },
        Breach("a trait beyond the cuts") { $0.cuts = [] }, Breach("no question") { $0.items = [] },
        Breach("nobody sees it") { $0.audience = [] }, Breach("everything is promised") { $0.limits = [] },
        Breach("another format") { $0.format = "tutti-manifest-2" },
        Breach("keys without anonymity") { $0.mode = .confidential },
    ])
    func `a rule that is broken is named`(_ breach: Breach) throws {
        var broken = manifest
        breach.change(&broken)
        #expect(throws: ManifestTrouble.self) { try broken.check() }
        #expect(throws: ManifestTrouble.self) { try Manifest(canonical: try broken.canonicalBytes) }
        try manifest.check()
    }

    @Test func `a weak key is refused`() throws {
        // RFC 9474's own vectors have 4096 bits; 2048, and a small exponent, are not enough for us.
        #expect(throws: TicketTrouble.key) { try TicketVerifier(derRepresentation: try WeakKeys.short) }
        #expect(throws: TicketTrouble.key) { try TicketVerifier(derRepresentation: try WeakKeys.smallExponent) }
        #expect(throws: TicketTrouble.key) { try TicketVerifier(derRepresentation: Data("key".utf8)) }
    }

    @Test(arguments: [Manifest.Mode.anonymous, .confidential, .named])
    func `the explanation says what the manifest says`(_ mode: Manifest.Mode) throws {
        var other = manifest
        other.mode = mode
        other.k = 7
        other.limits = ["One.", "Two."]
        let parts = try Explanation(other).parts
        let all = parts.flatMap(\.sentences)
        #expect(parts.last { $0.title == "What cannot be promised" }?.sentences == ["One.", "Two."])
        #expect(parts.contains { $0.sentences == other.audience })
        #expect(all.contains { $0.contains("at least 7 answers") } == (mode != .named))
        #expect(all.contains { $0.hasPrefix("Anonymous:") } == (mode == .anonymous))
        let hash = try other.hash.description
        #expect(all.contains { $0.contains(hash) })
    }

    @Test func `fractions of seconds are dropped, so that reading gives the same`() throws {
        let precise = Manifest(
            survey: manifest.survey, title: "", mode: .anonymous, segments: manifest.segments, items: manifest.items,
            cuts: manifest.cuts, opens: SampleRound.opens.addingTimeInterval(0.7), closes: SampleRound.closes,
            release: .daily(atHour: 9), audience: ["All."])
        #expect(precise.opens == SampleRound.opens && precise.k == 5 && precise.textThreshold == 10)
        #expect(try Manifest(canonical: precise.canonicalBytes) == precise)
    }
}
