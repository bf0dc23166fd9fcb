import Foundation
import TestKit
import Testing

@testable import Features

@Suite("Terminal")
struct TerminalTests {
    @Test(arguments: [
        (["NO_COLOR": "", "CLICOLOR_FORCE": ""], false), (["CLICOLOR_FORCE": "1"], true),
        (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false), (["CLICOLOR_FORCE": "0"], false),
    ])
    func `colour only where it is wanted`(_ environment: [String: String], isColoured: Bool) throws {
        let repository = try ScratchRepository.ensemble()
        let answer = try TuttiProgram.run("report", repository.path, environment: environment)
        #expect(answer.output.contains("\u{1B}[") == isColoured)
    }

    @Test(arguments: [60, 80, 100])
    func `no line is wider than the terminal`(_ columns: Int) throws {
        let repository = try ScratchRepository.ensemble()
        let answer = try TuttiProgram.run("report", repository.path, environment: ["COLUMNS": "\(columns)"])
        for line in answer.output.split(separator: "\n") {
            #expect(DisplayWidth.of(String(line)) <= columns, "\(line)")
        }
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\u{1B}[31mb", "a\\u{1B}[31mb"), ("a\nb\tc", "a\\u{A}b\\u{9}c"),
        ("\u{9B}31m", "\\u{9B}31m"),
        ("\u{202E}abc", "\\u{202E}abc"), ("naïve 日本 👩‍💻 שלום", "naïve 日本 👩‍💻 שלום"), ("\u{2028}", "\\u{2028}"),
    ])
    func `text from outside cannot command a terminal`(_ raw: String, shown: String) {
        #expect(Printable.text(raw) == shown)
    }

    @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍💻", 2), ("", 0), ("ＡＢ", 4)])
    func `width counts columns`(_ text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test func `a long text is cut at a column, not within a character`() {
        #expect(DisplayWidth.fitted("日本語", in: 5) == "日本…")
        #expect(DisplayWidth.fitted("abc", in: 3) == "abc")
        #expect(DisplayWidth.padded("日", to: 4) == "日  ")
    }

    @Test func `lines break between words, and within one that is too long`() {
        #expect(DisplayWidth.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(DisplayWidth.wrapped("abcdefghij", to: 4) == ["abcd", "efgh", "ij"])
        #expect(DisplayWidth.wrapped("", to: 4) == [])
    }

    @Test func `the report takes one screen and a half, whatever there is to say`() throws {
        let repository = try ScratchRepository.ensemble()
        var report = try JSONDecoder().decode(
            Report.self, from: Data(try TuttiProgram.run("report", repository.path, "--json").output.utf8))
        let long = Report.Found(
            signal: "coupling", sentence: String(repeating: "Sources/Some/Long/Path.swift and others ", count: 4),
            evidence: String(repeating: "Eleven of seventeen changes touched both, a week apart at most. ", count: 7),
            uncertainty: "Files may change together by chance; twelve weeks are short, and nobody was asked about it.",
            suggestion:
                "Try: look at the last three of these changes with somebody, and move what they share to one place.")
        report.findings = [long, long, long]
        let text = TerminalReport(report, style: TerminalStyle(width: 80, isColoured: false)).text
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count <= TerminalReport.height)
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.components(separatedBy: "Files may change together by chance").count == 4)
        #expect(words.components(separatedBy: "→ Try: look at the last three").count == 4)
    }

    @Test func `three commits, this repository and a library all fit on one screen and a half`() throws {
        let three = try ScratchRepository()
        for number in 1...3 { try three.commit("Change \(number)") }
        let own = BuiltProgram.checkout.path()
        let isClone = FileManager.default.fileExists(atPath: own + "/.git")
        // A library of a thousand commits is looked at where TUTTI_CLONES has it.
        for path in [three.path, isClone ? own : nil, Clones.path("hummingbird")].compactMap(\.self) {
            let answer = try TuttiProgram.run("report", path, environment: ["COLUMNS": "80"])
            #expect(answer.status == 0)
            let lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            #expect(lines.count <= TerminalReport.height, "\(answer.output)")
        }
    }
}
