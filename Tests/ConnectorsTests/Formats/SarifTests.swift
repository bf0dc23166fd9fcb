import Foundation
import Records
import TestKit
import Testing

@testable import Connectors

@Suite("SARIF logs")
struct SarifTests {
    struct Expected: Decodable {
        var version: String?
        var runs: Int?
        var tools: [String?]?
        var results: Int?
        var byLevel: [String: Int]?
        var distinctRules: Int?
        var distinctUris: Int?
        var suppressed: Int?
        var error: String?
    }

    static let folder = SharedData.file("formats/sarif")

    static let expected: [String: Expected] = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = try? Data(contentsOf: folder.appending(path: "expected.json"))
        return data.flatMap { try? decoder.decode([String: Expected].self, from: $0) } ?? [:]
    }()

    static func data(_ name: String) throws -> Data {
        let plain = folder.appending(path: name)
        if let data = try? Data(contentsOf: plain) { return data }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", plain.path() + ".gz"]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }

    private func totals(_ data: Data) throws -> FindingTotals {
        var file = JSONFile(SarifReader())
        var counted = FindingTotals()
        let summary = try file.read(data) { record in
            if case .finding(let finding) = record { counted.count(finding) }
        }
        guard case .findings(let totals) = summary else { throw FormatTrouble.empty }
        #expect(totals.findings == counted.findings)
        return totals
    }

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `are forty-five with known sums`() {
        #expect(Self.expected.count == 45)
        #expect(Self.expected.values.reduce(0) { $0 + ($1.results ?? 0) } == 1427)
    }

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"), arguments: expected.keys.sorted())
    func `of many tools add up to what is known`(_ name: String) throws {
        let wanted = try #require(Self.expected[name])
        if wanted.error != nil {
            #expect(throws: FormatTrouble.self) { try totals(Self.data(name)) }
            return
        }
        let found = try totals(Self.data(name))
        #expect(found.runs == wanted.runs)
        #expect(found.findings == wanted.results)
        #expect(Dictionary(uniqueKeysWithValues: found.byLevel.map { ($0.rawValue, $1) }) == wanted.byLevel)
        #expect(found.rules.count == wanted.distinctRules)
        #expect(found.paths.count == wanted.distinctUris)
        #expect(found.suppressed == wanted.suppressed)
        let tools = Set((wanted.tools ?? []).compactMap(\.self))
        if !tools.isEmpty { #expect(found.tools == tools) }
    }

    @Test func `name tools and their extensions with their versions`() throws {
        let log = """
            {"version": "2.1.0", "runs": [
              {"tool": {"driver": {"name": "Lint", "version": "1.2", "semanticVersion": "1.2.0"},
                        "extensions": [{"name": "pack", "version": "7"}, {"name": "plain"}]}, "results": []},
              {"tool": {"driver": {"name": "Other"}}, "results": []}]}
            """
        #expect(try totals(Data(log.utf8)).toolVersions == ["Lint 1.2.0", "pack 7", "plain", "Other"])
    }
}
