import Foundation
import Records
import Testing

@testable import Connectors

@Suite("What branches ask for")
struct GitHubBranchRulesTests {
    static let repository =
        #"{"full_name": "tutti/choir", "html_url": "https://github.com/tutti/choir", "default_branch": "sing/main""#

    static func repository(_ connector: Connector, _ category: String, _ body: String) throws -> HostedRepository? {
        let records = try connector.map(
            RawAnswer(category: category, body: Data(body.utf8), url: "https://gitlab.com/api/v4/projects/7"))
        return records.compactMap { if case .repository(let it) = $0 { it } else { nil } }.first
    }

    static let open = #", "branch": {"protected": false}"#
    static let guarded = #", "branch": {"protected": true, "protection": {"enabled": true}}"#

    static func rules(_ counts: Int...) -> String {
        let rules = counts.map {
            #"{"type": "pull_request", "parameters": {"required_approving_review_count": \#($0)}}"#
        }
        return #", "rules": [{"type": "deletion"}\#(rules.map { ", " + $0 }.joined())]"#
    }

    static func protection(_ count: Int?) -> String {
        let reviews = count.map { #""required_pull_request_reviews": {"required_approving_review_count": \#($0)}"# }
        return #", "protection": {\#(reviews ?? "")}"#
    }

    @Test(
        arguments: [
            ("", nil), (open, nil), (open + rules(), 0), (open + rules(1, 2), 2), (guarded + rules(), nil),
            (guarded + rules(2), 2), (guarded + rules(1) + protection(3), 3), (guarded + rules(2) + protection(nil), 2),
            (guarded + rules() + protection(nil), 0), (", \"rules\": \"odd\"", nil),
        ] as [(String, Int?)])
    func `are the most that rulesets and protection ask for, as far as both can be read`(_ told: String, _ count: Int?)
        throws
    {
        #expect(
            try Self.repository(.gitHub, "repositories", Self.repository + told + "}")?.requiredApprovals == count)
    }

    static func named(_ names: String...) -> RequiredChecks? { .named(names) }

    static func checked(_ contexts: String...) -> String {
        let checks = contexts.map { #"{"context": "\#($0)", "integration_id": 15368}"# }.joined(separator: ", ")
        let rule = #"{"type": "required_status_checks", "parameters": {"required_status_checks": [\#(checks)]}}"#
        return #", "rules": [{"type": "deletion"}, \#(rule)]"#
    }

    static func summary(_ level: String, _ contexts: String) -> String {
        #", "branch": {"protected": true, "protection": {"enabled": true, "required_status_checks": {"enforcement_level": "\#(level)", "contexts": [\#(contexts)], "checks": []}}}"#
    }

    @Test(
        arguments: [
            ("", nil), (open, nil), (open + rules(), named()),
            (open + checked("build / linux", "lint"), named("build / linux", "lint")),
            (guarded + rules(), nil), (guarded + checked("lint"), named("lint")),
            (guarded + checked("lint") + protection(nil), named("lint")), (guarded + rules() + protection(2), named()),
            (summary("everyone", #""build""#) + rules(), named("build")),
            (summary("non_admins", #""build""#), named("build")),
            (summary("off", #""build""#) + rules(), named()),
            (summary("everyone", #""build""#) + checked("lint"), named("build", "lint")),
            (
                guarded + rules()
                    + #", "protection": {"required_status_checks": {"strict": true, "contexts": ["b"], "checks": [{"context": "b", "app_id": null}, {"context": "a", "app_id": 7}]}}"#,
                named("a", "b")
            ),
        ] as [(String, RequiredChecks?)])
    func `are the checks of rulesets and protection, and unknown where neither could be read`(
        _ told: String, _ checks: RequiredChecks?
    ) throws {
        let found = try Self.repository(.gitHub, "repositories", Self.repository + told + "}")
        #expect(found?.requiredChecks == checks)
        let text = checks?.rawValue
        #expect(text.flatMap { RequiredChecks(rawValue: $0) } == checks)
    }

    @Test(
        arguments: [("", nil), ("true", .pipeline), ("false", named()), ("null", nil)] as [(String, RequiredChecks?)])
    func `of GitLab are the pipeline where it has to succeed`(_ told: String, _ checks: RequiredChecks?) throws {
        let more = told.isEmpty ? "" : #", "only_allow_merge_if_pipeline_succeeds": \#(told)"#
        let project = #"{"id": 7, "path_with_namespace": "tutti/choir", "default_branch": "main"\#(more)}"#
        #expect(try Self.repository(.gitLab, "projects", project)?.requiredChecks == checks)
    }

    @Test(
        arguments: [
            ("", nil), (#", "approval_rules": []"#, 0),
            (
                #", "approval_rules": [{"approvals_required": 1}, {"approvals_required": 2, "protected_branches": []}]"#,
                2
            ),
            (
                #", "approval_rules": [{"approvals_required": 1}, {"approvals_required": 3, "protected_branches": [{"name": "stable"}]}]"#,
                1
            ),
            (#", "approval_rules": [{"approvals_required": 2, "protected_branches": [{"name": "main"}]}]"#, 2),
            (#", "approval_rules": "odd""#, nil),
        ] as [(String, Int?)])
    func `of GitLab are the most that one rule for the usual branch asks for`(_ told: String, _ count: Int?) throws {
        let project = #"{"id": 7, "path_with_namespace": "tutti/choir", "default_branch": "main""#
        #expect(try Self.repository(.gitLab, "projects", project + told + "}")?.requiredApprovals == count)
    }

    /// A repository whose rules are told, refused, or unknown to an older server.
    static func tool(_ answers: [String: (Int, String)]) -> FaultyTool {
        FaultyTool { question in
            let place = WorldQuestion(question).path.replacing("/repos/tutti/choir", with: "")
            if let (status, body) = answers[place] {
                return ToolReply(
                    status: status, headers: ["Content-Type": "application/json"], body: Data(body.utf8))
            }
            return GitHubWorld().answer(question)
        }
    }

    @Test(arguments: [
        (200, #"{"required_pull_request_reviews": {"required_approving_review_count": 2}}"#, 2),
        (403, #"{"message": "Resource not accessible by personal access token"}"#, 1), (404, "{}", 1),
    ])
    func `are read with the repository, and the repository without them`(_ status: Int, _ body: String, _ count: Int)
        async throws
    {
        let branch = "/branches/sing/main"
        let tool = Self.tool([
            "": (200, Self.repository + "}"),
            branch: (200, #"{"protected": true, "protection": {"enabled": true}}"#),
            "/rules/branches/sing/main":
                (200, #"[{"type": "pull_request", "parameters": {"required_approving_review_count": 1}}]"#),
            branch + "/protection": (status, body),
        ])
        let kept = KeptRecords(.gitHub)
        let report = try await kept.sync(SyncTests.gitHub(tool), tool)
        #expect(report.missing.isEmpty)
        #expect(tool.questions.contains { $0.url.contains("/branches/sing%2Fmain") })
        let repositories = kept.records.compactMap { if case .repository(let it) = $0 { it } else { nil } }
        #expect(repositories.map(\.requiredApprovals) == [count])
        tool.forget()
        _ = try await kept.sync(SyncTests.gitHub(tool), tool)
        #expect(!tool.questions.contains { $0.url.contains("branches") })
    }
}
