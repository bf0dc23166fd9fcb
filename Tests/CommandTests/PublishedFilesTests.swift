import Foundation
import TestKit
import Testing

/// Files of many tools, of which others have said what they add up to.
@Suite("tutti map files, with files of many tools", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct PublishedFilesTests {
    private struct TestsExpected: Decodable {
        let tests, testsSucc, testsSkip, testsFail, testsError, suites, duration: Int
    }

    private struct CoverageExpected: Decodable {
        struct Lcov: Decodable { let files, linesFound, linesHit, branchesFound, branchesHit: Int }
        let lcov: Lcov?
    }

    private struct FindingsExpected: Decodable {
        let error: String?
        let runs, results, distinctRules, distinctUris, suppressed: Int?
        let byLevel: [String: Int]?
        let tools: [String?]?
    }

    private func expected<Expected: Decodable>(_ folder: String) throws -> [String: Expected] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = SharedData.file("formats/\(folder)/expected.json")
        return try decoder.decode([String: Expected].self, from: Data(contentsOf: file))
    }

    /// What the program says of each file, all being read in one run, by its path in the folder.
    private func mapped(_ files: [String], in folder: String) throws -> [String: MappedFiles.File] {
        let run = try BuiltProgram.run(
            BuiltProgram.path("tutti"), ["map", "files", "auto", "--json"] + files,
            in: SharedData.file("formats/\(folder)"))
        return Dictionary(uniqueKeysWithValues: try MappedFiles(run.output).files.map { ($0.file, $0) })
    }

    @Test func `reports of tests add up to what is known`() throws {
        let expected: [String: TestsExpected] = try expected("junit")
        let found = try mapped(expected.keys.sorted(), in: "junit")
        #expect(found.count == 45)
        for (name, wanted) in expected {
            let totals = try #require(found[name]?.summary, "\(name)")
            #expect(totals.tests == wanted.tests, "\(name)")
            #expect(totals.passed == wanted.testsSucc, "\(name)")
            #expect(totals.skipped == wanted.testsSkip, "\(name)")
            #expect(totals.failed == wanted.testsFail, "\(name)")
            #expect(totals.errors == wanted.testsError, "\(name)")
            #expect(totals.suites == wanted.suites, "\(name)")
            #expect(totals.seconds.map { Int($0) } == wanted.duration, "\(name)")
        }
    }

    @Test func `reports of coverage agree in every format`() throws {
        let expected: [String: CoverageExpected] = try expected("coverage/gcovr")
        let names = ["coverage.lcov", "cobertura.xml", "jacoco.xml", "sonarqube.xml", "clover.xml"]
        let present = expected.keys.sorted().flatMap { run in names.map { "\(run)/\($0)" } }
            .filter { FileManager.default.fileExists(atPath: SharedData.file("formats/coverage/gcovr/\($0)").path()) }
        let found = try mapped(present, in: "coverage/gcovr")
        #expect(found.count == present.count)
        for file in found.values {
            let run = try #require(file.file.split(separator: "/").first)
            let wanted = try #require(expected[String(run)]?.lcov, "\(file.file)")
            let totals = try #require(file.summary, "\(file.file)")
            #expect(totals.lines == wanted.linesFound, "\(file.file)")
            #expect(totals.linesCovered == wanted.linesHit, "\(file.file)")
            // In this format its tool writes no branches, and names files that have no lines.
            let isClover = file.format == "clover"
            #expect(totals.branches == (isClover ? 0 : wanted.branchesFound), "\(file.file)")
            #expect(totals.branchesTaken == (isClover ? 0 : wanted.branchesHit), "\(file.file)")
            if !isClover { #expect(totals.files == wanted.files, "\(file.file)") }
        }
    }

    @Test func `logs of findings add up to what is known`() throws {
        let expected: [String: FindingsExpected] = try expected("sarif")
        let names = expected.keys.sorted().map { name in
            FileManager.default.fileExists(atPath: SharedData.file("formats/sarif/\(name)").path())
                ? name : name + ".gz"
        }
        let found = try mapped(names, in: "sarif")
        #expect(found.count == 45)
        #expect(found.values.reduce(0) { $0 + ($1.summary?.results ?? 0) } == 1427)
        for (name, wanted) in expected {
            let file = try #require(found[name] ?? found[name + ".gz"])
            guard wanted.error == nil else {
                #expect(file.summary == nil, "\(name)")
                continue
            }
            let totals = try #require(file.summary, "\(name)")
            #expect(totals.runs == wanted.runs, "\(name)")
            #expect(totals.results == wanted.results, "\(name)")
            #expect(totals.byLevel == wanted.byLevel, "\(name)")
            #expect(totals.rules == wanted.distinctRules, "\(name)")
            #expect(totals.files == wanted.distinctUris, "\(name)")
            #expect(totals.suppressed == wanted.suppressed, "\(name)")
            let tools = (wanted.tools ?? []).compactMap(\.self)
            if !tools.isEmpty { #expect(totals.tools == tools.sorted(), "\(name)") }
        }
    }
}
