import Records

extension Signal {
    /// How many people hold the knowledge of the code between them.
    ///
    /// People who have not been seen for 90 days are not counted on. `Evidence.Options.publishedTruckFactor` asks for
    /// the variant of the 2015 study instead, which counts on everybody.
    package static let truckFactor = Signal(
        id: "truck-factor",
        title: "Truck factor",
        question: "How many people could be away before most files have nobody left who wrote them?",
        unit: .people,
        direction: .higher,
        source: "Avelino et al., ICPC 2016; weights by Fritz et al., TOSEM 2014; HANDBOOK B3"
    ) { evidence in TruckFactor(evidence).measurement }
}

struct TruckFactor {
    let evidence: Evidence
    let source: SourceFiles
    let authorship: Authorship
    let activity: Activity
    let authors: [[Int32]]
    let contributors: Set<Int32>
    let active: TruckFactorSimulation
    let everybody: TruckFactorSimulation
    let published: TruckFactorSimulation

    init(_ evidence: Evidence) {
        self.evidence = evidence
        let source = SourceFiles(evidence)
        let activity = Activity(evidence)
        let authorship = Authorship(evidence, source)
        let authors = authorship.authors()
        let changes = Self.changes(authorship, of: evidence.identities.people.count)
        self.source = source
        self.activity = activity
        self.authorship = authorship
        self.authors = authors
        contributors = authorship.contributors
        active = TruckFactorSimulation(authors: authors, changes: changes, isPresent: activity.isActive)
        everybody = TruckFactorSimulation(authors: authors, changes: changes) { _ in true }
        published = TruckFactorSimulation(
            authors: authorship.authors(sparesCreators: true), changes: changes
        ) { _ in true }
    }

    private static func changes(_ authorship: Authorship, of people: Int) -> [Int] {
        var changes = [Int](repeating: 0, count: people)
        for part in authorship.parts.joined() {
            changes[Int(part.person)] += part.changes + (part.isCreator ? 1 : 0)
        }
        return changes
    }

    var isPublished: Bool { evidence.options.publishedTruckFactor }
    var shown: TruckFactorSimulation { isPublished ? published : active }
    var value: Int { isPublished ? published.prunedCount : active.count }
    var files: Int { source.files.count }
    var activeContributors: Int { contributors.count(where: activity.isActive) }

    var measurement: Measurement {
        let fileSample = Measurement.Sample(files, needed: 20, of: "files")
        guard files >= 20 else { return .tooFew(fileSample, excluded: exclusions) }
        guard contributors.count >= 3 else {
            return .tooFew(.init(contributors.count, needed: 3, of: "contributors"), excluded: exclusions)
        }
        return Measurement(
            value: Double(value), sample: fileSample, why: evidence.why(why), excluded: exclusions, steps: steps,
            finding: finding,
            details: SignalDetails(details))
    }

    var why: String {
        if isPublished {
            return "The 2015 study's variant: everybody who ever wrote something is counted on, also people who left."
        }
        if active.count == 0 {
            return "Nought, because under half of the files have an author who was seen in the last 90 days."
        }
        return
            "A count by a fixed rule, so it has no interval; two accounts of one person taken for two would raise it."
    }

    var exclusions: [Measurement.Exclusion] {
        var list = source.exclusions
        let left = authorship.leftOut
        if left.bots + left.agents > 0 {
            list.append(
                .init(
                    "commits by bots and AI agents alone", count: left.bots + left.agents,
                    valueWithout: valueWithMachines))
        }
        if left.withheld > 0 {
            list.append(.init("commits by people who objected to being counted", count: left.withheld))
        }
        let away = contributors.count - activeContributors
        if !isPublished, away > 0 {
            list.append(
                .init("contributors not seen in the last 90 days", count: away, valueWithout: Double(everybody.count)))
        }
        return list
    }

    private var valueWithMachines: Double {
        let all = Authorship(evidence, source, countsMachines: true)
        let changes = Self.changes(all, of: evidence.identities.people.count)
        let simulation = TruckFactorSimulation(
            authors: all.authors(sparesCreators: isPublished), changes: changes
        ) { isPublished || activity.isActive($0) }
        return Double(isPublished ? simulation.prunedCount : simulation.count)
    }
}
