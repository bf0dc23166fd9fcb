import Foundation
import TestKit
import Testing

@testable import Connectors

@Suite("Work items that a pull request names")
struct ReferencesTests {
    struct Case: CustomTestStringConvertible {
        var title = ""
        var body: String?
        var branch = ""
        var found: [String]

        var testDescription: String { "\(title) \(body ?? "") \(branch)" }
    }

    @Test(arguments: [
        Case(title: "Tune #12", found: ["#12"]),
        Case(title: "Tune (#12), fixes #13.", found: ["#12", "#13"]),
        Case(title: "Closes GH-12", found: ["#12"]),
        Case(title: "Closes strings/quartet#3", found: ["strings/quartet#3"]),
        Case(title: "ABC-7: tune", found: ["ABC-7"]),
        Case(title: "Read UTF-8 by RFC-3339 and SHA-256", found: []),
        Case(title: "Colour #123abc, item#4, #0, C#7x", found: []),
        Case(title: "Tune #7", found: []),
        Case(body: "See https://github.com/strings/quartet/issues/31#issuecomment-9.", found: ["strings/quartet#31"]),
        Case(body: "See https://code.example.org/a/b/issues/4 for #5", found: ["a/b#4", "#5"]),
        Case(body: "```\n#1\n```\n`#2` <!-- #3 --> #4", found: ["#4"]),
        Case(body: "a `code #5", found: ["#5"]),
        Case(body: "<!-- #3 never closed", found: []),
        Case(branch: "fix#1886", found: ["#1886"]),
        Case(branch: "feature/ABC-8-tune", found: ["ABC-8"]),
        Case(branch: "main", found: []),
        Case(title: "Tune #12", body: "#12", branch: "fix#12", found: ["#12"]),
        Case(title: "ünï #12 ABC-9é", found: ["#12"]),
    ])
    func `are found as people write them`(_ one: Case) {
        let found = References.found(title: one.title, body: one.body, branch: one.branch, own: 7)
        #expect(found.map(\.text) == one.found)
    }

    /// The peer links what exists: a number that no issue has stays a mention here, and gets no row there.
    @Test(
        .enabled(if: SharedData.isPresent, "needs ../shared/data"),
        arguments: [
            ("", "pull_request_issues"), ("cross_project_", "cross_project_pull_request_issues_after"),
        ])
    func `are those that a peer finds`(_ prefix: String, _ expected: String) throws {
        let folder = "devlake/linker/snapshot_tables/"
        let issues = try PeerTable("\(folder)\(prefix)issues.csv").rows
        let numbers = Set(issues.map { $0["issue_key"] ?? "" })
        var found: Set<String> = []
        for row in try PeerTable("\(folder)\(prefix)pull_requests.csv").rows {
            let number = row["pull_request_key"] ?? ""
            let references = References.found(
                title: row["title"] ?? "", body: row["description"], branch: row["head_ref"] ?? "",
                own: Int(number) ?? 0)
            for case let item? in references.map(\.number) where numbers.contains(String(item)) {
                found.insert("\(number) \(item)")
            }
        }
        let linked = try PeerTable("\(folder)\(expected).csv").rows
            // One row comes from another reading of GitHub, not from the words.
            .filter { $0["_raw_data_table"]?.isEmpty != false }
            .map { "\($0["pull_request_key"] ?? "") \($0["issue_key"] ?? "")" }
        #expect(found == Set(linked))
    }
}
