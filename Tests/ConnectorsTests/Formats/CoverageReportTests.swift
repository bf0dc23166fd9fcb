import Foundation
import Records
import TestKit
import Testing

@testable import Connectors

@Suite("Reports of coverage")
struct CoverageReportTests {
    static let folder = SharedData.file("formats/coverage")

    static func expected(_ name: String) -> [String: [String: [String: JSONValue]]] {
        (try? JSONDecoder().decode(
            [String: [String: [String: JSONValue]]].self, from: Data(contentsOf: folder.appending(path: name)))) ?? [:]
    }

    static let gcovr = expected("gcovr/expected.json")

    private func totals(_ path: String) throws -> CoverageTotals? {
        let url = Self.folder.appending(path: path)
        guard let data = try? Data(contentsOf: url) else { return nil }
        var reader: any RecordReading =
            switch url.lastPathComponent {
            case let name where name.contains("lcov"): LcovReader()
            case "jacoco.xml": XMLFile(JacocoReader())
            default: XMLFile(CoverageReportReader())
            }
        var union = CoverageUnion()
        let summary = try reader.read(data) { record in
            if case .coverage(let file) = record { union.add(file) }
        }
        #expect(summary == .coverage(union.totals))
        return union.totals
    }

    private func number(_ value: JSONValue?) -> Int? {
        switch value {
        case .number(let number): Int(number)
        case .string(let text): Int(text)
        default: nil
        }
    }

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"), arguments: gcovr.keys.sorted())
    func `of one run agree in every format`(_ run: String) throws {
        guard let lcov = Self.gcovr[run]?["lcov"] else { return }
        let wanted = CoverageTotals(
            files: try #require(number(lcov["files"])), lines: try #require(number(lcov["lines_found"])),
            linesCovered: try #require(number(lcov["lines_hit"])),
            branches: try #require(number(lcov["branches_found"])),
            branchesTaken: try #require(number(lcov["branches_hit"])))
        for name in ["coverage.lcov", "cobertura.xml", "jacoco.xml", "sonarqube.xml"] {
            if let found = try totals("gcovr/\(run)/\(name)") { #expect(found == wanted, "\(name)") }
        }
        if let clover = try totals("gcovr/\(run)/clover.xml") {
            #expect(clover.lines == wanted.lines)
            #expect(clover.linesCovered == wanted.linesCovered)
            #expect(clover.branches == 0, "the tool writes none in this format")
        }
    }

    @Test(
        .enabled(if: SharedData.isPresent, "needs ../shared/data"),
        arguments: [
            (
                "Java-Cobertura2.1.1.xml",
                CoverageTotals(files: 7, lines: 36, linesCovered: 24, branches: 4, branchesTaken: 1)
            ),
            (
                "csharp-Cobertura_coverlet.xml",
                CoverageTotals(files: 18, lines: 255, linesCovered: 156, branches: 14, branchesTaken: 9)
            ),
            (
                "csharp-lcov.info",
                CoverageTotals(files: 15, lines: 184, linesCovered: 118, branches: 8, branchesTaken: 5)
            ),
            (
                "docs-Cobertura-Cobertura.xml",
                CoverageTotals(files: 5, lines: 97, linesCovered: 70, branches: 8, branchesTaken: 4)
            ),
            (
                "docs-lcov-lcov.info",
                CoverageTotals(files: 5, lines: 108, linesCovered: 75, branches: 8, branchesTaken: 4)
            ),
        ])
    func `of other tools have so many different lines`(_ name: String, _ wanted: CoverageTotals) throws {
        #expect(try totals("reportgenerator/\(name)") == wanted)
    }
}
