/// Which commit came from which, by name.
package struct CommitGraph: Sendable {
    private let parents: [String: [String]]

    /// - Parameter parents: of each commit; a name that is not among them has none that are known.
    package init(parents: [String: [String]]) { self.parents = parents }

    package init(_ history: History) {
        parents = Dictionary(
            history.commits.map { ($0.id.description, $0.parents.map(\.description)) }, uniquingKeysWith: { $1 })
    }

    /// The commits that are in one state and were not in an earlier one, by ancestry: dates say nothing about that.
    ///
    /// - Parameter old: nil for everything that is in `new`.
    /// - Returns: nearest to `new` first, and of one distance by name. Empty where `new` is in `old`, as after going back.
    package func commits(in new: String, notIn old: String?) -> [String] {
        let known = old.map { Set(reached(from: $0)) } ?? []
        return reached(from: new).filter { !known.contains($0) }
    }

    private func reached(from commit: String) -> [String] {
        var reached: [String] = []
        var seen: Set<String> = [commit]
        var layer = [commit]
        while !layer.isEmpty {
            reached += layer
            layer = layer.flatMap { parents[$0] ?? [] }.filter { seen.insert($0).inserted }.sorted()
        }
        return reached
    }
}
