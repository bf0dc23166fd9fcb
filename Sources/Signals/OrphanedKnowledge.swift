import Records

extension Signal {
    /// How much of the code was written by people who are not around any more.
    package static let orphanedKnowledge = Signal(
        id: "orphaned-knowledge",
        title: "Orphaned knowledge",
        question: "How much of the code has nobody left who wrote it?",
        unit: .percent,
        direction: .lower,
        source: "Degree of authorship and the 90-day rule of HANDBOOK B3"
    ) { evidence in OrphanedKnowledge(evidence).measurement }
}

private struct OrphanedKnowledge {
    let evidence: Evidence
    let source: SourceFiles
    let modules: Modules
    let nearness: Nearness
    let contributors: Int
    let leftOut: CommitFilter.LeftOut
    /// Places in the source files.
    let authored: [Int]
    let orphaned: [Int]

    init(_ evidence: Evidence) {
        self.evidence = evidence
        let source = SourceFiles(evidence)
        let modules = Modules(of: source.files.map(\.path))
        let activity = Activity(evidence)
        let authorship = Authorship(evidence, source)
        let authors = authorship.authors()
        authored = authors.indices.filter { !authors[$0].isEmpty }
        orphaned = authored.filter { !authors[$0].contains(where: activity.isActive) }
        contributors = authorship.contributors.count
        leftOut = authorship.leftOut
        nearness = Nearness(evidence, source, modules, activity)
        self.source = source
        self.modules = modules
    }

    private func lines(_ places: [Int]) -> Int { places.reduce(0) { $0 + source.files[$1].lines } }

    var measurement: Measurement {
        let sample = Measurement.Sample(authored.count, needed: 20, of: "files with an author")
        let excluded = exclusions
        guard authored.count >= 20 else { return .tooFew(sample, excluded: excluded) }
        guard contributors >= 3 else {
            return .tooFew(.init(contributors, needed: 3, of: "contributors"), excluded: excluded)
        }
        guard lines(authored) > 0 else {
            return Measurement(
                sample: sample, status: .unavailable, why: "The files have no lines that could be counted.")
        }
        let share = Double(lines(orphaned)) / Double(lines(authored))
        var interval = Measurement.Interval.wilson(
            Int((share * Double(authored.count)).rounded()), of: authored.count)
        interval?.kind = "95 % Wilson over files"
        return Measurement(
            value: 100 * share, interval: interval, sample: sample,
            why: evidence.why(
                "Lines of one file count together, so the interval counts files. Somebody away for a season looks gone."
            ),
            excluded: excluded, steps: steps(share), finding: finding(share), details: SignalDetails(details))
    }

    private var exclusions: [Measurement.Exclusion] {
        let without = source.files.count - authored.count
        let list = source.exclusions + leftOut.exclusions
        return without == 0 ? list : list + [.init("source files without any author", count: without)]
    }

    private func steps(_ share: Double) -> [String] {
        [
            "\(Phrase.number(authored.count)) of \(Phrase.count(source.files.count, "source file")) have an author by degree of authorship; they hold \(Phrase.count(lines(authored), "line")).",
            "In \(Phrase.count(orphaned.count, "file")) no author was seen in the 90 days before the end of the timeframe.",
            "These hold \(Phrase.count(lines(orphaned), "line")): \(Phrase.percent(share)).",
        ]
    }

    private var rows: [OrphanedKnowledgeDetails.Module] {
        var rows = modules.paths.map {
            OrphanedKnowledgeDetails.Module(
                path: $0, files: 0, lines: 0, orphanedFiles: 0, orphanedLines: 0, nearest: [])
        }
        for (place, file) in source.files.enumerated() {
            rows[modules.ofFile[place]].files += 1
            rows[modules.ofFile[place]].lines += file.lines
        }
        for place in orphaned {
            rows[modules.ofFile[place]].orphanedFiles += 1
            rows[modules.ofFile[place]].orphanedLines += source.files[place].lines
        }
        for module in rows.indices where rows[module].orphanedLines > 0 {
            rows[module].nearest = nearness.nearest(to: module).prefix(3).map {
                evidence.knower($0, nearness.activity)
            }
        }
        return rows.filter { $0.orphanedLines > 0 }
            .sorted { ($1.orphanedLines, $0.path) < ($0.orphanedLines, $1.path) }
    }

    private var details: OrphanedKnowledgeDetails {
        let largest = orphaned.sorted {
            (source.files[$1].lines, $0) < (source.files[$0].lines, $1)
        }.prefix(20)
        return OrphanedKnowledgeDetails(
            files: authored.count, lines: lines(authored), orphanedFiles: orphaned.count,
            orphanedLines: lines(orphaned), filesWithoutAuthor: source.files.count - authored.count,
            linesWithoutAuthor: source.lines - lines(authored), modules: rows,
            largest: largest.map {
                .init(
                    path: source.files[$0].path, lines: source.files[$0].lines,
                    lastChangeAt: nearness.ever.lastChange[$0])
            })
    }

    private func finding(_ share: Double) -> Measurement.Finding? {
        let rows = rows
        guard share >= 0.25, let first = rows.first else { return nil }
        let names = rows.prefix(3).map { "\(Phrase.module($0.path)) (\(Phrase.count($0.orphanedLines, "line")))" }
        return Measurement.Finding(
            sentence: "\(Phrase.percent(share)) of the lines have nobody left who wrote them",
            evidence:
                "\(Phrase.count(orphaned.count, "file")) whose authors were all last seen more than 90 days ago; most of them in \(Phrase.list(names)).",
            uncertainty:
                "People who know the code by reading it are not counted, and an author on long leave looks gone.",
            suggestion: first.nearest.isEmpty
                ? "Try: adopt \(Phrase.module(first.path)) before it is needed: two people, one afternoon, one page of notes."
                : "Try: let those nearest to \(Phrase.module(first.path)) write one page about it, and ask the former authors while they answer.",
            weight: min(0.8, 0.3 + share / 2))
    }
}
