import Records

/// A pull request of which it is not known which files it changes.
package struct WantedFiles: Hashable, Sendable {
    package var pullRequest: RecordKey
    /// The branch's newest commit.
    package var head: String

    package init(pullRequest: RecordKey, head: String) { (self.pullRequest, self.head) = (pullRequest, head) }

    /// Its place there and its number; nil for another key.
    ///
    /// - Parameter mark: what stands between them.
    func parts(_ mark: Character) -> (place: String, number: Int)? {
        let words = pullRequest.id.split(separator: mark)
        guard words.count == 2, let number = Int(words[1]) else { return nil }
        return (String(words[0]), number)
    }
}

/// The pull requests of one place whose files are to be read, and which of them are still to be asked about.
///
/// What was asked about in vain is remembered by the commit, so that nobody asks again before the branch moves.
struct FilesQueue: Sendable {
    /// The head by number.
    private let heads: [String: String]
    /// What is open first.
    private let numbers: [Int]

    init(_ wanted: [(number: Int, head: String)]) {
        numbers = wanted.map(\.number)
        heads = Dictionary(wanted.map { (String($0.number), $0.head) }) { first, _ in first }
    }

    /// - Parameter mark: what stands between a place and a number in keys.
    static func all(_ wanted: [WantedFiles], _ mark: Character, at source: String) -> [(
        place: String, queue: FilesQueue
    )] {
        var found: [String: [(Int, String)]] = [:]
        for one in wanted where one.pullRequest.source == source {
            guard let (place, number) = one.parts(mark) else { continue }
            found[place, default: []].append((number, one.head))
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, FilesQueue($0.value)) }
    }

    func waiting(_ cursor: ReadingCursor) -> [Int] {
        numbers.filter { cursor.told?[String($0)] != heads[String($0)] }
    }

    /// What a cursor remembers once these were asked about.
    func told(_ cursor: ReadingCursor, _ asked: some Sequence<Int>) -> [String: String] {
        var told = (cursor.told ?? [:]).filter { heads[$0.key] == $0.value }
        for number in asked { told[String(number)] = heads[String(number)] ?? "" }
        return told
    }

    func head(_ number: Int) -> String? { heads[String(number)] }
}
