/// Which commit came from which, by name.
package struct CommitGraph: Sendable {
    /// Places of commits; those that are only somebody's parents have one too.
    private var places: [String: Int32] = [:]
    private var names: [String] = []
    /// The parents of the commit at a place lie from `starts[place]` up to the next one's.
    private var starts: [Int32] = [0]
    private var parents: [Int32] = []

    /// - Parameter parents: of each commit; a name that is not among them has none that are known.
    package init(parents: [String: [String]]) {
        self.init(parents.map { ($0.key, $0.value) })
    }

    package init(_ history: History) {
        self.init(history.commits.map { ($0.id.description, $0.parents.map(\.description)) })
    }

    /// - Parameter commits: each once, with its parents.
    package init(_ commits: [(commit: String, parents: [String])]) {
        names = commits.map(\.commit)
        places = Dictionary(names.enumerated().map { ($1, Int32($0)) }) { $1 }
        starts.reserveCapacity(commits.count + 1)
        for (_, own) in commits {
            for parent in own { parents.append(place(of: parent)) }
            starts.append(Int32(parents.count))
        }
        // What is only a parent has none that are known.
        while starts.count <= names.count { starts.append(Int32(parents.count)) }
    }

    private mutating func place(of name: String) -> Int32 {
        if let place = places[name] { return place }
        let place = Int32(names.count)
        names.append(name)
        places[name] = place
        return place
    }

    /// The commits that are in one state and were not in an earlier one, by ancestry: dates say nothing about that.
    ///
    /// - Parameter old: nil for everything that is in `new`.
    /// - Returns: nearest to `new` first, and of one distance by name. Empty where `new` is in `old`, as after going back.
    package func commits(in new: String, notIn old: String?) -> [String] {
        var seen = [Bool](repeating: false, count: names.count)
        if let old = old.flatMap({ places[$0] }) { mark(from: old, in: &seen) }
        guard let start = places[new] else { return new == old ? [] : [new] }
        // Whatever comes from a commit that was there before was there before, so that the walk ends at such a one.
        guard !seen[Int(start)] else { return [] }
        seen[Int(start)] = true
        var (found, layer): ([String], [Int32]) = ([], [start])
        while !layer.isEmpty {
            found += layer.map { names[Int($0)] }.sorted()
            layer = next(layer, &seen)
        }
        return found
    }

    private func mark(from start: Int32, in seen: inout [Bool]) {
        seen[Int(start)] = true
        var layer = [start]
        while !layer.isEmpty { layer = next(layer, &seen) }
    }

    private func next(_ layer: [Int32], _ seen: inout [Bool]) -> [Int32] {
        var next: [Int32] = []
        for commit in layer {
            for place in starts[Int(commit)]..<starts[Int(commit) + 1] {
                let parent = parents[Int(place)]
                if seen[Int(parent)] { continue }
                seen[Int(parent)] = true
                next.append(parent)
            }
        }
        return next
    }
}
