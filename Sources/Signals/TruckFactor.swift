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

private struct TruckFactor {
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
            value: Double(value), sample: fileSample, why: why, excluded: exclusions, steps: steps, finding: finding,
            details: JSONValue(details: details))
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

extension TruckFactor {
    private func share(_ count: Int) -> Double { files == 0 ? 0 : Double(count) / Double(files) }

    var orphaned: Int { authors.count { !$0.isEmpty && !$0.contains(where: activity.isActive) } }

    var steps: [String] {
        let who = isPublished ? "whoever they are" : "seen in the last 90 days"
        var steps = [
            "\(Phrase.count(files, "source file")) lie at the head; \(Phrase.count(contributors.count, "person", plural: "people")) ever changed them, \(activeContributors) of whom \(activeContributors == 1 ? "was" : "were") seen in the last 90 days.",
            "A file's authors have over 75 % of the file's best degree of authorship and at least \(Authorship.threshold)\(isPublished ? " (creators need only the 75 %)" : "").",
            "\(Phrase.percent(share(shown.coveredAtStart))) of the files have an author, \(who).",
        ]
        if !isPublished, orphaned > 0 {
            steps.append(
                "\(Phrase.percent(share(orphaned))) have authors who were all last seen earlier: already orphaned.")
        }
        for absence in shown.absences {
            let name = evidence.identities.people[Int(absence.person)].name
            steps.append(
                "Without \(name), an author of \(Phrase.count(absence.files, "file")), \(Phrase.percent(share(absence.coveredAfter))) would still have one."
            )
        }
        let pruned = shown.count - (isPublished ? published.prunedCount : shown.count)
        if pruned > 0 {
            steps.append(
                "\(Phrase.count(pruned, "person", plural: "people")) with under a tenth of the first one's files are not counted."
            )
        }
        steps.append(
            shown.coveredAtStart * 2 < files
                ? "That is under half before anybody is away: the truck factor is 0."
                : "The simulation ends when under half of the files have an author: the truck factor is \(value).")
        return steps
    }

    var details: TruckFactorDetails {
        TruckFactorDetails(
            variant: isPublished ? "published" : "active",
            files: files,
            authoredFiles: authors.count { !$0.isEmpty },
            orphanedFiles: orphaned,
            contributors: contributors.count,
            activePeople: activeContributors,
            coverageAtStart: share(shown.coveredAtStart),
            absences: shown.absences.map { absence in
                .init(
                    person: evidence.knower(absence.person, activity), files: absence.files,
                    share: share(absence.files), coverageAfter: share(absence.coveredAfter),
                    isCounted: !isPublished || shown.isCounted(absence))
            },
            variants: .init(active: active.count, everybody: everybody.count, published: published.prunedCount))
    }

    var finding: Measurement.Finding? {
        guard !isPublished, value <= 2 else { return nil }
        let after = active.absences.last.map { share($0.coveredAfter) }
        let lost = share(active.coveredAtStart) - (after ?? 0)
        let sentence =
            switch value {
            case 0: "Most of the code has nobody left who wrote it"
            case 1 where lost >= 0.5: "Most of the code rests on one person"
            case 1: "One absence would leave most files with nobody who wrote them"
            case _ where lost >= 0.5: "Most of the code rests on two people"
            default: "Two absences would leave most files with nobody who wrote them"
            }
        let covered = Phrase.percent(share(active.coveredAtStart))
        let evidence =
            after.map {
                "\(covered) of \(Phrase.count(files, "source file")) have an active author; \(Phrase.percent($0)) would, with \(value == 1 ? "one person" : "two people") away. Truck factor \(value) of \(Phrase.count(activeContributors, "active person", plural: "active people"))."
            } ?? "\(covered) of \(Phrase.count(files, "source file")) have an author who was seen in the last 90 days."
        return Measurement.Finding(
            sentence: sentence,
            evidence: evidence,
            uncertainty:
                "Authorship is estimated from commits alone: what people learned by reviewing, pairing or reading does not show.",
            suggestion: value == 0
                ? "Try: choose the module that changes most, and let two people walk through it together this month."
                : "Try: let somebody else take the next change in the largest module, with the one who knows it beside them.",
            weight: value == 0 ? 0.9 : value == 1 ? 0.85 : 0.55)
    }
}
