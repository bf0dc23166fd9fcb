import Foundation
import Records
import Testing

@testable import Connectors

@Suite("Hostile files")
struct HostileFileTests {
    private func messages(_ text: String) throws -> [String?] {
        try read(TestReportReader(), Data(text.utf8)).records.map {
            if case .testResult(let result) = $0 { result.message } else { nil }
        }
    }

    @Test func `expand no entity, however many are declared`() throws {
        let laughs = (1...20).map { "<!ENTITY l\($0) \"" + String(repeating: "&l\($0 - 1);", count: 10) + "\">" }
        let found = try messages(
            """
            <!DOCTYPE x [<!ENTITY l0 "ha"> <!-- don't ]> --> \(laughs.joined())]>
            <testsuite><testcase name="a"><failure>&l20;</failure></testcase></testsuite>
            """)
        #expect(found == ["&l20;"])
    }

    @Test(arguments: [
        "SYSTEM 'file:///etc/passwd'", "SYSTEM \"http://127.0.0.1:1/x\"", "PUBLIC '-//X' 'file:///etc/hostname'",
    ])
    func `reach no other file and no address`(_ place: String) throws {
        let found = try messages(
            """
            <!DOCTYPE x [<!ENTITY e \(place)> <!ENTITY % p \(place)> %p;]>
            <testsuite><testcase name="a"><failure message="&e;"/></testcase></testsuite>
            """)
        #expect(found == ["&e;"])
    }

    @Test func `are told to be too deep`() {
        let deep = String(repeating: "<testsuite>", count: 100_000)
        #expect(throws: FormatTrouble.tooDeep(line: 1, limit: 256)) { try messages(deep) }
        var file = JSONFile(SarifReader())
        let nested = Data(String(repeating: "[", count: 100_000).utf8)
        #expect(throws: FormatTrouble.tooDeep(line: 1, limit: 256)) { try file.read(nested) { _ in } }
    }

    @Test func `are told to have endless tags and lines`() {
        #expect(throws: FormatTrouble.tooLong(line: 1, what: "a tag", limit: 1 << 22)) {
            try messages("<testsuite name='" + String(repeating: "x", count: 5_000_000))
        }
        var file = LcovReader()
        let endless = Data(("SF:" + String(repeating: "x", count: 17_000_000)).utf8)
        #expect(throws: FormatTrouble.tooLong(line: 1, what: "a line", limit: 1 << 24)) {
            try file.read(endless) { _ in }
        }
    }

    @Test(arguments: [
        ("", "The file is empty."), (" \n ", "The file is empty."),
        ("<html></html>", "This is no test report: it begins with <html>."),
        ("hello", "Line 1: this is no XML."),
        ("<testsuite>\n<testcase>", "The file ends too early, in line 2: it may not have been written or sent whole."),
        ("<testsuite>\n</testcase>", "Line 2: “testcase” ends and was not open."),
        ("<testsuite a=b/>", "Line 1: in the tag “testsuite”, a value stands without quotation marks."),
        ("<testsuite a='1'b='2'/>", "Line 1: in the tag “testsuite”, quotation marks do not match."),
        ("<testsuite/>x", "Line 1: text after the end."), ("<testsuite/><testsuite/>", "Line 1: a second root."),
        ("<testsuite>\u{0}</testsuite>", "Line 1: a zero byte, which no text holds."),
    ])
    func `say what is wrong and where`(_ text: String, _ sentence: String) throws {
        #expect { try messages(text) } throws: { "\($0)" == sentence }
    }

    @Test func `in other encodings keep their letters`() throws {
        let text = "<?xml version='1.0' encoding='ISO-8859-1'?><testsuite><testcase name='caf\u{E9}'/></testsuite>"
        let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        let found = try Samples.read("junit", bytes.map { [$0] }).records
        guard case .testResult(let result) = found.first else { throw FormatTrouble.empty }
        #expect(result.name == "café")
    }

    @Test func `with colours of a terminal in their output are read`() throws {
        #expect(
            try messages(
                "<testsuite><testcase name='a'><failure>\u{1B}[31mno\u{1B}[0m</failure></testcase></testsuite>")
                == ["\u{1B}[31mno\u{1B}[0m"])
    }

    @Test(arguments: [
        ("{\"runs\":[}", "Line 1: “}” stands where a JSON value should."),
        ("{\"runs\":[1,]}", "Line 1: “]” stands where a JSON value should."),
        ("{\"runs\":\n[tru]}", "Line 2: “tru” is no JSON value."),
        ("{\"runs\":[]", "The file ends too early, in line 1: it may not have been written or sent whole."),
        ("{}", "This is no SARIF log: it has no “runs”."),
        ("{\"version\":\"1.0.0\",\"runs\":[]}", "This is no SARIF log of version 2: it is of version “1.0.0”."),
        ("{\"a\":\"\\x\"}", "Line 1: “\\x” means nothing in JSON."),
    ])
    func `of JSON say what is wrong and where`(_ text: String, _ sentence: String) {
        var file = JSONFile(SarifReader())
        #expect { try file.read(Data(text.utf8)) { _ in } } throws: { "\($0)" == sentence }
    }
}
