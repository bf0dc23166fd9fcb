import Features
import Records
import Testing

@Suite("Recognised authors")
struct RecognisedTests {
    @Test func `two spellings in bytes are two pairs before and after the mail map`() throws {
        let spellings = ["Zo\u{EB} Roy", "Zoe\u{308} Roy"]
        var history = History(signatures: spellings.map { Signature(name: $0, email: "zoe@x.io") })
        for author in Int32(0)..<2 {
            let id = try #require(ObjectID(String(repeating: "0", count: 39) + "\(author + 1)"))
            let moment = Moment(seconds: 1_700_000_000 + Int64(author))
            history.commits.append(
                Commit(
                    id: id, parents: [], author: author, authored: moment, committer: author, committed: moment,
                    subject: "Work", changes: 0..<0))
        }
        let head = history.commits[1].id
        let evidence = Evidence.gather(
            Repository(id: "r", name: "r", location: "/r", head: head), history: history,
            snapshot: Snapshot(head: head, files: []), tags: [], decisions: [],
            timeframe: Timeframe(end: 1_800_000_000))
        let recognised = Report.Recognised(evidence)
        #expect(recognised.pairs == 2)
        #expect(recognised.afterMailmap == 2)
        #expect(recognised.people == 1)
    }
}
