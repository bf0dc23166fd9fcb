import Foundation
import Records
import TestKit
import Testing

@testable import Connectors

@Suite("Reports of tests")
struct TestReportTests {
    struct Expected: Decodable {
        var tests: Int
        var testsSucc: Int
        var testsSkip: Int
        var testsFail: Int
        var testsError: Int
        var suites: Int
        var duration: Int
    }

    static let folder = SharedData.file("formats/junit")

    static let expected: [String: Expected] = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = try? Data(contentsOf: folder.appending(path: "expected.json"))
        return data.flatMap { try? decoder.decode([String: Expected].self, from: $0) } ?? [:]
    }()

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `are forty-five with known sums`() { #expect(Self.expected.count == 45) }

    @Test(
        .enabled(if: SharedData.isPresent, "needs ../shared/data"),
        arguments: [
            "nunit/nunit3/jenkins/NUnit-issue47367.xml", "nunit/nunit3/jenkins/NUnit-issue17521.xml",
        ])
    func `that are broken say in which line`(_ name: String) throws {
        #expect(throws: FormatTrouble.self) {
            try read(TestReportReader(), Data(contentsOf: Self.folder.appending(path: name)))
        }
    }

    @Test(
        .enabled(if: SharedData.isPresent, "needs ../shared/data"), arguments: expected.keys.sorted())
    func `of many tools add up to what is known`(_ name: String) throws {
        let wanted = try #require(Self.expected[name])
        let (records, summary) = try read(
            TestReportReader(), Data(contentsOf: Self.folder.appending(path: name)))
        guard case .tests(let totals) = summary else { throw FormatTrouble.empty }
        #expect(totals.tests == wanted.tests, "tests, records \(records.count)")
        #expect(totals.passed == wanted.testsSucc, "passed")
        #expect(totals.skipped == wanted.testsSkip, "skipped")
        #expect(totals.failed == wanted.testsFail, "failed")
        #expect(totals.errors == wanted.testsError, "errors")
        #expect(totals.suites == wanted.suites, "suites")
        #expect(Int(totals.seconds) == wanted.duration, "seconds \(totals.seconds)")
    }
}

@Suite("A test in a report")
struct TestCaseTests {
    private func results(_ text: String) throws -> [TestResult] {
        try read(TestReportReader(), Data(text.utf8)).records.compactMap {
            if case .testResult(let result) = $0 { result } else { nil }
        }
    }

    @Test func `has its class in front of its name, its file, its time and its message`() throws {
        let found = try results(
            """
            <testsuites><testsuite name="cart" file="cart.py"><testcase classname="cart.Cart" name="adds" time="1,234.5">
            <failure message="1 &lt; 2&#33;">long</failure></testcase></testsuite></testsuites>
            """)
        #expect(
            found == [
                TestResult(
                    suite: "cart", name: "cart.Cart.adds", file: "cart.py", outcome: .failed, seconds: 1234.5,
                    message: "1 < 2!")
            ])
    }

    @Test func `that passed after failing keeps the tries before`() throws {
        let found = try results(
            """
            <testsuite><testcase name="a"><flakyFailure message="x"><stackTrace>y</stackTrace></flakyFailure><flakyError/>
            </testcase></testsuite>
            """)
        #expect(found.map(\.outcome) == [.passed])
        #expect(found.map(\.earlier) == [[.failed, .error]])
    }

    @Test func `that failed in every try keeps them all`() throws {
        let found = try results(
            "<testsuite><testcase name='a'><failure/><rerunFailure/><rerunError/></testcase></testsuite>")
        #expect(found.map(\.outcome) == [.error])
        #expect(found.map(\.earlier) == [[.failed, .failed]])
    }

    @Test func `keeps the beginning of what it has to say`() throws {
        let long = String(repeating: "é", count: 500_000)
        let found = try results(
            "<testsuite><testcase name='a'><error><![CDATA[\(long)]]></error></testcase></testsuite>")
        #expect(found.first?.message == String(repeating: "é", count: 1_000))
    }

    @Test(arguments: [
        ("1.5", 1.5), ("1,234", 1234), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("0,25", 0.25),
        ("1,234,567", 1_234_567), ("00:01:02.5", 62.5), ("1.01:00:00", 90_000), (" 2 ", 2),
    ])
    func `took so long`(_ text: String, _ seconds: Double) {
        #expect(TestSeconds.read(text) == seconds)
    }

    @Test(arguments: ["", "NaN", "inf", "-1", "soon", "1:2", "::"])
    func `took nobody knows how long`(_ text: String) { #expect(TestSeconds.read(text) == nil) }
}

func read<Reader: XMLReading & RecordSource>(
    _ reader: Reader, _ data: Data
) throws -> (records: [Record], summary: FormatSummary) {
    var file = XMLFile(reader)
    var records: [Record] = []
    let summary = try file.read(data) { records.append($0) }
    return (records, summary)
}
