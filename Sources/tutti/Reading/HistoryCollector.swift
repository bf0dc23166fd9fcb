import Records

/// Puts the fragments of a reading together in memory, each name and path once.
struct HistoryCollector {
    private(set) var history = History()
    private var signatures: [Signature: Int32] = [:]
    private var paths: [ExactText: Int32] = [:]

    mutating func add(_ fragment: History) {
        let signatureOf = fragment.signatures.map { place(of: $0) }
        let pathOf = fragment.paths.map { place(of: $0) }
        for var commit in fragment.commits {
            let start = Int32(history.changes.count)
            for var change in fragment.changes(of: commit) {
                change.path = pathOf[Int(change.path)]
                change.oldPath = change.oldPath.map { pathOf[Int($0)] }
                history.changes.append(change)
            }
            commit.author = signatureOf[Int(commit.author)]
            commit.committer = signatureOf[Int(commit.committer)]
            commit.trailers = commit.trailers.map { Trailer(kind: $0.kind, signature: signatureOf[Int($0.signature)]) }
            commit.changes = start..<Int32(history.changes.count)
            history.commits.append(commit)
        }
    }

    private mutating func place(of signature: Signature) -> Int32 {
        if let known = signatures[signature] { return known }
        let place = Int32(history.signatures.count)
        history.signatures.append(signature)
        signatures[signature] = place
        return place
    }

    private mutating func place(of path: String) -> Int32 {
        if let known = paths[ExactText(path)] { return known }
        let place = Int32(history.paths.count)
        history.paths.append(path)
        paths[ExactText(path)] = place
        return place
    }
}
