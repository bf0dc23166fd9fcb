import Testing

@testable import Records

@Suite("Happenings that are told twice")
struct FoldedEventTests {
    private static let request = RecordKey("code.example.org", .pullRequest, "7")
    private static let ana = RecordKey("code.example.org", .account, "1")
    private static let ben = RecordKey("code.example.org", .account, "2")

    private func event(
        _ id: String, _ kind: PullRequestEvent.Kind, at: Int64, by actor: RecordKey? = ana,
        about subject: RecordKey? = nil, _ verdict: PullRequestEvent.Verdict? = nil, commit: String? = nil,
        text: String? = nil
    ) -> PullRequestEvent {
        PullRequestEvent(
            key: Self.request.other(.pullRequestEvent, id), pullRequest: Self.request, kind: kind, at: at, actor: actor,
            subject: subject, verdict: verdict, commit: commit, text: text)
    }

    private func happened(_ told: [PullRequestEvent]) -> [PullRequestEvent] {
        PullRequestEvent.happenings(toldBy: told)
    }

    @Test func `an approval told as a review and a second later in the timeline is one, with what either knows`() {
        let review = event("review", .reviewed, at: 100, .approved, commit: "0123456789abcdef", text: "Good.")
        let note = event("note", .reviewed, at: 101, .approved)
        for told in [[review, note], [note, review]] {
            let found = happened(told)
            #expect(found == [review])
        }
        let shortened = event("a", .commitPushed, at: 9, by: nil, commit: "01234567")
        let whole = event("b", .commitPushed, at: 10, commit: "0123456789abcdef")
        let found = happened([shortened, whole])
        #expect(found.map(\.key.id) == ["a"])
        #expect(found.map(\.commit) == ["0123456789abcdef"])
        #expect(found.map(\.actor) == [Self.ana])
    }

    @Test func `what is said again later, by others or about something else stays`() {
        let approvals = [
            event("1", .reviewed, at: 100, .approved), event("2", .reviewed, at: 161, .approved),
            event("3", .reviewed, at: 100, by: Self.ben, .approved),
            event("4", .reviewed, at: 100, by: nil, .approved), event("5", .reviewed, at: 101, by: nil, .approved),
            event("6", .reviewed, at: 102, by: Self.ben, .changesRequested),
        ]
        #expect(happened(approvals).count == 6)
        let others = [
            event("1", .commented, at: 1, text: "one"), event("2", .commented, at: 2, text: "two"),
            event("3", .labeled, at: 1, text: "a"), event("4", .labeled, at: 2, text: "b"),
            event("5", .commitPushed, at: 1, commit: "1111111"), event("6", .commitPushed, at: 2, commit: "2222222"),
            event("7", .reviewRequested, at: 1, about: Self.ben), event("8", .reviewRequested, at: 2, about: Self.ana),
        ]
        #expect(happened(others).count == 8)
    }

    @Test func `what was undone in between happened twice`() {
        let steps = [
            event("1", .convertedToDraft, at: 1), event("2", .readyForReview, at: 2),
            event("3", .convertedToDraft, at: 3), event("4", .closed, at: 4), event("5", .reopened, at: 5),
            event("6", .closed, at: 6), event("7", .reviewed, at: 7, .approved),
            event("8", .reviewDismissed, at: 8, by: Self.ben, about: Self.ana),
            event("9", .reviewed, at: 9, .approved),
        ]
        #expect(happened(steps) == steps)
    }
}
