import Connectors
import Foundation
import Records
import TestKit
import Testing

/// What became of the states and assignees of 32 issues, from 693 rows of what changed.
@Suite("Parity of histories", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct IssueTraceParityTests {
    private struct Span {
        var span: FieldSpan
        var isFirst: Bool
        var isCurrent: Bool
    }

    private static let folder = "devlake/issue_trace"

    @Test func `200 spans of states and 42 of assignees, each equal or explained`() throws {
        let changes = try changes()
        let states = try spans(of: .state, in: changes, now: "original_status")
        let assignees = try spans(of: .assignee, in: changes, now: "assignee_id")
        #expect(changes.count == 693)
        #expect(states.count == 200)
        #expect(assignees.count == 42)
        try ParityPage.expect(
            "issue_trace", title: "histories of work items",
            introduction: """
                What changed of 32 issues of a tracker, in 693 rows, and the spans of states and assignees that are worked out from \
                them: there by a plugin of the peer, here by one pure function over the changes (`WorkItem.spans`).
                """,
            tables: [
                ParityTable(
                    "States", try table("issue_status_history"), ours: states,
                    key: {
                        "\($0["issue_id"] ?? "") \($0["start_date"]?.prefix(19) ?? "") \($0["original_status"] ?? "")"
                    },
                    fields: common("original_status") + [
                        .absent("status", "a tracker's own states become the few shared ones by its connector's rule"),
                        .different(
                            "is_current_status", "until",
                            "the span that has no end is the current one, also of an issue that never changed; there it is not"
                        ) { $0.isCurrent ? "1" : "0" },
                        .same("is_first_status", "from") { $0.isFirst ? "1" : "0" },
                    ]),
                ParityTable(
                    "Assignees", try table("issue_assignee_history"), ours: assignees,
                    key: { "\($0["issue_id"] ?? "") \($0["start_date"]?.prefix(19) ?? "") \($0["assignee"] ?? "")" },
                    fields: common("assignee")),
            ])
    }

    private func common(_ value: String) -> [ParityField<Span>] {
        [
            .same("issue_id", "workItem") { $0.span.workItem.id },
            .same(value, "value") { $0.span.value },
            .different("start_date", "from", "whole seconds here, thousandths there") {
                ParityPage.instant($0.span.from)
            },
        ]
    }

    private func table(_ name: String) throws -> PeerTable {
        try PeerTable("\(Self.folder)/snapshot_tables/\(name).csv")
    }

    private func changes() throws -> [WorkItemChange] {
        try PeerTable("\(Self.folder)/raw_tables/issue_changelogs.csv").rows.map { row in
            let item = RecordKey("jira", .workItem, row["issue_id"] ?? "")
            let name = row["field_name"] ?? ""
            return WorkItemChange(
                key: item.other(.workItemChange, row["id"] ?? ""), workItem: item,
                field: name == "status" ? .state : name == "assignee" ? .assignee : .other, originalField: name,
                from: row["original_from_value"], to: row["original_to_value"],
                at: try ParityInstant.seconds(row["created_date"]), actor: nil)
        }
    }

    private func spans(
        of field: WorkItemChange.Field, in changes: [WorkItemChange], now: String
    ) throws -> [String: Span] {
        var all: [String: Span] = [:]
        for row in try PeerTable("\(Self.folder)/raw_tables/issues.csv").rows {
            let created = try ParityInstant.seconds(row["created_date"])
            let item = WorkItem(
                key: RecordKey("jira", .workItem, row["id"] ?? ""), reference: row["issue_key"] ?? "", container: nil,
                title: "", kind: .other, state: .todo, originalState: row["original_status"] ?? "", author: nil,
                createdAt: created, updatedAt: created)
            let spans = item.spans(of: field, in: changes, current: [row[now] ?? ""])
            for (place, span) in spans.enumerated() {
                let at = ParityPage.instant(span.from)?.prefix(19) ?? ""
                all["\(item.key.id) \(at) \(span.value ?? "")"] = Span(
                    span: span, isFirst: place == 0, isCurrent: span.until == nil)
            }
        }
        return all
    }
}

/// Instants of the peer's tables: `2022-07-19 22:06:28`, `2023-4-10 6:51:47`, `2020-06-12T00:17:32.778+00:00`, all in UTC.
enum ParityInstant {
    static func seconds(_ text: String?) throws -> Int64 {
        try #require(optional(text), "no instant: \(text ?? "")")
    }

    static func optional(_ text: String?) -> Int64? {
        let parts = (text ?? "").split { !$0.isNumber }.compactMap { Int($0) }
        guard parts.count >= 6 else { return nil }
        var time = tm()
        time.tm_year = Int32(parts[0] - 1900)
        time.tm_mon = Int32(parts[1] - 1)
        time.tm_mday = Int32(parts[2])
        time.tm_hour = Int32(parts[3])
        time.tm_min = Int32(parts[4])
        time.tm_sec = Int32(parts[5])
        return Int64(timegm(&time))
    }
}
