import Foundation
import TestKit
import Testing

@Suite("tutti pulse analyse")
struct PulseAnalyseTests {
    private static let answers = """
        team;wave;q1;q2;q3;nps;words
        red;1;4;5;2;9;"fine; mostly"
        red;1;5;5;1;10;
        red;1;4;4;2;8;
        blue;1;2;1;5;3;
        blue;1;1;2;x;0;
        blue;2;2;2;4;6;
        red;2;5;4;1;10;
        """

    private static func file(_ text: String = answers) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "tutti-answers-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: file)
        return file.path()
    }

    @Test func `is read in eighty columns`() throws {
        let file = try Self.file()
        defer { try? FileManager.default.removeItem(atPath: file) }
        let run = try TuttiProgram.run(
            "pulse", "analyse", file, "--scale", "1-5", "--reverse", "q3", "--group", "team", "--wave", "wave",
            "--recommend", "nps", environment: ["COLUMNS": "80"])
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        for words in [
            "7 rows, 7 columns", "q3 (turned round)", "2 groups by team", "Change by wave",
            "line 6, q3: \"x\" is no number",
        ] {
            #expect(run.output.contains(words), "\(words)")
        }
    }

    @Test(
        .enabled(
            if: JSONSchemaJudge.isThere,
            "needs the Python package jsonschema; TUTTI_PYTHON names an interpreter that has it"),
        arguments: [
            [], ["--scale", "1-5", "--reverse", "q3", "--group", "team", "--wave", "wave", "--items", "q1,q2,q3"],
        ])
    func `keeps its contract`(_ options: [String]) throws {
        let file = try Self.file()
        defer { try? FileManager.default.removeItem(atPath: file) }
        let run = try BuiltProgram.run(BuiltProgram.path("tutti"), ["pulse", "analyse", file, "--json"] + options)
        try #require(run.status == 0, "\(run.errors)")
        let schema = "tutti.analysis-1.schema.json"
        #expect(try JSONSchemaJudge.run("Draft202012Validator.check_schema(schema)", "{}", schema: schema).status == 0)
        let judged = try JSONSchemaJudge.run(
            "Draft202012Validator(schema).validate(document)", run.output, schema: schema)
        #expect(judged.status == 0, "\(judged.errors)")
    }

    @Test(arguments: [
        (["--scale", "five"], "is no scale"), (["--scale", "5-1"], "is no scale"),
        (["--group", "tem"], "no column \"tem\""),
        (["--reverse", "words"], "holds no numbers"), (["--items", "q1"], "two columns"),
    ])
    func `says what it cannot use`(_ options: [String], _ words: String) throws {
        let file = try Self.file()
        defer { try? FileManager.default.removeItem(atPath: file) }
        let run = try BuiltProgram.run(BuiltProgram.path("tutti"), ["pulse", "analyse", file] + options)
        #expect(run.status == 2 && run.errors.contains(words) && run.output.isEmpty, "\(run.errors)")
    }

    @Test func `a file that is none`() throws {
        #expect(try TuttiProgram.run("pulse", "analyse", "/nowhere.csv").status == 2)
        let file = try Self.file("a,b\n\"1,2\n")
        defer { try? FileManager.default.removeItem(atPath: file) }
        let run = try TuttiProgram.run("pulse", "analyse", file)
        #expect(run.status == 2 && run.errors.contains("line 2 never closes"))
    }
}
