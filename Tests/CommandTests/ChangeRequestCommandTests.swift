import Foundation
import TestKit
import Testing

@Suite("tutti check --pull-request", .timeLimit(.minutes(40)))
struct ChangeRequestCommandTests {
    /// A branch with one changed contract on top of `main`.
    private static func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository.ensemble()
        try repository.write("## Why\n<!-- the problem -->\n## How tested\n", to: ".github/pull_request_template.md")
        try repository.write("/core/ @octo/core\n", to: ".github/CODEOWNERS")
        try repository.commit("Say what we ask", by: "Ada", email: "ada@example.org", at: "1702300000 +0000")
        try repository.git("branch", "base")
        try repository.write("openapi: 3.1.0\n", to: "api/openapi.yaml")
        try repository.commit("Describe it", by: "Ada", email: "ada@example.org", at: "1702400000 +0000")
        return repository
    }

    @Test func `in a pipeline of GitHub it names what is missing, and fails`() throws {
        let repository = try Self.repository()
        let event = """
            {"action": "opened", "pull_request": {"title": "Describe it", "body": "## Why\\n<!-- the problem -->\\n",
             "labels": [{"name": "api"}], "additions": 1, "deletions": 0, "head": {"ref": "describe", "sha": "1"},
             "base": {"ref": "base", "sha": "base"}}}
            """
        let file = repository.folder + "/event.json"
        try Data(event.utf8).write(to: URL(filePath: file))
        let answer = try TuttiProgram.run(
            "check", "--pull-request", in: repository.path, environment: ["GITHUB_EVENT_PATH": file])
        #expect(answer.status == 1, "\(answer.errors)")
        for words in [
            "“Why” has nothing under it.", "The part “How tested” is missing.", "No ticket is named.",
            "nobody answers for: api/openapi.yaml", "Three things are missing before it is reviewed.",
        ] { #expect(answer.output.contains(words), "\(words) in \(answer.output)") }
    }

    @Test func `in a pipeline of GitLab a whole description is well`() throws {
        let repository = try Self.repository()
        let body =
            "## Why\nOthers could not know what it answers (API-7).\n## How tested\nThe linter of the contract.\n## Contract\nNew."
        let answer = try TuttiProgram.run(
            "check", "--pull-request", "--json", in: repository.path,
            environment: [
                "CI_MERGE_REQUEST_IID": "4", "CI_MERGE_REQUEST_TITLE": "Describe it",
                "CI_MERGE_REQUEST_DESCRIPTION": body, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "base",
            ])
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
        struct Told: Decodable { let isWell: Bool, findings: [[String: String]], complexity: [String] }
        let told = try JSONDecoder().decode(Told.self, from: Data(answer.output.utf8))
        #expect(told.isWell && told.findings.isEmpty)
        #expect(
            told.complexity == ["a contract or a schema: api/openapi.yaml", "nobody answers for: api/openapi.yaml"])
    }

    @Test func `a description that GitLab cut short is not taken for the whole`() throws {
        let repository = try Self.repository()
        let answer = try TuttiProgram.run(
            "check", "--pull-request", in: repository.path,
            environment: [
                "GITHUB_EVENT_PATH": "", "CI_MERGE_REQUEST_IID": "4", "CI_MERGE_REQUEST_TITLE": "Long",
                "CI_MERGE_REQUEST_DESCRIPTION": "## Why", "CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED": "true",
            ])
        #expect(answer.status == 2 && answer.errors.contains("only the beginning"), "\(answer.errors)")
    }

    @Test(arguments: [
        (["--pull-request"], "No change request is to be seen."),
        (["--title", "x"], "are read with --pull-request alone"),
        (["--pull-request", "--title", "x", "--ticket", "("], "no regular expression"),
        (["--pull-request", "--title", "x", "--base", "nowhere"], "\"nowhere\" names no commit"),
        (["--pull-request", "--body-file", "/nowhere"], "/nowhere cannot be read."),
    ])
    func `what cannot be looked at is said in a sentence`(_ arguments: [String], _ sentence: String) throws {
        let repository = try Self.repository()
        let answer = try BuiltProgram.run(
            BuiltProgram.path("tutti"), ["check"] + arguments, in: URL(filePath: repository.path),
            environment: ["GITHUB_EVENT_PATH": "", "CI_MERGE_REQUEST_IID": ""])
        #expect(answer.status == 2 && answer.errors.contains(sentence), "\(answer.errors)")
    }
}
