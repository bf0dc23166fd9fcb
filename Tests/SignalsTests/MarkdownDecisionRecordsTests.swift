import Foundation
import Records
import TestKit
import Testing

@testable import Signals

/// The records that the MADR project keeps about itself, and what was read from them by hand.
///
/// Two answers differ by definition. Records 8 and 13 have a status only in an example inside a block of code, which
/// is none of theirs. The template is no record; its title there is a comment in its front matter.
@Suite("MADR's own records", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct MarkdownDecisionRecordsTests {
    private struct Expected: Decodable {
        let file: String
        let title: String
        let status: String?
        let date: String?
        let considered_options: Int
    }

    private static let folder = "formats/adr/adr-madr/"

    private func expected() throws -> [Expected] {
        let data = try Data(contentsOf: SharedData.file(Self.folder + "expected.json"))
        return try JSONDecoder().decode([Expected].self, from: data)
    }

    @Test func `have the same titles, states, dates and options`() throws {
        let examples: Set = ["0008-add-status-field.md", "0013-use-yaml-front-matter-for-meta-data.md"]
        for expected in try expected() where expected.file != "adr-template.md" {
            let text = try String(contentsOf: SharedData.file(Self.folder + expected.file), encoding: .utf8)
            let record = DecisionRecord(path: "docs/decisions/" + expected.file, text: text).details
            #expect(record.title == expected.title)
            #expect(record.status == (examples.contains(expected.file) ? nil : expected.status))
            #expect(record.date == expected.date)
            #expect(record.options == expected.considered_options, "\(expected.file)")
            #expect(record.number == Int(expected.file.prefix(4)))
        }
    }

    @Test func `are nineteen without a gap, and the template is none`() throws {
        var history = HistoryBuilder()
        for expected in try expected() {
            let path = "docs/decisions/" + expected.file
            history.hold(path)
            history.texts[path] = try String(contentsOf: SharedData.file(Self.folder + expected.file), encoding: .utf8)
        }
        let measurement = Signal.decisionRecords.measure(history.evidence())
        let details = try measurement.details.decode(DecisionRecordsDetails.self)
        #expect(measurement.value == 19)
        #expect(details.problems.filter { $0.severity == .error } == [])
    }
}
