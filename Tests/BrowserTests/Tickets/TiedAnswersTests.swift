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

    /// With the secret of the vectors in BlindTicketsTests, as a person carries it.
    @Test(.timeLimit(.minutes(40)))
    func `the secret goes to the command line and back by a line alone, and the name is the same`() async throws {
        try await withKeeper(try TicketRound()) { keeper in
            let survey = try await Self.join(keeper, wave: 1)
            #expect(try await keeper.trouble("tieLine('\(survey)')").contains("Nothing in this browser ties"))
            let secret = try #require(WaveSecret(bytes: Data(0..<32)))
            let carried = TieLine(series: Self.series, secret: secret, surveys: ["BBBBBBBBBBBBBBBBBBBBBB"])
            let other = TieLine(series: "CCCCCCCCCCCCCCCCCCCCCC", secret: secret, surveys: [])
            #expect(try await keeper.trouble("takeTie('\(survey)', '\(other.text)')").contains("of another series"))
            let wrong = carried.text.replacing("AAEC", with: "AAED")
            #expect(try await keeper.trouble("takeTie('\(survey)', '\(wrong)')").contains("no whole line"))
            try await keeper.do("takeTie('\(survey)', '\(carried.text)')")
            #expect(try await Self.name(keeper, survey) == secret.pseudonym(in: Self.series).digits)
            let shown = try await keeper.page.value("await keeper.tieLine('\(survey)')").text
            #expect(shown.flatMap(TieLine.init)?.surveys == ["BBBBBBBBBBBBBBBBBBBBBB", survey])
            #expect(shown.flatMap(TieLine.init)?.secret == secret)
            // What is made here can be carried as well, and takes the place of nothing.
            try await keeper.do("untie('\(survey)')")
            let name = try await Self.name(keeper, survey)
            let own = try await keeper.page.value("await keeper.tieLine('\(survey)')").text
            #expect(own.flatMap(TieLine.init)?.secret.pseudonym(in: Self.series).digits == name)
            #expect(try await keeper.trouble("takeTie('\(survey)', '\(carried.text)')").contains("another secret"))
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
