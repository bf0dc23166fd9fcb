import BlindTickets
import BrowserKit
import Foundation
import Records
import Testing

/// What ties answers of several rounds together in a browser (HANDBOOK D8).
@Suite("Answers tied together in the browser", .serialized)
struct TiedAnswersTests {
    private static let series = "AAAAAAAAAAAAAAAAAAAAAA"

    private static func join(_ keeper: KeeperPage, wave: Int, series: String = series) async throws -> String {
        let round = try TicketRound(series: .init(id: series, wave: wave))
        try await keeper.do("join(\(try round.bytes.js), { segment: 'payments' }, \(keeper.now))")
        return round.manifest.survey
    }

    private static func name(_ keeper: KeeperPage, _ survey: String) async throws -> String {
        try await keeper.page.value("h(await keeper.pseudonym('\(survey)'))").text ?? ""
    }

    @Test(.timeLimit(.minutes(40)))
    func `one name for four rounds of a series, and for no other round`() async throws {
        try await withKeeper(try TicketRound()) { keeper in
            var (names, surveys): (Set<String>, [String]) = ([], [])
            for wave in 1...4 {
                surveys.append(try await Self.join(keeper, wave: wave))
                #expect(try await keeper.page.value("await keeper.isTied('\(surveys[wave - 1])')") == .bool(wave > 1))
                names.insert(try await Self.name(keeper, surveys[wave - 1]))
                try await keeper.reload()
            }
            #expect(names.count == 1 && names.first?.count == 64)
            // A server that goes on, or begins again with the same series, gets no fifth answer under the name.
            for wave in [1, 4] {
                let more = try await Self.join(keeper, wave: wave)
                #expect(try await keeper.trouble("pseudonym('\(more)')").contains("has had its four rounds"))
            }
            #expect(try await Self.name(keeper, surveys[2]) == names.first, "a change of mind keeps the name")
            let other = try await Self.join(keeper, wave: 1, series: "BBBBBBBBBBBBBBBBBBBBBB")
            #expect(!names.contains(try await Self.name(keeper, other)))
            #expect(try await keeper.trouble("pseudonym(survey)").contains("stands by itself"))
            try await keeper.do("untie('\(surveys[0])')")
            #expect(try await keeper.page.value("await keeper.isTied('\(surveys[1])')") == .bool(false))
            #expect(!names.contains(try await Self.name(keeper, surveys[1])))
        }
    }

    /// With a secret of the vector in BlindTicketsTests; one that is made here nobody can read.
    @Test(.timeLimit(.minutes(40)))
    func `the name is the same as the command line's, and its secret never leaves`() async throws {
        try await withKeeper(try TicketRound()) { keeper in
            let survey = try await Self.join(keeper, wave: 1)
            _ = try await Self.name(keeper, survey)
            let store = """
                (mode) => new Promise((done) => {
                  const opening = indexedDB.open('test');
                  opening.onsuccess = () => done(opening.result.transaction('series', mode).objectStore('series'));
                })
                """
            let kept = try await keeper.page.value(
                """
                await (\(store))('readonly').then((store) => new Promise((done) => {
                  const all = store.getAll();
                  all.onsuccess = () => done(all.result[0].secret);
                })).then(async (secret) => [secret.extractable, secret.usages.join(),
                  await crypto.subtle.exportKey('raw', secret).then(() => 'read', () => 'refused')])
                """)
            #expect(kept.elements == [.bool(false), .string("sign"), .string("refused")])
            let secret = Data(0..<32)
            let name = try await keeper.page.value(
                """
                await crypto.subtle.importKey('raw', \(secret.js), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
                  .then(async (secret) => (await (\(store))('readwrite')).put(
                    { owner: 'me', series: '\(Self.series)', secret, surveys: [] }))
                  .then(() => keeper.pseudonym('\(survey)')).then(h)
                """)
            #expect(name.text == WaveSecret(bytes: secret)?.pseudonym(in: Self.series).digits)
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `a manifest that divides a series or goes on too long is refused`() async throws {
        let round = try TicketRound()
        try await withKeeper(round) { keeper in
            for wave in [0, 5] {
                var manifest = try TicketRound(series: .init(id: Self.series, wave: 1)).manifest
                manifest.series?.wave = wave
                let bytes = try manifest.canonicalBytes
                #expect(
                    try await keeper.trouble("join(\(bytes.js), { segment: 'payments' })").contains("at most 4 waves"))
            }
            var divided = round.manifest
            divided.series = .init(id: Self.series, wave: 1)
            let bytes = try divided.canonicalBytes
            #expect(
                try await keeper.trouble("join(\(bytes.js), { segment: 'payments' })").contains(
                    "not divided by anything"))
        }
    }
}
