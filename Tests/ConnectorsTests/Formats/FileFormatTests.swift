import Foundation
import Records
import TestKit
import Testing

@testable import Connectors

/// A small sound file of every format.
enum Samples {
    static let mapping = TableMapping(
        record: .deployment, source: "deploy.example.org",
        columns: ["id": "Nr", "service": "App", "finishedAt": "End"], constants: ["environment": "production"])

    static let texts: [(format: String, text: String)] = [
        (
            "junit",
            "<testsuites><testsuite name='s'><testcase name='a &lt;é'><failure><![CDATA[x ]] > y]]></failure></testcase></testsuite></testsuites>"
        ),
        (
            "nunit",
            "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x \"y\">]><test-run><test-suite name='s'><test-case name='a' result='Failed'><failure><message>&x;</message></failure></test-case></test-suite></test-run>"
        ),
        (
            "xunit",
            "<assemblies><assembly name='a'><collection name='c'><test name='t' type='T' method='t' result='Skip'><reason>no &#x263A;</reason></test></collection></assembly></assemblies>"
        ),
        (
            "trx",
            "<TestRun xmlns='x'><Results><UnitTestResult testId='1' testName='t' outcome='Passed' duration='00:00:01'/></Results><TestDefinitions><UnitTest id='1'><TestMethod className='C'/></UnitTest></TestDefinitions></TestRun>"
        ),
        (
            "ctrf",
            "{\"reportFormat\":\"CTRF\",\"results\":{\"tool\":{\"name\":\"jest\"},\"tests\":[{\"name\":\"a\",\"status\":\"passed\",\"duration\":1500,\"retries\":1}]}}"
        ),
        (
            "go-test",
            "{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"T\"}\n{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"T\",\"Elapsed\":0.5}\n{\"Action\":\"pass\",\"Package\":\"p\",\"Elapsed\":0.6}\n"
        ),
        ("tap", "TAP version 13\n1..3\nok 1 - adds\nnot ok 2 - divides\nok 3 - waits # SKIP no network\n"),
        (
            "jacoco",
            "<report name='r'><package name='org/x'><sourcefile name='A.java'><line nr='3' mi='0' ci='2' mb='1' cb='1'/><line nr='4' mi='1' ci='0'/></sourcefile></package></report>"
        ),
        (
            "clover",
            "<coverage clover='3'><project><file name='a.php' path='/w/a.php'><line num='1' type='stmt' count='2'/><line num='2' type='cond' truecount='1' falsecount='0'/></file></project></coverage>"
        ),
        (
            "sonarqube",
            "<coverage version='1'><file path='a.c'><lineToCover lineNumber='1' covered='true' branchesToCover='2' coveredBranches='1'/></file></coverage>"
        ),
        (
            "cobertura",
            "<coverage line-rate='1'><sources><source>/w/src</source></sources><class filename='a.py'><lines><line number='1' hits='3' condition-coverage='50% (1/2)'/></lines></class></coverage>"
        ),
        ("lcov", "TN:\r\nSF:a.c\r\nDA:1,5\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nend_of_record\n"),
        (
            "sarif",
            "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleId\":\"A\",\"message\":{\"text\":\"\\u00e9\\ud83d\\ude00\"},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a%20b.c\"}}}]}],\"tool\":{\"driver\":{\"name\":\"T\",\"rules\":[{\"id\":\"A\",\"defaultConfiguration\":{\"level\":\"note\"}}]}}}]}"
        ),
        (
            "eslint",
            "[{\"filePath\":\"/w/a.js\",\"messages\":[{\"ruleId\":\"semi\",\"severity\":2,\"message\":\"Missing\",\"line\":3,\"column\":4}],\"source\":\"x\"}]"
        ),
        (
            "prettier",
            "Checking formatting...\n[warn] src/a.js\n[error] b.js: SyntaxError: Unexpected token (1:2)\n[warn] Code style issues found in 2 files. Run Prettier with --write to fix.\n"
        ),
        (
            "lint",
            "a.py:1:2: E302 expected 2 blank lines, found 1\nC:\\w\\b.py:7: error: Name “x” is not defined [name-defined]\nFound 2 errors\n"
        ),
        (
            "json-lines",
            "{\"Nr\":\"1\",\"App\":\"shop\",\"End\":\"2026-03-02T09:00:00Z\"}\n{\"Nr\":2,\"App\":\"shop\",\"End\":\"2026-03-03T09:00:00+01:00\"}\n"
        ),
        (
            "csv",
            "\u{FEFF}Nr;App;End\r\n1;\"shop; \"\"new\"\"\r\nline\";2026-03-02 09:00:00\r\n\r\n2;shop;2026-03-03T09:00:00Z"
        ),
    ]

