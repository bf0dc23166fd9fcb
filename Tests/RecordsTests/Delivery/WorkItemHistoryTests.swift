import Records
import Testing

@Suite("History of a work item")
struct WorkItemHistoryTests {
    private let key = RecordKey("tracker", .workItem, "A-1")

    private var item: WorkItem {
        WorkItem(
            key: key, reference: "A-1", container: nil, title: "", kind: .task, state: .done, originalState: "Closed",
            author: nil, createdAt: 100, updatedAt: 900)
    }

    private func change(
        _ field: WorkItemChange.Field, _ from: String?, _ to: String?, at: Int64, _ id: String = "1"
    ) -> WorkItemChange {
        WorkItemChange(
            key: key.other(.workItemChange, id), workItem: key, field: field, originalField: field.rawValue,
            from: from, to: to, at: at, actor: nil)
    }

    private func words(_ spans: [FieldSpan]) -> [String] {
        spans.map { "\($0.value ?? "nothing") \($0.from)–\($0.until.map { "\($0)" } ?? "now")" }
    }

    @Test func `states follow each other without a gap, in any order of reading`() {
        let changes = [
            change(.state, "Open", "Doing", at: 200), change(.state, "Doing", "Closed", at: 500),
            change(.assignee, nil, "ann", at: 300),
        ]
        let expected = ["Open 100–200", "Doing 200–500", "Closed 500–now"]
        #expect(words(item.spans(of: .state, in: changes)) == expected)
        #expect(words(item.spans(of: .state, in: changes.reversed())) == expected)
    }

    @Test func `what never changed stands as it stands now`() {
        #expect(words(item.spans(of: .state, in: [], current: ["Closed"])) == ["Closed 100–now"])
        #expect(words(item.spans(of: .estimate, in: [])) == ["nothing 100–now"])
        #expect(item.spans(of: .assignee, in: []) == [])
    }

    @Test func `changes of one moment are put in the order in which they follow`() {
        let changes = [
            change(.state, "Doing", "Closed", at: 200, "1"), change(.state, "Open", "Doing", at: 200, "2"),
            change(.state, "New", "Open", at: 150, "3"),
        ]
        #expect(
            words(item.spans(of: .state, in: changes))
                == ["New 100–150", "Open 150–200", "Doing 200–200", "Closed 200–now"])
    }

    @Test func `each assignee has spans of their own`() {
        let changes = [
            change(.assignee, "ann, bob", "bob", at: 200), change(.assignee, "bob", "ann", at: 300),
            change(.assignee, "ann", "", at: 400),
        ]
        #expect(
            words(item.spans(of: .assignee, in: changes)) == ["ann 100–200", "bob 100–300", "ann 300–400"])
    }

    @Test func `assignees who are added and taken away one by one`() {
        let changes = [change(.assignee, nil, "bob", at: 200), change(.assignee, "ann", nil, at: 300)]
        #expect(
            words(item.spans(of: .assignee, in: changes, current: ["bob", "eve"]))
                == ["ann 100–300", "eve 100–now", "bob 200–now"])
    }

    @Test func `changes of other items are passed over`() {
        var other = change(.state, "Open", "Doing", at: 200)
        other.workItem = key.other(.workItem, "A-2")
        #expect(words(item.spans(of: .state, in: [other], current: ["Open"])) == ["Open 100–now"])
    }
}
