import Connectors
import Foundation
import Records
import TestKit
import Testing

/// Answers of older versions: without branches, with empty pages, errors and users who are named twice.
@Suite("Older answers of GitLab", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct GitLabOldAnswersTests {
    private func map(_ category: String, _ file: String, at path: String) throws -> [Record] {
        let data = try Data(contentsOf: SharedData.file("apiraw/perceval/gitlab/\(file)"))
        let object = try JSONSerialization.jsonObject(with: data)
        let elements = object as? [Any] ?? [object]
        return try elements.flatMap { element in
            try Connector.gitLab.map(
                RawAnswer(
                    category: category, body: JSONSerialization.data(withJSONObject: element),
                    url: "https://gitlab.com/api/v4/projects/36528\(path)"))
        }
    }

    @Test(
        arguments: [
            ("projects", "project", "", ["repository": 1]),
            (
                "merge-requests", "merge_1", "/merge_requests/1",
                ["account": 1, "pull-request": 1, "pull-request-event": 1]
            ),
            ("merge-requests", "merge_page_1", "/merge_requests", ["pull-request": 2, "pull-request-event": 2]),
            ("merge-request-versions", "merge_1_versions", "/merge_requests/1/versions", ["pull-request-event": 2]),
            ("merge-request-commits", "commits_1", "/merge_requests/1/commits", ["pull-request-commit": 2]),
            ("issues", "issue_1", "/issues/1", ["account": 1, "work-item": 1]),
            ("notes", "notes_1", "/issues/639/notes", ["account": 2, "comment": 2]),
            ("notes", "notes_3", "/issues/642/notes", ["account": 1, "work-item-change": 1]),
            ("notes", "empty_response", "/issues/1/notes", [:]),
        ] as [(String, String, String, [String: Int])])
    func `are read as far as they tell`(
        _ category: String, _ file: String, _ path: String, _ expected: [String: Int]
    ) throws {
        let records = try map(category, file, at: path)
        #expect(Dictionary(grouping: records, by: \.type).mapValues(\.count) == expected)
    }
}
