import Records
import Testing

@testable import Signals

@Suite("If somebody were away")
struct OffBoardingTests {
    private func history() -> HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("Ada", daysAgo: 30, (0..<10).map { .add("ledger/\($0).c", lines: 600) })
        history.commit("Bo", daysAgo: 30, (0..<10).map { .add("cards/\($0).c", lines: 400) })
        history.commit("Cy", daysAgo: 3, reviewers: ["Bo"], [.modify("ledger/0.c")])
        return history
    }

    @Test func `the largest share that one absence would take`() throws {
        let measurement = Signal.offBoarding.measure(history().evidence())
        // Cy became an author of one ledger file, so Ada is the last of nine: 5,400 of 10,000 lines.
        #expect(measurement.value == 54)
        let details = try measurement.details.decode(OffBoardingDetails.self)
        #expect(details.departures.map(\.person.name) == ["Ada", "Bo"])
        #expect(measurement.finding?.sentence == "ledger needs a second person")
    }

    @Test func `a hand-over names who is nearest and counts sessions by the rule`() throws {
        let departure = try #require(OffBoarding.simulate(history().evidence(), leaving: "ada@example.org"))
        #expect(departure.modules.map(\.path) == ["ledger"])
        #expect(departure.modules[0].nearest.map(\.name) == ["Bo", "Cy"])
        // 5,400 lines at 2,500 a session, and over half of the module: three sessions and a page.
        #expect(departure.plan.map(\.kind) == [.pairing, .document])
        #expect(departure.sessions == 3)
        #expect(departure.documents == 1)
        #expect(departure.plan[0].with?.name == "Bo")
    }

    @Test func `a plan begins with the largest loss and ends at four fifths of it`() {
        let modules = [8_000, 1_500, 400, 100].enumerated().map { place, lost in
            OffBoardingDetails.Module(
                path: "m\(place)", lines: 10_000, files: 9, lostFiles: 5, lostLines: lost,
                lostShare: Double(lost) / 10_000, nearest: [])
        }
        #expect(HandOver.plan(modules).map(\.module) == ["m0", "m0"])
        #expect(HandOver.plan(modules).map(\.sessions) == [4, 0])
        #expect(HandOver.plan(Array(modules.dropFirst())).map(\.module) == ["m1", "m2"])
    }

    @Test func `somebody nobody has heard of cannot leave, and somebody who left takes nothing more`() throws {
        var history = history()
        history.commit("Gone", daysAgo: 400, [.add("attic/0.c")])
        #expect(OffBoarding.simulate(history.evidence(), leaving: "who@example.org") == nil)
        let departure = try #require(OffBoarding.simulate(history.evidence(), leaving: "gone@example.org"))
        #expect(departure.lostFiles == 0)
        #expect(departure.plan.isEmpty)
    }
}
