import Foundation
import TestKit
import Testing

@Suite("Exit codes, and one line that says why")
struct ExitCodeTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let arguments: [String]
        let status: Int32
        let says: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(arguments: [
        Case(arguments: ["report", "/nowhere/at/all"], status: 2, says: "no folder at /nowhere/at/all"),
        Case(arguments: ["report", "/"], status: 2, says: "not a git repository"),
        Case(arguments: ["report", "ext::sh -c id"], status: 2, says: "neither a path nor a git URL"),
        Case(arguments: ["report", "http://127.0.0.1:1/x.git"], status: 3, says: "Cloning from 127.0.0.1:1 failed"),
        Case(arguments: ["report", "--since", "soon"], status: 2, says: "soon"),
        Case(arguments: ["report", "--since", "2023-02-30"], status: 2, says: "2023-02-30"),
        Case(arguments: ["report", "--json", "--markdown"], status: 2, says: "Only one of"),
        Case(arguments: ["report", "--html"], status: 2, says: "--html"),
        Case(arguments: ["reprot"], status: 2, says: "reprot"),
        Case(arguments: ["explain", "truck-facto"], status: 2, says: "Did you mean truck-factor?"),
        Case(arguments: ["serve", "--port", "99999"], status: 2, says: "--port takes a number"),
        Case(arguments: ["serve", "--tls-key", "x"], status: 2, says: "belong together"),
        Case(
            arguments: ["migrate", "--database", "mysql://x"], status: 2, says: "neither a path nor a postgres:// URL"),
        Case(arguments: ["migrate", "--database", "postgres://127.0.0.1:1/x"], status: 3, says: "cannot be reached"),
        Case(arguments: ["import", "git"], status: 2, says: "path-or-url"),
    ])
    func `trouble is one line on standard error`(_ wrong: Case) throws {
        let answer = try BuiltProgram.run(BuiltProgram.path("tutti"), wrong.arguments, in: URL(filePath: "/"))
        #expect(answer.status == wrong.status)
        #expect(answer.output == "")
        #expect(answer.errors.hasPrefix("tutti: "))
        #expect(answer.errors.contains(wrong.says), "\(answer.errors)")
        #expect(answer.errors.filter { $0 == "\n" }.count == 1, "\(answer.errors)")
    }

    @Test(arguments: ["--help", "--version", "report --help", "people merge --help", "help serve"])
    func `help goes to standard output and is no error`(_ line: String) throws {
        let answer = try BuiltProgram.run(BuiltProgram.path("tutti"), line.split(separator: " ").map(String.init))
        #expect(answer.status == 0)
        #expect(!answer.output.isEmpty)
        #expect(answer.errors == "")
    }

    @Test(arguments: [
        "report", "explain", "check", "serve", "import git", "people list", "people explain", "people merge",
        "people split", "people classify", "paths list", "paths set", "paths remove", "signals", "migrate", "doctor",
    ])
    func `every command teaches by an example`(_ command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let answer = try BuiltProgram.run(BuiltProgram.path("tutti"), words + ["--help"])
        #expect(answer.output.contains("Example"))
        #expect(answer.output.contains("  tutti \(command)"))
    }

    @Test func `a revision that nobody knows is named`() throws {
        let repository = try ScratchRepository.ensemble()
        let answer = try TuttiProgram.run("report", repository.path, "--rev", "v9")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("v9"))
    }

    @Test func `a file that cannot be written is named`() throws {
        let repository = try ScratchRepository.ensemble()
        let answer = try TuttiProgram.run("report", repository.path, "--html", "/nowhere/report.html")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("/nowhere/report.html"))
    }

    @Test func `a reader that has seen enough ends the report without a word`() throws {
        let repository = try ScratchRepository.ensemble()
        let answer = try BuiltProgram.run(
            "/bin/bash",
            ["-c", "\"$1\" report \"$2\" --json | head -c 10", "bash", BuiltProgram.path("tutti"), repository.path])
        #expect(answer.status == 0)
        #expect(answer.output.count == 10)
        #expect(answer.errors == "")
    }
}
