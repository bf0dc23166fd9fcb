import Records
import Testing

@testable import Signals

@Suite("Decision records")
struct DecisionRecordsTests {
    private func measure(_ texts: [String: String]) throws -> (Measurement, DecisionRecordsDetails) {
        var history = HistoryBuilder()
        history.hold("src/main.c")
        for path in texts.keys { history.hold(path) }
        history.texts = texts
        let measurement = Signal.decisionRecords.measure(history.evidence())
        return (measurement, try measurement.details.decode(DecisionRecordsDetails.self))
    }

    /// A record of Nygard's form in `docs/adr`, with a status of its own.
    private func record(_ status: String, deciders: String = "Deciders: the team") -> String {
        "# 1. Use it\n\nDate: 2026-02-01\n\(deciders)\n\n## Status\n\n\(status)\n\n## Context\n\nWhy.\n\n## Decision\n\nIt.\n"
    }

    @Test func `a record that its successor does not name is an error`() throws {
        let (measurement, details) = try measure([
            "docs/adr/0007-a.md": record("Superseded by [9. C](0009-c.md)"), "docs/adr/0008-b.md": record("Accepted"),
            "docs/adr/0009-c.md": record("Accepted"),
        ])
        #expect(measurement.value == 3)
        #expect(details.problems.map(\.rule) == [.missingBackLink])
        #expect(details.problems.first?.severity == .error)
        #expect(details.problems.first?.path == "docs/adr/0009-c.md")
        #expect(
            details.problems.first?.sentence
                == "ADR 7 is superseded by 9, but ADR 9 does not say so: add “Supersedes ADR 7” to its status.")
        #expect(measurement.finding != nil)
    }

    @Test(arguments: [
        "Accepted\n\nSupersedes [7. A](0007-a.md)", "Accepted\n\nSupercedes ADR-0007", "Accepted, supersedes 7",
        "Accepted\n\nSupersedes:\n\n* 0007-a.md\n", "Accepted. Replaces [the first](./0007-a.md#status)",
    ])
    func `links both ways are right in many words`(status: String) throws {
        let (measurement, details) = try measure([
            "docs/adr/0007-a.md": record("superseded by ADR-0008"), "docs/adr/0008-b.md": record(status),
        ])
        #expect(details.records.map(\.supersedes) == [[], [7]])
        #expect(details.records.map(\.supersededBy) == [[8], []])
        #expect(details.records.map(\.status) == ["superseded", "accepted"])
        #expect(details.problems.isEmpty)
        #expect(measurement.finding == nil)
    }

    @Test func `a successor whose predecessor is silent is an error too`() throws {
        let (_, details) = try measure([
            "docs/adr/0001-a.md": record("Accepted"), "docs/adr/0002-b.md": record("Accepted\n\nSupersedes 1 and 5"),
        ])
        #expect(details.problems.map(\.rule) == [.missingBackLink, .danglingLink])
        #expect(details.problems.map(\.path) == ["docs/adr/0001-a.md", "docs/adr/0002-b.md"])
    }

    @Test func `gaps and twins of a folder are errors, and each folder counts for itself`() throws {
        let (_, details) = try measure([
            "docs/adr/0001-a.md": record("Accepted"), "docs/adr/0001-b.md": record("Accepted"),
            "docs/adr/0004-c.md": record("Accepted"), "web/decisions/0009-d.md": record("Accepted"),
        ])
        #expect(details.problems.map(\.rule) == [.duplicateNumber, .gap])
        #expect(details.problems.last?.sentence.hasPrefix("Numbers 2 to 3 are missing") == true)
        #expect(details.folders == ["docs/adr", "web/decisions"])
    }

    @Test(arguments: [("", DecisionRecordsDetails.Problem.Severity.warning), ("Deciders:", .error)])
    func `accepted by nobody is an error where there is a field for it`(
        deciders: String, severity: DecisionRecordsDetails.Problem.Severity
    ) throws {
        let (_, details) = try measure(["docs/adr/0001-a.md": record("Accepted", deciders: deciders)])
        #expect(details.problems.map(\.rule) == [.missingDeciders])
        #expect(details.problems.map(\.severity) == [severity])
    }

    @Test(arguments: ["Accepted · 2026-02-01", "**Accepted** (last week)", "- accepted on 2026-02-01", "Accepted."])
    func `the status is its first words`(status: String) {
        #expect(DecisionRecord(path: "adr/1.md", text: record(status)).details.status == "accepted")
    }

    @Test func `reads the front matter`() throws {
        let text = """
            ---
            status: "superseded by ADR-0003"
            date: 2026-02-01 # the day
            decision-makers: [Ada, Grace]
            supersedes:
              - 0001
            ---
            # ADR-0002: Use it

            ## Considered Options

            1. One
               * inner
            2. Two

            ```yaml
            status: rejected
            ```
            """
        let record = DecisionRecord(path: "docs/decisions/0002-use-it.md", text: text)
        #expect(record.details.title == "Use it")
        #expect(record.details.status == "superseded")
        #expect(record.details.date == "2026-02-01")
        #expect(record.details.options == 2)
        #expect(record.details.supersedes == [1])
        #expect(record.details.supersededBy == [3])
        #expect(record.namesDeciders)
    }

    @Test(
        arguments: [
            ("docs/adr/0007-use-x.md", 7), ("adr/ADR-12.md", 12), ("doc/arch/adr_0003_use_x.rst", 3),
            ("decisions/2026-03-02-use-x.md", nil), ("decisions/use-2-of-them.md", nil), ("adr/20260302.md", nil),
        ] as [(String, Int?)])
    func `the number stands in the name`(path: String, number: Int?) {
        #expect(DecisionRecordName(path).number == number)
    }

    @Test func `finds records by folder and by content, and nothing that stands around them`() throws {
        let (_, details) = try measure([
            "doc/arch/0001-a.md": "# A", "services/pay/adrs/adr-1.adoc": "= A", "notes/choice.md": record("Accepted"),
            "docs/adr/README.md": record("Accepted"), "docs/adr/index.md": record("Accepted"),
            "docs/adr/0000-template.md": record("Accepted"), "notes/plan.md": "# Plan\n\n## Context\n\n## Decision\n",
            "src/decisions/rules.md": "# Rules of the engine",
        ])
        #expect(
            details.records.map(\.path) == ["doc/arch/0001-a.md", "notes/choice.md", "services/pay/adrs/adr-1.adoc"])
    }

    @Test func `a link to a record that is not there is a warning`() throws {
        let (_, details) = try measure([
            "docs/adr/0001-a.md": record("Accepted") + "\nSee [two](0002-b.md) and [us](../guide/0001-x.md).\n"
        ])
        #expect(details.problems.map(\.rule) == [.danglingLink])
        #expect(details.problems.map(\.severity) == [.warning])
    }

    @Test func `none is an answer with an offer`() throws {
        let (measurement, _) = try measure(["README.md": "# It"])
        #expect(measurement.status == .ok)
        #expect(measurement.value == 0)
        #expect(measurement.why.contains("docs/decisions"))
    }
}