    static func read(_ format: String, _ pieces: [[UInt8]]) throws -> (records: [Record], summary: FormatSummary) {
        var reader = try #require(FileFormat.named(format)).reader(.init(mapping: mapping))
        var rest = pieces[...]
        var records: [Record] = []
        let summary = try reader.read(
            from: { buffer in
                while let piece = rest.popFirst() {
                    if piece.isEmpty { continue }
                    buffer.copyBytes(from: piece)
                    return piece.count
                }
                return 0
            }, into: { records.append($0) })
        return (records, summary)
    }

    static func json(_ records: [Record]) throws -> String {
        String(decoding: try JSONValue.canonical(records), as: UTF8.self)
    }
}

@Suite("Formats of files")
struct FileFormatTests {
    @Test func `have a sample each, and are found by how it begins`() {
        #expect(FileFormat.all.map(\.id) == Samples.texts.map(\.format))
        for sample in Samples.texts { #expect(FileFormat.detect(sample.text.utf8)?.id == sample.format) }
    }

    @Test(arguments: ["", "<html></html>", "hello", "\u{0}\u{0}", "PK\u{3}\u{4}"])
    func `are not guessed`(_ text: String) { #expect(FileFormat.detect(text.utf8) == nil) }

    @Test(arguments: Samples.texts.map(\.format))
    func `give the same records however their bytes are cut`(_ format: String) throws {
        let text = try #require(Samples.texts.first { $0.format == format }).text
        let bytes = Array(text.utf8)
        let whole = try Samples.read(format, [bytes])
        #expect(!whole.records.isEmpty)
        let single = try Samples.read(format, bytes.map { [$0] })
        #expect(try Samples.json(single.records) == Samples.json(whole.records))
        #expect(single.summary == whole.summary)
        for cut in 1..<bytes.count {
            let halves = try Samples.read(format, [Array(bytes[..<cut]), Array(bytes[cut...])])
            #expect(try Samples.json(halves.records) == Samples.json(whole.records), "cut at \(cut)")
        }
    }

    @Test(arguments: Samples.texts.map(\.format))
    func `are read in UTF-16 as in UTF-8`(_ format: String) throws {
        let text = try #require(Samples.texts.first { $0.format == format }).text
        let whole = try Samples.read(format, [Array(text.utf8)])
        let plain = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        for isLittle in [true, false] {
            let units = ("\u{FEFF}" + plain).utf16.flatMap { unit in
                isLittle ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            }
            let found = try Samples.read(format, units.map { [$0] })
            #expect(try Samples.json(found.records) == Samples.json(whole.records))
        }
    }

    @Test(arguments: Samples.texts.map(\.format))
    func `end with a sentence, or well, wherever they are cut off or damaged`(_ format: String) throws {
        let text = try #require(Samples.texts.first { $0.format == format }).text
        var chance = SeededGenerator(seed: 7)
        let bytes = Array(text.utf8)
        for cut in 0..<bytes.count { try attempt(format, Array(bytes[..<cut])) }
        for _ in 0..<600 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &chance) {
                let place = Int.random(in: 0..<damaged.count, using: &chance)
                switch Int.random(in: 0..<3, using: &chance) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &chance)
                case 1: damaged.insert(UInt8.random(in: 0...255, using: &chance), at: place)
                default: if damaged.count > 1 { damaged.remove(at: place) }
                }
            }
            try attempt(format, damaged)
        }
        for length in [1, 3, 17, 400] {
            try attempt(format, (0..<length).map { _ in UInt8.random(in: 0...255, using: &chance) })
        }
    }

    /// Anything may be said about a damaged file, as long as it is said in a sentence.
    private func attempt(_ format: String, _ bytes: [UInt8]) throws {
        do {
            _ = try Samples.read(format, [bytes])
        } catch let trouble as FormatTrouble {
            #expect(trouble.description.hasSuffix(".") || trouble.description.hasSuffix("?"))
        }
    }

    @Test(arguments: ["junit", "nunit", "xunit", "trx", "jacoco", "cobertura", "clover", "sarif", "eslint", "ctrf"])
    func `that are cut off never pass for whole`(_ format: String) throws {
        let text = try #require(Samples.texts.first { $0.format == format }).text
        let bytes = Array(text.utf8)
        for cut in 0..<bytes.count {
            #expect(throws: FormatTrouble.self, "cut at \(cut)") { try Samples.read(format, [Array(bytes[..<cut])]) }
        }
    }

    @Test(arguments: ["csv", "json-lines"])
    func `of rows ask for a mapping`(_ format: String) throws {
        var reader = try #require(FileFormat.named(format)).reader()
        #expect(throws: FormatTrouble.self) { try reader.read(Data("a,b\n1,2\n".utf8)) { _ in } }
    }
}
