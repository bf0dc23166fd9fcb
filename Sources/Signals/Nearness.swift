import Records

/// Who is nearest to a module: whoever could learn it with the shortest way to go.
struct Nearness {
    let ever: ModuleActivity
    let recent: ModuleActivity
    let activity: Activity

    static let days: Int64 = 180

    init(_ evidence: Evidence, _ source: SourceFiles, _ modules: Modules, _ activity: Activity) {
        ever = ModuleActivity(evidence, source, modules)
        recent = ModuleActivity(
            evidence, source, modules, since: evidence.timeframe.end - Self.days * Timeframe.day)
        self.activity = activity
    }

    /// Active people who changed or reviewed something there: by how often in the last 180 days, then ever.
    func nearest(to module: Int, besides person: Int32? = nil) -> [Int32] {
        ever.people[module].keys.filter { $0 != person && activity.isActive($0) }
            .map { (recent: recent.people[module][$0]?.sum ?? 0, ever: ever.people[module][$0]?.sum ?? 0, person: $0) }
            .sorted { ($1.recent, $1.ever, $0.person) < ($0.recent, $0.ever, $1.person) }
            .map(\.person)
    }
}
