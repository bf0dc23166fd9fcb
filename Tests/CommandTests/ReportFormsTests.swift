import Foundation
import TestKit
import Testing

@testable import Features

@Suite("Forms of the report")
struct ReportFormsTests {
    private let style = TerminalStyle(width: 80, isColoured: false)

    @Test func `the terminal`() throws {
        try expectGolden(TerminalReport(try sample, style: style).text, "report.txt")
    }

    @Test func `the terminal with colour`() throws {
        let coloured = TerminalReport(try sample, style: TerminalStyle(width: 80, isColoured: true)).text
        #expect(coloured != TerminalReport(try sample, style: style).text)
        let plain = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(plain == TerminalReport(try sample, style: style).text)
    }

    @Test func `Markdown`() throws { try expectGolden(MarkdownReport(try sample).text, "report.md") }

    /// Without the styles, which are the look's own matter.
    @Test func `the page`() throws {
        let document = ReportPage(try sample).document
        let main = try #require(document.firstMatch(of: /(?s)<main.*<\/main>/))
        try expectGolden(main.output + "\n", "report.html")
    }

    @Test func `the explanation of a number`() throws {
        let reading = try #require(try sample.signals.first)
        try expectGolden(TerminalExplanation(reading, style: style).text, "explanation.txt")
    }

    @Test func `JSON comes back as it was`() throws {
        let report = try sample
        #expect(try JSONDecoder().decode(Report.self, from: report.json()) == report)
    }

    private var sample: Report {
        get throws { try JSONDecoder().decode(Report.self, from: Data(Self.json.utf8)) }
    }

    private static let json = """
        {"schema": "tutti.report/1",
        "repository": {"name": "payments", "location": "/srv/payments", "head": "5e1c309d125e1c309d125e1c309d125e1c309d12",
            "branch": "main", "commits": 1204, "merges": 1, "files": 231, "tags": 2, "firstCommitAt": "2021-01-08T06:57:12Z",
            "lastCommitAt": "2026-11-20T10:00:00Z", "missingObjects": 3, "shallow": true, "partial": false, "bare": false,
            "objectFormat": "sha1"},
        "timeframe": {"until": "2026-11-21T00:00:00Z"},
        "identities": {"pairs": 14, "afterMailmap": 12, "people": 7, "bots": 1, "agents": 2, "suggestions": 1},
        "changes": {"commits": 1203, "fileChanges": 4000, "linesAdded": 90000, "linesDeleted": 40000, "binary": 7,
            "missing": 1, "renames": true, "coAuthorTrailers": 5, "reviewedByTrailers": 0},
        "signals": [
            {"id": "truck-factor", "title": "Truck factor", "question": "How many people could be away?", "value": 1,
                "unit": "people", "interval": {"low": 1, "high": 2, "kind": "95 %"},
                "sample": {"count": 216, "needed": 20, "of": "files"}, "status": "ok", "why": "", "definition": "truck-factor/1",
                "source": "Avelino et al. 2016", "excluded": [{"what": "commits by bots", "count": 12, "valueWithout": 2}],
                "steps": ["216 source files", "Without Mira 40 % are left"], "details": {}},
            {"id": "coupling", "title": "Change coupling", "question": "What changes together?", "value": null,
                "unit": "count", "interval": null, "sample": {"count": 3, "needed": 50, "of": "change sets"},
                "status": "too-few", "why": "3 of 50 change sets needed", "definition": "coupling/1", "source": "HANDBOOK B5",
                "excluded": [], "steps": [], "details": {}}],
        "findings": [{"signal": "truck-factor", "sentence": "Half of <b>billing</b> rests on M\\u001b[31mira",
            "evidence": "81 % of its files | were written by one person.", "uncertainty": "Reviews do not show.",
            "suggestion": "Try: pair on the *ledger* twice this month."}],
        "notSeen": [{"what": "reviews", "connection": "GitHub or GitLab would show them"}]}
        """
}
