import Records

extension Signal {
    /// The most that any one absence would take: a reason to share knowledge, not to count on anybody less.
    package static let offBoarding = Signal(
        id: "off-boarding",
        title: "If somebody were away",
        question: "How much of the code would have nobody left who wrote it, if one person were away?",
        unit: .percent,
        direction: .lower,
        source: "Degree of authorship of HANDBOOK B3; hand-over of PRODUCT 3.11"
    ) { evidence in OffBoarding(evidence).measurement }
}

extension OffBoarding {
    var measurement: Measurement {
        let excluded = source.exclusions + leftOut.exclusions
        let sample = Measurement.Sample(source.files.count, needed: 20, of: "files")
        guard source.files.count >= 20 else { return .tooFew(sample, excluded: excluded) }
        guard contributors >= 3 else {
            return .tooFew(.init(contributors, needed: 3, of: "contributors"), excluded: excluded)
        }
        guard source.lines > 0 else {
            return Measurement(
                sample: sample, status: .unavailable, why: "The files have no lines that could be counted.")
        }
        let departures = lastOf.keys.sorted().map(departure).sorted {
            ($0.person.name, $0.person.id) < ($1.person.name, $1.person.id)
        }
        let widest = departures.max { $0.lostLines < $1.lostLines }
        let share = widest?.lostShare ?? 0
        var interval = Measurement.Interval.wilson(
            Int((share * Double(source.files.count)).rounded()), of: source.files.count)
        interval?.kind = "95 % Wilson over files"
        return Measurement(
            value: 100 * share, interval: interval, sample: sample,
            why: evidence.why("Only writing is seen: somebody who reviewed it all may carry on without a gap."),
            excluded: excluded, steps: steps(widest), finding: widest.flatMap(finding),
            details: SignalDetails(
                OffBoardingDetails(
                    lines: source.lines, files: source.files.count, departures: departures)))
    }

    private func steps(_ widest: OffBoardingDetails.Departure?) -> [String] {
        let single = lastOf.values.reduce(0) { $0 + $1.count }
        var steps = [
            "\(Phrase.number(single)) of \(Phrase.count(source.files.count, "source file")) have exactly one author who was seen in the last 90 days."
        ]
        if let widest {
            steps.append(
                "The largest part that one absence would leave without an active author is \(Phrase.count(widest.lostFiles, "file")) with \(Phrase.number(widest.lostLines)) of \(Phrase.count(source.lines, "line")): \(Phrase.percent(widest.lostShare))."
            )
            steps.append(
                "A hand-over takes the modules that make up four fifths of it: one session for every 2,500 lines begun, at most four a module, and a page where half of a module would be lost: \(handOver(widest))."
            )
        }
        return steps
    }

    private func handOver(_ departure: OffBoardingDetails.Departure) -> String {
        let sessions = Phrase.count(departure.sessions, "session")
        return departure.documents == 0 ? sessions : "\(sessions) and \(Phrase.count(departure.documents, "document"))"
    }

    private func finding(_ widest: OffBoardingDetails.Departure) -> Measurement.Finding? {
        guard widest.lostShare >= 0.15, let first = widest.modules.first else { return nil }
        let names = widest.modules.prefix(2).map { Phrase.module($0.path) }
        let hot = widest.hotspots.count
        return Measurement.Finding(
            sentence:
                "\(Phrase.list(names)) \(names.count == 1 ? "needs" : "need") a second person",
            evidence:
                "With one person away, \(Phrase.percent(widest.lostShare)) of the lines in \(Phrase.count(widest.lostFiles, "file")) would have no active author\(hot > 0 ? ", among them \(hot == 10 ? "ten or more hotspots" : Phrase.count(hot, "hotspot"))" : ""). A hand-over would take about \(handOver(widest)).",
            uncertainty: "An estimate from commits: who could step in by having read or reviewed it does not show.",
            suggestion:
                "Try: start with \(Phrase.module(first.path)), one session together in each of the next two weeks.",
            weight: min(0.8, 0.3 + widest.lostShare))
    }
}
