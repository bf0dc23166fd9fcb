import Records

/// Who changed and who reviewed what in each module since some day.
struct ModuleActivity {
    struct Count: Hashable {
        var changes = 0
        var reviews = 0
        var sum: Int { changes + reviews }
    }

    /// For every module, by person.
    private(set) var people: [[Int32: Count]]
    /// For every module, the commits that touched it.
    private(set) var commits: [Int]
    /// For every source file, seconds since 1970 of its latest change.
    private(set) var lastChange: [Int64?]

    init(_ evidence: Evidence, _ source: SourceFiles, _ modules: Modules, since: Int64? = nil) {
        var people = [[Int32: Count]](repeating: [:], count: modules.paths.count)
        var commits = [Int](repeating: 0, count: modules.paths.count)
        var lastChange = [Int64?](repeating: nil, count: source.files.count)
        let credits = Credits(evidence.identities)
        CommitFilter(since: since).visit(evidence, source) { commit, authors, touches in
            var touched: [Int] = []
            for touch in touches {
                lastChange[touch.file] = max(lastChange[touch.file] ?? .min, commit.committed.seconds)
                let module = modules.ofFile[touch.file]
                if !touched.contains(module) { touched.append(module) }
            }
            let reviewers = credits.reviewers(of: commit, besides: authors)
            for module in touched {
                commits[module] += 1
                for person in authors { people[module][person, default: Count()].changes += 1 }
                for person in reviewers { people[module][person, default: Count()].reviews += 1 }
            }
        }
        self.people = people
        self.commits = commits
        self.lastChange = lastChange
    }
}
