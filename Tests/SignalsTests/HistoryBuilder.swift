import Records

@testable import Signals

/// Builds a small history in the words of a test: who did what to which file, how many days ago.
///
/// Names are people, unless they end in "[bot]" or "[agent]". Every file at the end is a source file, by the lines it
/// was given last.
struct HistoryBuilder {
    enum Change {
        case add(String, lines: Int = 10)
        case modify(String, added: Int = 1, deleted: Int = 1)
        case rename(String, to: String)
        case delete(String)
    }

    /// Sunday 2026-03-01 12:00 UTC.
    static let now: Int64 = 1_772_366_400

    private var history = History()
    private var placeOfPath: [String: Int32] = [:]
    private var placeOfName: [String: Int32] = [:]
    private var lines: [String: Int] = [:]
    var options = Evidence.Options()
    var texts: [String: String] = [:]

    mutating func commit(
        _ author: String, daysAgo: Double = 1, coAuthors: [String] = [], reviewers: [String] = [],
        subject: String = "Work", _ changes: [Change]
    ) {
        let start = Int32(history.changes.count)
        for change in changes { apply(change) }
        let at = Moment(seconds: Self.now - Int64(daysAgo * 86_400))
        let trailers =
            coAuthors.map { Trailer(kind: .coAuthoredBy, signature: signature($0)) }
            + reviewers.map { Trailer(kind: .reviewedBy, signature: signature($0)) }
        let parents = history.commits.last.map { [$0.id] } ?? []
        history.commits.append(
            Commit(
                id: Self.id(history.commits.count + 1), parents: parents, author: signature(author), authored: at,
                committer: signature(author), committed: at, subject: subject, trailers: trailers,
                changes: start..<Int32(history.changes.count)))
    }

    /// Says that a file is there at the end although no commit here added it, as in a cut history.
    mutating func hold(_ path: String, lines count: Int = 10) { lines[path] = count }

    /// The id of the latest commit.
    var latest: String { history.commits.last?.id.hex ?? "" }

    static func id(_ number: Int) -> ObjectID {
        let digits = String(number, radix: 16)
        return ObjectID(String(repeating: "0", count: 40 - digits.count) + digits) ?? id(0)
    }

    private mutating func apply(_ change: Change) {
        switch change {
        case .add(let path, let count):
            append(.init(path: place(path), kind: .added, added: Int32(count)))
            lines[path] = count
        case .modify(let path, let added, let deleted):
            append(.init(path: place(path), kind: .modified, added: Int32(added), deleted: Int32(deleted)))
        case .rename(let old, let new):
            append(.init(path: place(new), oldPath: place(old), kind: .renamed))
            lines[new] = lines.removeValue(forKey: old)
        case .delete(let path):
            append(.init(path: place(path), kind: .deleted, deleted: Int32(lines[path] ?? 0)))
            lines[path] = nil
        }
    }

    private mutating func append(_ change: FileChange) { history.changes.append(change) }

    private mutating func place(_ path: String) -> Int32 {
        if let place = placeOfPath[path] { return place }
        history.paths.append(path)
        placeOfPath[path] = Int32(history.paths.count - 1)
        return Int32(history.paths.count - 1)
    }

    private mutating func signature(_ name: String) -> Int32 {
        if let place = placeOfName[name] { return place }
        history.signatures.append(Signature(name: name, email: "\(name.lowercased())@example.org"))
        placeOfName[name] = Int32(history.signatures.count - 1)
        return Int32(history.signatures.count - 1)
    }

    /// - Parameter reordered: hands the commits over newest first, as a connector may.
    func evidence(reordered: Bool = false, end: Int64 = now) -> Evidence {
        var history = history
        if reordered { history.commits.reverse() }
        let files = lines.keys.sorted().map { path in
            Snapshot.File(
                path: path, blob: Self.id(0), lines: lines[path] ?? 0, nonBlankLines: lines[path] ?? 0,
                isDocumentation: path.hasSuffix(".md"))
        }
        return Evidence(
            repository: Repository(id: "test", name: "test", location: "/test"), history: history,
            identities: identities, snapshot: Snapshot(head: Self.id(0), files: files, texts: texts),
            timeframe: Timeframe(start: end - 84 * Timeframe.day, end: end), options: options)
    }

    private var identities: Identities {
        let people = history.signatures.map { signature in
            let name = signature.name
            return Person(
                id: signature.email, name: name, email: signature.email,
                kind: name.hasSuffix("[bot]") ? .bot : name.hasSuffix("[agent]") ? .agent : .human)
        }.sorted { $0.id < $1.id }
        let places = Dictionary(people.enumerated().map { ($1.id, Int32($0)) }) { first, _ in first }
        return Identities(
            people: people, personOfSignature: history.signatures.map { places[$0.email] ?? 0 },
            rules: history.signatures.map { _ in .email })
    }
}
