import Records

/// Which files of branches usually change together, by the history that both grew out of.
struct BranchCoupling {
    /// For a path, the paths that it is coupled with, and how much, in percent.
    private var degrees: [String: [String: Double]] = [:]

    init(_ evidence: Evidence, touching branches: [PeoplesBranch]) {
        guard branches.count > 1 else { return }
        let source = SourceFiles(evidence)
        let touched = branches.reduce(into: Set<String>()) { $0.formUnion($1.files) }
        let isTouched = source.files.map { touched.contains($0.path) }
        let sets = ChangeSets(evidence, source).sets.map { set in set.filter { isTouched[Int($0)] } }
        for pair in CoChange(sets: sets, members: source.files.count).pairs {
            let (first, second) = (source.files[pair.first].path, source.files[pair.second].path)
            // A test moves with what it tests: whoever touches the one alone has nothing to tell the other.
            if TestPath.matches(first) != TestPath.matches(second) { continue }
            degrees[first, default: [:]][second] = pair.degree
            degrees[second, default: [:]][first] = pair.degree
        }
    }

    /// Pairs of a file that the first branch alone touches and one that the second alone does.
    func between(_ first: PeoplesBranch, _ second: PeoplesBranch) -> [ParallelWorkDetails.Coupled] {
        first.files.subtracting(second.files).flatMap { path in
            (degrees[path] ?? [:]).filter { second.files.contains($0.key) && !first.files.contains($0.key) }
                .map { ParallelWorkDetails.Coupled(first: path, second: $0.key, degree: $0.value) }
        }.sorted { ($1.degree, $0.first, $0.second) < ($0.degree, $1.first, $1.second) }
    }
}
