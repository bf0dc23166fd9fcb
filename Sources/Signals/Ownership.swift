import Records
import Statistics

extension Signal {
    /// How much of a module's work one person does: good for defects, and against silos the opposite pull.
    package static let ownership = Signal(
        id: "ownership",
        title: "Code ownership",
        question: "How much of a module's recent work does one person do?",
        unit: .ratio,
        direction: .depends,
        source: "Bird et al., ESEC/FSE 2011; HANDBOOK B2"
    ) { evidence in Ownership(evidence).measurement }
}

/// The commits of one component by person, and what they say (HANDBOOK B2).
package struct ComponentOwnership: Hashable, Sendable {
    /// The highest proportion, 0–1; nil without commits.
    package let ownership: Double?
    /// People with at least 5 % of the commits, and how many have less.
    package let majors: [Int32]
    package let minors: Int

    /// - Parameter commits: how many of the component's commits each person is credited with. Their sum may exceed
    ///   `total`, as a commit by two people is credited to both.
    package init(commits: [Int32: Int], total: Int) {
        ownership = commits.values.max().map { Double($0) / Double(total) }
        // In whole numbers: 5 % of 20 commits is one commit, exactly.
        majors = commits.filter { $0.value * 20 >= total }.keys.sorted()
        minors = commits.count - majors.count
    }
}

private struct Ownership {
    static let needed = 20
    let evidence: Evidence
    let source: SourceFiles
    let modules: Modules
    let leftOut: CommitFilter.LeftOut
    let totals: [Int]
    let components: [ComponentOwnership]

    init(_ evidence: Evidence) {
        self.evidence = evidence
        let source = SourceFiles(evidence)
        let modules = Modules(of: source.files.map(\.path))
        var commits = [[Int32: Int]](repeating: [:], count: modules.paths.count)
        var totals = [Int](repeating: 0, count: modules.paths.count)
        let filter = CommitFilter(
            since: evidence.timeframe.end - 365 * Timeframe.day, dropsBulk: true, dropsReverts: true)
        leftOut = filter.visit(evidence, source) { _, people, touches in
            for module in Set(touches.map { modules.ofFile[$0.file] }) {
                totals[module] += 1
                for person in people { commits[module][person, default: 0] += 1 }
            }
        }
        self.source = source
        self.modules = modules
        self.totals = totals
        components = zip(commits, totals).map { ComponentOwnership(commits: $0, total: $1) }
    }

    var qualifying: [Int] { totals.indices.filter { totals[$0] >= Self.needed } }

    var measurement: Measurement {
        let excluded = source.exclusions + leftOut.exclusions
        let owned = qualifying.compactMap { components[$0].ownership }
        let sample = Measurement.Sample(owned.count, needed: 1, of: "modules with 20 commits in 12 months")
        guard let median = Statistics.median(owned) else {
            return .tooFew(sample, excluded: excluded)
        }
        return Measurement(
            value: median, sample: sample,
            why: "A high share keeps defects low where the owner looks at what others change; it also makes silos.",
            excluded: excluded, steps: steps(median), finding: finding, details: SignalDetails(details))
    }

    private func steps(_ median: Double) -> [String] {
        var steps = [
            "\(Phrase.count(source.files.count, "source file")) make \(Phrase.count(modules.paths.count, "module")); \(qualifying.count) of them had at least 20 commits in the last 12 months."
        ]
        for module in qualifying.sorted(by: { totals[$0] > totals[$1] }).prefix(5) {
            guard let share = components[module].ownership else { continue }
            steps.append(
                "\(Phrase.module(modules.paths[module])): \(Int((share * Double(totals[module])).rounded())) of \(Phrase.count(totals[module], "commit")) by one person, \(Phrase.decimal(share))."
            )
        }
        steps.append("The median over the \(Phrase.count(qualifying.count, "module")) is \(Phrase.decimal(median)).")
        return steps
    }

    private var details: OwnershipDetails {
        let activity = Activity(evidence)
        var files = [Int](repeating: 0, count: modules.paths.count)
        var lines = files
        for (place, file) in source.files.enumerated() {
            files[modules.ofFile[place]] += 1
            lines[modules.ofFile[place]] += file.lines
        }
        return OwnershipDetails(
            modules: modules.paths.indices.map { module in
                let component = components[module]
                return .init(
                    path: modules.paths[module], files: files[module], lines: lines[module], commits: totals[module],
                    ownership: totals[module] >= Self.needed ? component.ownership : nil,
                    majors: component.majors.count, minors: component.minors,
                    known: component.majors.map { evidence.knower($0, activity) }.sorted { $0.name < $1.name })
            })
    }

    /// Many hands and no owner: where reviews by somebody who knows the module are worth asking for.
    private var finding: Measurement.Finding? {
        let open = qualifying.filter { (components[$0].ownership ?? 1) < 0.5 && components[$0].minors >= 5 }
        guard let widest = open.max(by: { (components[$0].minors, $1) < (components[$1].minors, $0) }) else {
            return nil
        }
        let path = Phrase.module(modules.paths[widest])
        let component = components[widest]
        return Measurement.Finding(
            sentence: "Many people change \(path) a little, and few a lot",
            evidence:
                "In 12 months \(component.majors.count + component.minors) people made its \(Phrase.count(totals[widest], "commit")); \(component.minors) of them made fewer than 5 % each.",
            uncertainty:
                "In the one study behind this, modules with many such contributors had more failures; it was done on two releases of one product.",
            suggestion:
                "Try: have changes to \(path) reviewed by one of those who know it best, as an offer to newcomers.",
            weight: 0.3)
    }
}
