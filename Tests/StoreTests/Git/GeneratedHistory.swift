import Records
import Testing

/// A history that looks like a real one, made from a seed.
struct GeneratedHistory {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(state: seed) }

    /// - Parameter changes: how many in all, spread over the commits that are no merges.
    mutating func make(commits: Int, changes: Int, paths: Int = 400, people: Int = 40) -> History {
        var history = History()
        history.signatures = (0..<people).map { Signature(name: "Person \($0) é\u{301}", email: "p\($0)@example.org") }
        history.paths = (0..<paths).map { "source/module\($0 % 37)/part\($0 % 11)/file\($0).swift" }
        // Two files that differ in their Unicode form alone.
        history.paths += ["docs/caf\u{e9}.md", "docs/cafe\u{301}.md", "\"tab\\there\""]
        for place in 0..<commits {
            add(place, changes * place / commits, changes * (place + 1) / commits, to: &history)
        }
        return history
    }

    private mutating func add(_ place: Int, _ first: Int, _ end: Int, to history: inout History) {
        let start = Int32(history.changes.count)
        var used: Set<Int32> = []
        for _ in first..<end {
            let change = change(Int32(history.paths.count))
            if used.insert(change.path).inserted { history.changes.append(change) }
        }
        let seconds = Int64(place) * 3600 - 100_000
        var parents = history.commits.suffix(1).map(\.id)
        if place % 20 == 19 { parents.append(history.commits[place - 7].id) }
        let author = Int32.random(in: 0..<Int32(history.signatures.count), using: &random)
        let trailers =
            place % 9 == 0
            ? [Trailer(kind: .coAuthoredBy, signature: 0), Trailer(kind: .signedOffBy, signature: author)] : []
        history.commits.append(
            Commit(
                id: id(), parents: parents, author: author, authored: Moment(seconds: seconds, offset: -330),
                committer: 1, committed: Moment(seconds: seconds + 7, offset: 120),
                subject: "Change number \(place) 🐉\t\\", trailers: trailers,
                changes: start..<Int32(history.changes.count)))
    }

    private mutating func change(_ paths: Int32) -> FileChange {
        let path = Int32.random(in: 0..<paths, using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            return FileChange(path: path, oldPath: (path + 1) % paths, kind: .renamed, mode: .executable, added: 1)
        case 1: return FileChange(path: path, kind: .added, counting: .binary)
        case 2: return FileChange(path: path, kind: .deleted, mode: .symbolicLink, counting: .missing)
        case 3: return FileChange(path: path, kind: .typeChanged, mode: .submodule, counting: .notCounted)
        default:
            return FileChange(path: path, kind: .modified, added: Int32.random(in: 0...90, using: &random), deleted: 3)
        }
    }

    private mutating func id() -> ObjectID {
        var digits = ""
        for _ in 0..<40 { digits.append("0123456789abcdef".randomElement(using: &random) ?? "0") }
        return objectID(digits)
    }
}

func objectID(_ digits: String) -> ObjectID {
    guard let id = ObjectID(digits) else { preconditionFailure("\(digits) is not an object id") }
    return id
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}

extension History {
    /// The commits at these places as a fragment that stands alone, with names in an order of its own.
    func fragment(_ places: some Sequence<Int>) -> History {
        var fragment = History(signatures: signatures.reversed(), paths: paths.reversed())
        let (lastSignature, lastPath) = (Int32(signatures.count - 1), Int32(paths.count - 1))
        for place in places {
            var commit = commits[place]
            let start = Int32(fragment.changes.count)
            for var change in changes(of: commit).reversed() {
                change.path = lastPath - change.path
                change.oldPath = change.oldPath.map { lastPath - $0 }
                fragment.changes.append(change)
            }
            commit.author = lastSignature - commit.author
            commit.committer = lastSignature - commit.committer
            commit.trailers = commit.trailers.map { Trailer(kind: $0.kind, signature: lastSignature - $0.signature) }
            commit.changes = start..<Int32(fragment.changes.count)
            fragment.commits.append(commit)
        }
        return fragment
    }

    /// What it says, whatever the places of its names.
    var facts: Set<String> {
        Set(
            commits.map { commit in
                let own = changes(of: commit).map { change in
                    let old = change.oldPath.map { Array(paths[Int($0)].utf8).description } ?? "-"
                    return "\(Array(path(change).utf8)) \(old) \(change.kind) \(change.mode) \(change.counting) "
                        + "\(change.added) \(change.deleted)"
                }
                let trailers = commit.trailers.map { "\($0.kind) \(signatures[Int($0.signature)])" }
                return "\(commit.id) \(commit.parents) \(author(commit)) \(signatures[Int(commit.committer)]) "
                    + "\(commit.authored) \(commit.committed) \(commit.subject) \(trailers) \(own.sorted())"
            })
    }
}
