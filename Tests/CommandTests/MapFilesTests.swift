import Foundation
import TestKit
import Testing

@Suite("tutti map files")
struct MapFilesTests {
    static let report = """
        <testsuite name="cart"><testcase name="adds" time="0.5"/><testcase name="pays"><failure message="no"/></testcase>
        </testsuite>
        """
    static let trace = "SF:app/main.c\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nend_of_record\n"

    private func folder(_ files: [String: String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-map-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return folder.path()
    }

    @Test func `prints records and totals as one document`() throws {
        let folder = try folder(["report.xml": Self.report])
        let run = try TuttiProgram.run("map", "files", "auto", "report.xml", "--json", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let document = try MappedFiles(run.output)
        #expect(document.schema == "tutti.map/1")
        #expect(document.source == "files")
        #expect(document.category == "auto")
        #expect(document.answers == 1)
        #expect(document.records.map(\.type) == ["test-result", "test-result"])
        #expect(document.problems.isEmpty)
        let summary = try #require(document.summary)
        #expect(summary.tests == 2)
        #expect(summary.passed == 1)
        #expect(summary.failed == 1)
        #expect(summary.errors == 0)
        #expect(summary.suites == 1)
        #expect(summary.seconds == 0.5)
        #expect(document.files.map(\.format) == ["junit"])
    }

    @Test func `prints a line for each record, then what the file adds up to`() throws {
        let folder = try folder(["report.xml": Self.report, "trace.info": Self.trace])
        let run = try TuttiProgram.run("map", "files", "auto", "report.xml", "trace.info", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.output == """
                cart adds  passed
                cart pays  failed
                report.xml: JUnit XML, 2 tests: 1 passed, 0 skipped, 1 failed, 0 errors; 1 suite, 0.5 seconds

                app/main.c  1 of 2 lines
                trace.info: lcov tracefile, 1 file: 1 of 2 lines, 1 of 2 branches

                """)
    }

    @Test func `says what is wrong with a file, goes on with the next, and ends with 1`() throws {
        let folder = try folder([
            "cut.xml": "<testsuite>\n<testcase name=\"a\"/>", "none": "", "trace.info": Self.trace,
        ])
        for arguments in [["auto", "--json"], ["auto"]] {
            let run = try BuiltProgram.run(
                BuiltProgram.path("tutti"), ["map", "files"] + arguments + ["cut.xml", "none", "trace.info"],
                in: URL(filePath: folder))
            #expect(run.status == 1)
            for words in ["The file ends too early, in line 2", "The file is empty.", "app/main.c"] {
                #expect(run.output.contains(words), "\(words)")
            }
            guard arguments.contains("--json") else { continue }
            let document = try MappedFiles(run.output)
            #expect(document.problems.map(\.at) == ["cut.xml", "none"])
            #expect(document.summary == nil)
            #expect(document.files.map { $0.summary?.lines } == [nil, nil, 2])
        }
    }

    @Test func `says of a file that is another than it is called what it is`() throws {
        let folder = try folder(["report.xml": Self.report, "letter": "Dear reader"])
        let sarif = try TuttiProgram.run("map", "files", "sarif", "report.xml", in: folder)
        #expect(sarif.status == 1)
        #expect(sarif.output.hasPrefix("report.xml: "))
        let letter = try TuttiProgram.run("map", "files", "auto", "letter", in: folder)
        #expect(letter.status == 1)
        #expect(letter.output.contains("Name it: junit,"))
    }

    @Test func `unpacks as it reads, also what has several parts`() throws {
        let line = "a.py:1:2: E501 too long\n"
        let folder = try folder(["one": String(repeating: line, count: 20_000), "two": line])
        let packed = try BuiltProgram.run(
            "/bin/sh", ["-c", "gzip one two && cat one.gz two.gz > both.gz && head -c 500 one.gz > cut.gz"],
            in: URL(filePath: folder))
        #expect(packed.status == 0)
        let whole = try TuttiProgram.run(
            "map", "files", "lint", "both.gz", "--tool", "flake8", "--json", in: folder)
        #expect(whole.status == 0, "\(whole.errors)")
        let summary = try MappedFiles(whole.output).summary
        #expect(summary?.results == 20_001)
        #expect(summary?.tools == ["flake8"])
        let cut = try TuttiProgram.run("map", "files", "lint", "cut.gz", in: folder)
        #expect(cut.status == 1)
        #expect(cut.output.contains("cut.gz: The file is packed, and broken or not whole."))
    }

    @Test func `reads tables by a mapping`() throws {
        let mapping =
            #"{"record":"deployment","source":"d.example.org","columns":{"id":"Nr","service":"App","finishedAt":"End"}}"#
        let folder = try folder([
            "some.csv": "Nr,App,End\n1,web,2026-03-01T10:00:00Z\n2,web,2026-03-02T10:00:00Z\n",
            "bad.csv": "Nr,App,End\n1,web,soon\n", "map.json": mapping, "broken.json": "{}",
        ])
        let good = try TuttiProgram.run(
            "map", "files", "csv", "some.csv", "--mapping", "map.json", "--json", in: folder)
        #expect(good.status == 0, "\(good.errors)")
        #expect(try MappedFiles(good.output).records.map(\.type) == ["deployment", "deployment"])
        #expect(try MappedFiles(good.output).summary?.rows == 2)
        let bad = try TuttiProgram.run("map", "files", "csv", "bad.csv", "--mapping", "map.json", in: folder)
        #expect(bad.status == 1)
        #expect(bad.output.contains("bad.csv: Line 2, column “End”"))
        let without = try TuttiProgram.run("map", "files", "csv", "some.csv", in: folder)
        #expect(without.status == 1)
        #expect(without.output.contains("some.csv: The mapping file: a table needs one"))
        let broken = try TuttiProgram.run("map", "files", "csv", "some.csv", "--mapping", "broken.json", in: folder)
        #expect(broken.status == 2)
        #expect(broken.errors.contains("broken.json: The mapping file: “record” is missing."))
    }

    @Test(arguments: [
        (["files", "juni"], "Did you mean junit?"), (["files", "junit", "none.xml"], "none.xml cannot be read"),
        (["files", "auto", "/"], "/ cannot be read"), (["fils", "auto"], "Did you mean files?"),
        (["files", "auto", "--url", "https://a"], "not for files"),
        (["github", "issues", "--tool", "a"], "for files only"),
    ])
    func `ends with 2 where it cannot be used`(_ arguments: [String], _ words: String) throws {
        let run = try BuiltProgram.run(BuiltProgram.path("tutti"), ["map"] + arguments)
        #expect(run.status == 2)
        #expect(run.errors.contains(words), "\(run.errors)")
    }
}
