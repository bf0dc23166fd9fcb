extension History {
    /// The newest commit of the main line, first parent by first parent down from `head`, that was made before an
    /// instant; nil where the line begins later.
    ///
    /// - Parameter instant: seconds since 1970, by the committers' clocks.
    package func commit(before instant: Int64, onTheLineOf head: ObjectID) -> Commit? {
        let places = placesByID
        var next = places[head]
        while let place = next {
            let commit = commits[place]
            if commit.committed.seconds < instant { return commit }
            next = commit.parents.first.flatMap { places[$0] }
        }
        return nil
    }

    /// Only the commit and what it grew out of. Signatures and paths keep their places.
    package func past(of id: ObjectID) -> History {
        let places = placesByID
        var isPast = [Bool](repeating: false, count: commits.count)
        var open = places[id].map { [$0] } ?? []
        for place in open { isPast[place] = true }
        while let place = open.popLast() {
            for parent in commits[place].parents {
                guard let parentPlace = places[parent], !isPast[parentPlace] else { continue }
                isPast[parentPlace] = true
                open.append(parentPlace)
            }
        }
        return keeping { isPast[$0] }
    }

    private func keeping(_ isKept: (Int) -> Bool) -> History {
        var kept = History(signatures: signatures, paths: paths)
        for place in commits.indices where isKept(place) {
            var commit = commits[place]
            let start = Int32(kept.changes.count)
            kept.changes += changes(of: commit)
            commit.changes = start..<Int32(kept.changes.count)
            kept.commits.append(commit)
        }
        return kept
    }

    private var placesByID: [ObjectID: Int] {
        Dictionary(commits.indices.lazy.map { (commits[$0].id, $0) }) { first, _ in first }
    }
}
