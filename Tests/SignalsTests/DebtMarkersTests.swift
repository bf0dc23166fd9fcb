import Records
import Testing

@testable import Signals

@Suite("Debt markers")
struct DebtMarkersTests {
    private static func marker(
        _ path: String, _ line: Int = 1, _ kind: String = "TODO", months: Double? = nil
    ) -> DebtMarker {
        let since = months.map { Moment(seconds: HistoryBuilder.now - Int64($0 * WeightedAges.month)) }
        return DebtMarker(path: path, line: line, kind: kind, text: "later", since: since)
    }

    private func measure(
        _ markers: [DebtMarker], files: [String: Int] = ["core/a.c": 500, "web/b.c": 1500], paths: [String] = []
    ) throws -> (Measurement, DebtMarkersDetails) {
        var history = HistoryBuilder()
        for (path, lines) in files { history.hold(path, lines: lines) }
        history.options.pathRules = paths
        var evidence = history.evidence()
        evidence.snapshot.markers = markers
        let measurement = Signal.debtMarkers.measure(evidence)
        return (measurement, try measurement.details.decode(DebtMarkersDetails.self))
    }

    @Test func `are counted by kind, by module and by a thousand lines`() throws {
        let (measurement, details) = try measure([
            Self.marker("core/a.c", 1), Self.marker("core/a.c", 9, "FIXME"), Self.marker("web/b.c", 3),
        ])
        #expect(measurement.value == 3)
        #expect(details.perThousandLines == 1.5)
        #expect(details.kinds.map(\.kind) == ["TODO", "FIXME"])
        #expect(details.modules.map(\.path) == ["core", "web"])
        #expect(details.modules.map(\.perThousandLines) == [4, 1 / 1.5])
    }

    @Test func `stand oldest first, and those without an age last`() throws {
        let (measurement, details) = try measure([
            Self.marker("core/a.c", 1), Self.marker("core/a.c", 2, months: 3), Self.marker("web/b.c", 3, months: 60),
        ])
        #expect(details.markers.map(\.line) == [3, 2, 1])
        #expect(details.ages.map(\.count) == [0, 1, 0, 0, 0, 1])
        #expect(details.ages.last?.toMonths == nil)
        #expect(try #require(details.medianMonths) >= 31.49 && details.medianMonths ?? 0 <= 31.51)
        #expect(details.withoutAge == 1)
        #expect(measurement.why.hasSuffix("the age of 1 of 3 markers was not looked up."))
    }

    @Test func `none is an answer, and no source is none`() throws {
        let (measurement, details) = try measure([])
        #expect(measurement.status == .ok)
        #expect(measurement.value == 0)
        #expect(details.ages.isEmpty)
        #expect(Signal.debtMarkers.measure(HistoryBuilder().evidence()).status == .tooFew)
    }

    @Test func `a line younger than the timeframe is new`() throws {
        #expect(try measure([Self.marker("core/a.c", months: -2)]).1.ages.first?.count == 1)
    }

    @Test func `those outside the team's paths are named`() throws {
        let markers = [Self.marker("core/a.c"), Self.marker("web/b.c")]
        let (measurement, _) = try measure(markers, paths: ["web"])
        #expect(measurement.value == 1)
        #expect(measurement.excluded.last?.count == 1)
        #expect(measurement.excluded.last?.valueWithout == 2)
    }

    @Test func `five old ones are worth a sentence, four are not`() throws {
        let old = (1...5).map { Self.marker("core/a.c", $0, months: 24 + Double($0)) }
        #expect(
            try measure(old).0.finding?.sentence
                == "Five promises to come back have waited in the code for over two years")
        #expect(try measure(Array(old.dropLast())).0.finding == nil)
    }
}
