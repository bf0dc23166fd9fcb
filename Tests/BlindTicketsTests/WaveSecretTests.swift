import Foundation
import Testing

@testable import BlindTickets

@Suite("What ties answers of several waves")
struct WaveSecretTests {
    /// Made with Python's `hmac`: the key is 0, 1, … 31.
    @Test func `a name is the HMAC of the series' id`() throws {
        let secret = try #require(WaveSecret(bytes: Data(0..<32)))
        let name = secret.pseudonym(in: "AAAAAAAAAAAAAAAAAAAAAA")
        #expect(name.hex == "7203ac40971fa19185292e4ddc338d146191a2dfe984e9177784a2cd6ea71cb3")
        #expect(secret.pseudonym(in: "AAAAAAAAAAAAAAAAAAAAAB") != name)
    }

    @Test func `a secret is 32 random bytes`() {
        #expect(WaveSecret().bytes.count == 32 && WaveSecret().bytes != WaveSecret().bytes)
        #expect(WaveSecret(bytes: Data(count: 31)) == nil)
    }

    @Test func `a round of a series has one segment, and is one of four`() throws {
        let sample = try SampleRound()
        var manifest = sample.manifest
        manifest.series = .init(id: "AAAAAAAAAAAAAAAAAAAAAA", wave: 1)
        #expect(throws: ManifestTrouble.self) { try manifest.check() }
        manifest.segments = [manifest.segments[0]]
        #expect(throws: ManifestTrouble.self, "cuts are left") { try manifest.check() }
        manifest.segments[0].traits = [:]
        manifest.cuts = []
        for wave in 1...4 {
            manifest.series?.wave = wave
            try manifest.check()
            #expect(try Manifest(canonical: manifest.canonicalBytes) == manifest)
        }
        for wave in [-1, 0, 5] {
            manifest.series?.wave = wave
            #expect(throws: ManifestTrouble.self) { try manifest.check() }
        }
        manifest.series = .init(id: "spring", wave: 1)
        #expect(throws: ManifestTrouble.self) { try manifest.check() }
        manifest.series = .init(id: "AAAAAAAAAAAAAAAAAAAAAA", wave: 1)
        manifest.series?.warnings = []
        #expect(throws: ManifestTrouble.self) { try manifest.check() }
    }

    @Test func `what is dangerous about it is told from the manifest`() throws {
        var manifest = try SampleRound().manifest
        #expect(try !Explanation(manifest).parts.map(\.title).contains("If you tie answers together"))
        manifest.series = .init(id: "AAAAAAAAAAAAAAAAAAAAAA", wave: 2)
        manifest.series?.warnings = ["It gathers."]
        let parts = try Explanation(manifest).parts
        #expect(parts.first { $0.title == "If you tie answers together" }?.sentences == ["It gathers."])
        #expect(parts.flatMap(\.sentences).contains { $0.contains("round 2 of a series of at most 4") })
    }
}
