import Records

/// What would happen to the knowledge of the code if somebody were away, and how to hand it over before.
///
/// Made once for the evidence; `departure(of:)` then costs little. A file is *lost* when the person is the last of
/// its authors who is still active.
package struct OffBoarding: Sendable {
    package let source: SourceFiles
    let evidence: Evidence
    let modules: Modules
    let activity: Activity
    let nearness: Nearness
    let hotspots: Hotspots
    let contributors: Int
    let leftOut: CommitFilter.LeftOut
    /// For every person, the source files of which they are the last active author.
    let lastOf: [Int32: [Int]]

    package init(_ evidence: Evidence) {
        let source = SourceFiles(evidence)
        let modules = Modules(of: source.files.map(\.path))
        let activity = Activity(evidence)
        let authorship = Authorship(evidence, source)
        var lastOf: [Int32: [Int]] = [:]
        for (file, authors) in authorship.authors().enumerated() {
            let present = authors.filter(activity.isActive)
            if present.count == 1 { lastOf[present[0], default: []].append(file) }
        }
        self.evidence = evidence
        self.source = source
        self.modules = modules
        self.activity = activity
        self.lastOf = lastOf
        contributors = authorship.contributors.count
        leftOut = authorship.leftOut
        nearness = Nearness(evidence, source, modules, activity)
        hotspots = Hotspots(evidence)
    }

    /// What one person's absence would cost; nil for an id that nobody has.
    ///
    /// Somebody who is not active any more takes nothing along: what they knew is orphaned already.
    package static func simulate(_ evidence: Evidence, leaving personID: String) -> OffBoardingDetails.Departure? {
        guard let person = evidence.identities.people.firstIndex(where: { $0.id == personID }) else { return nil }
        return OffBoarding(evidence).departure(of: Int32(person))
    }

    package func departure(of person: Int32) -> OffBoardingDetails.Departure {
        let lost = lastOf[person] ?? []
        let lines = lost.reduce(0) { $0 + source.files[$1].lines }
        let modules = lostModules(lost, without: person)
        let plan = HandOver.plan(modules)
        return OffBoardingDetails.Departure(
            person: evidence.knower(person, activity), lostFiles: lost.count, lostLines: lines,
            lostShare: Double(lines) / Double(max(source.lines, 1)), modules: Array(modules.prefix(12)),
            hotspots: lostHotspots(lost), plan: plan, sessions: plan.reduce(0) { $0 + $1.sessions },
            documents: plan.count { $0.kind == .document })
    }

    private func lostModules(_ lost: [Int], without person: Int32) -> [OffBoardingDetails.Module] {
        let lostIn = Dictionary(grouping: lost) { modules.ofFile[$0] }
        var files = [Int](repeating: 0, count: modules.paths.count)
        var lines = files
        for (place, file) in source.files.enumerated() {
            files[modules.ofFile[place]] += 1
            lines[modules.ofFile[place]] += file.lines
        }
        return lostIn.map { module, places in
            let gone = places.reduce(0) { $0 + source.files[$1].lines }
            return OffBoardingDetails.Module(
                path: modules.paths[module], lines: lines[module], files: files[module], lostFiles: places.count,
                lostLines: gone, lostShare: Double(gone) / Double(max(lines[module], 1)),
                nearest: nearness.nearest(to: module, besides: person).prefix(3).map {
                    evidence.knower($0, activity)
                })
        }.sorted { ($1.lostLines, $0.path) < ($0.lostLines, $1.path) }
    }

    private func lostHotspots(_ lost: [Int]) -> [OffBoardingDetails.Hotspot] {
        guard hotspots.isEnough else { return [] }
        let hot = lost.filter { hotspots.churn[$0] > 0 && hotspots.heat[$0] >= Hotspots.hot }
        return hot.sorted { (hotspots.heat[$1], $0) < (hotspots.heat[$0], $1) }.prefix(10).map {
            .init(
                path: source.files[$0].path, module: modules.paths[modules.ofFile[$0]], heat: hotspots.heat[$0],
                lines: source.files[$0].lines)
        }
    }
}
