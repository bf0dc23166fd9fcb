import Records
import Testing

@testable import Connectors

@Suite("Findings of linters")
struct FindingFileTests {
    private func findings(_ format: String, _ text: String) throws -> [CodeFinding] {
        try Samples.read(format, [Array(text.utf8)]).records.compactMap {
            if case .finding(let finding) = $0 { finding } else { nil }
        }
    }

    @Test(
        arguments: [
            ("a.py:1:2: E302 expected 2 blank lines", "E302", CodeFinding.Level.warning, "expected 2 blank lines", 2),
            ("a.py:1:0: C0114: Missing docstring", "C0114", .warning, "Missing docstring", 0),
            ("a.c:1:9: fatal error: no such file", nil, .error, "no such file", 9),
            ("a.c:1:9: warning: unused “x” [-Wunused]", "-Wunused", .warning, "unused “x”", 9),
            ("a.py:1: note: see here", nil, .note, "see here", nil),
        ] as [(String, String?, CodeFinding.Level, String, Int?)])
    func `are found in lines`(
        _ line: String, _ rule: String?, _ level: CodeFinding.Level, _ message: String, _ column: Int?
    ) throws {
        let found = try #require(LintLinesReader.finding(line, tool: "t"))
        #expect(found.rule == rule)
        #expect(found.level == level)
        #expect(found.message == message)
        #expect(found.line == 1)
        #expect(found.column == column)
    }

    @Test(arguments: ["Found 2 errors", "12:30: noon", "see http://a.b:80/x", ""])
    func `are not found in other lines`(_ line: String) { #expect(LintLinesReader.finding(line, tool: "t") == nil) }

    @Test func `are the files that Prettier names`() throws {
        let found = try findings("prettier", "src/a.js\nsrc/b c.ts\n")
        #expect(found.map(\.path) == ["src/a.js", "src/b c.ts"])
        #expect(
            try findings("prettier", "Checking formatting...\nAll matched files use Prettier code style!\n").isEmpty)
    }

    @Test func `have the place that a log gives them by its bases`() throws {
        let found = try findings(
            "sarif",
            """
            {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}},
            "originalUriBaseIds":{"ROOT":{"uri":"file:///w/"},"SRC":{"uri":"src/","uriBaseId":"ROOT"}},
            "results":[
            {"kind":"pass","level":"error","message":{"text":"a"},"locations":[{"physicalLocation":{
            "artifactLocation":{"uri":"x.c","uriBaseId":"SRC"},"region":{"startLine":4,"startColumn":2}}}],
            "partialFingerprints":{"b":"2","a":"1"},"baselineState":"unchanged","suppressions":[{"kind":"inSource"}]},
            {"message":{"text":"b"},"suppressions":[{"kind":"external","status":"rejected"}]}]}]}
            """)
        var first = CodeFinding(
            tool: "T", rule: nil, level: .none, message: "a", path: "src/x.c", line: 4, fingerprint: "a:1",
            isSuppressed: true)
        first.column = 2
        first.baseline = .unchanged
        #expect(found == [first, CodeFinding(tool: "T", rule: nil, level: .warning, message: "b")])
    }
}
