import Records

/// A module while its files are being counted.
struct SiloRow {
    let path: String
    var files = 0
    var lines = 0
    /// For every active author, the files.
    var held: [Int32: Int] = [:]
    var lastChange: Int64?

    init(path: String) { self.path = path }

    mutating func add(_ file: Snapshot.File, authors: [Int32], at seconds: Int64?) {
        files += 1
        lines += file.lines
        for person in authors { held[person, default: 0] += 1 }
        if let seconds { lastChange = max(lastChange ?? .min, seconds) }
    }

    func details(_ module: Int, _ evidence: Evidence, _ nearness: Nearness) -> KnowledgeSilosDetails.Module {
        let holder = held.min { ($1.value, $0.key) < ($0.value, $1.key) }
        let commits = nearness.ever.commits[module]
        let neighbours = nearness.nearest(to: module, besides: holder?.key).compactMap {
            person -> KnowledgeSilosDetails.Neighbour? in
            guard let count = nearness.recent.people[module][person] else { return nil }
            return .init(
                person: evidence.knower(person, nearness.activity), changes: count.changes, reviews: count.reviews)
        }
        return KnowledgeSilosDetails.Module(
            path: path,
            state: state(module, evidence.timeframe.end, nearness, holder?.key),
            files: files, lines: lines, commits: commits,
            topShare: Double(holder?.value ?? 0) / Double(max(files, 1)),
            holder: holder.map { evidence.knower($0.key, nearness.activity) },
            concentration: Concentration.of(nearness.ever.people[module].values.map(\.changes)),
            contributors: nearness.ever.people[module].values.count { $0.changes > 0 },
            neighbours: Array(neighbours.prefix(5)),
            lastChangeAt: lastChange)
    }

    private func state(
        _ module: Int, _ end: Int64, _ nearness: Nearness, _ holder: Int32?
    ) -> KnowledgeSilosDetails.State {
        if files < 5 || nearness.ever.commits[module] < 10 { return .small }
        if lastChange ?? .min < end - 365 * Timeframe.day { return .dormant }
        guard let holder else { return .orphaned }
        let main = held.values.count { $0 * 5 >= files * 4 }
        let others = nearness.recent.people[module].contains { $0.key != holder && $0.value.sum >= 3 }
        return main == 1 && !others ? .silo : .shared
    }
}
