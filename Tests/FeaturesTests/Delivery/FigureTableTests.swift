import Foundation
import Records
import Signals
import Testing

@testable import Features

@Suite("Numbers behind a chart")
struct FigureTableTests {
    @Test func `travel as CSV that spreadsheets take as it is, and what nobody knows stays empty`() {
        let table = FigureTable(
            ["what", "hours"],
            [[.text("=cmd, \"x\""), .number(2.5)], [.text("deploy"), .unknown], [.text("n"), .number(3)]])
        #expect(
            String(decoding: table.csv, as: UTF8.self)
                == "\u{FEFF}what,hours\r\n\"'=cmd, \"\"x\"\"\",2.5\r\ndeploy,\r\nn,3\r\n")
    }

    @Test func `travel as JSON with the finding, its definition and what it rests on`() throws {
        let readings = DeliveryPagesTests.full
        let figure = try #require(DeliveryView.flow.body(readings, namesPeople: false).figures.first)
        guard case .object(let fields) = figure.json(readings) else { throw Unexpected() }
        #expect(fields["definition"] == .string("cycle-time/1"))
        #expect(fields["team"] == .string("payments"))
        #expect(fields["sample"] == .string("102 merged and reviewed pull requests"))
        #expect(fields["until"] == .string("2025-06-09T00:00:00Z"))
        guard case .array(let rows) = fields["rows"], case .array(let first) = rows.first else { throw Unexpected() }
        #expect(rows.count == 5)
        #expect(first.first == .string("coding"))
    }

    private struct Unexpected: Error {}

    @Test func `a review's template has every heading, and what the tool knows`() {
        var incident = Incident(
            key: RecordKey("h", .incident, "1"), title: "Cards | are\nrefused <b>", service: "shop",
            startedAt: 1_740_960_000,
            resolvedAt: 1_740_965_400)
        incident.detectedAt = 1_740_960_600
        let text = IncidentReview(incident: incident).markdown
        #expect(text.hasPrefix("# Incident review: Cards \\| are refused \\<b\\>\n"))
        #expect(text.contains("- Hurt for: 1\u{A0}h 30\u{A0}min\n"))
        #expect(
            text.contains(
                "- 2025-03-03 00:00: it began to hurt\n- 2025-03-03 00:10: it was noticed\n- 2025-03-03 01:30: service was restored\n"
            ))
        let empty = IncidentReview(incident: nil).markdown
        for heading in [
            "Summary", "Impact", "Detection", "Timeline in UTC", "Contributing factors", "What helped",
            "Where luck helped",
            "What we learned", "Actions", "Thanks",
        ] { #expect(text.contains("\n## \(heading)\n") && empty.contains("\n## \(heading)\n")) }
    }

    @Test(
        arguments: [(59, "0 min"), (3_660, "1 h 1 min"), (7_200, "2 h"), (172_800, "2 days"), (180_000, "2 days 2 h")]
            as [(Int64, String)])
    func `spans are told in two units at most`(_ seconds: Int64, _ words: String) {
        #expect(QueueWords.span(seconds).replacing("\u{A0}", with: " ") == words)
    }
}
