import Records
import Testing

@Suite("The past of a history")
struct HistoryPastTests {
    private static let ids = "abcdef".compactMap { letter in
        ObjectID(String(repeating: letter, count: 40)).map { (letter: letter, id: $0) }
    }

    private static func id(_ letter: Character) throws -> ObjectID {
        try #require(ids.first { $0.letter == letter }).id
    }

    /// a – b ––– d (merge of c) – e, and c grew out of a; one file each.
    private static func history() throws -> History {
        var history = History(signatures: [Signature(name: "Ada", email: "ada@example.org")])
        let life: [(Character, String, Int64)] = [
            ("a", "", 1), ("b", "a", 2), ("c", "a", 9), ("d", "bc", 10), ("e", "d", 11),
        ]
        for (letter, parents, day) in life {
            let place = Int32(history.paths.count)
            history.paths.append("\(letter).swift")
            history.changes.append(FileChange(path: place, kind: .added, added: 1))
            let at = Moment(seconds: day * Timeframe.day)
            history.commits.append(
                Commit(
                    id: try id(letter), parents: try parents.map(id), author: 0, authored: at, committer: 0,
                    committed: at, subject: "\(letter)", changes: place..<place + 1))
        }
        return history
    }

    @Test(arguments: [("e", "abcde"), ("d", "abcd"), ("b", "ab"), ("c", "ac"), ("f", "")])
    func `is a commit and what it grew out of, with the changes of each`(_ head: String, _ past: String) throws {
        let kept = try Self.history().past(of: Self.id(Character(head)))
        #expect(kept.commits.map(\.subject).joined() == past)
        #expect(kept.commits.map { kept.changes(of: $0).map { kept.path($0) } } == past.map { ["\($0).swift"] })
    }

    @Test(arguments: [(12, "e"), (11, "d"), (10, "b"), (2, "a"), (1, nil)])
    func `stood on its main line at the newest commit before an instant`(_ day: Int64, _ newest: String?) throws {
        let found = try Self.history().commit(before: day * Timeframe.day, onTheLineOf: Self.id("e"))
        #expect(found?.subject == newest)
    }
}
