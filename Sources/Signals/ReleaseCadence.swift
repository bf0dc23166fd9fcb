import Records
import Statistics

extension Signal {
    /// How often something is released, as far as tags tell.
    ///
    /// A stand-in for deployment frequency where no pipeline says what was deployed, and labelled so.
    package static let releaseCadence = Signal(
        id: "release-cadence",
        title: "Release cadence",
        question: "On how many days of a month does a release come out?",
        unit: .perMonth,
        direction: .higher,
        source: "DORA 2024, by tags in place of deployments; HANDBOOK A1"
    ) { evidence in ReleaseCadence(evidence).measurement }
}

struct ReleaseCadence {
    static let neededReleases = 2
    static let neededWeeks = 4
    /// Days of an average month.
    static let month = 30.44

    let evidence: Evidence
    let tags: ReleaseTags
    let days: ReleaseDays

    init(_ evidence: Evidence) {
        self.evidence = evidence
        tags = ReleaseTags(evidence)
        days = ReleaseDays(tags.releases.map(\.at), timeframe: evidence.timeframe)
    }

    /// The median over complete months; while there is none, the weeks' median brought to a month's length.
    private var value: Double? { days.monthMedian ?? days.weekMedian.map { $0 * Self.month / 7 } }

    var measurement: Measurement {
        let releases = Measurement.Sample(tags.releases.count, needed: Self.neededReleases, of: "releases")
        guard releases.count >= releases.needed else { return .tooFew(releases, excluded: tags.exclusions) }
        let weeks = Measurement.Sample(days.weeks.count, needed: Self.neededWeeks, of: "complete weeks")
        guard weeks.count >= weeks.needed, let value else { return .tooFew(weeks, excluded: tags.exclusions) }
        return Measurement(
            value: value, sample: weeks,
            why:
                "Counted from tags, and therefore releases: what was deployed, and whether it went well, only a pipeline can tell.",
            excluded: tags.exclusions, steps: steps(value), finding: finding, details: SignalDetails(details))
    }

    private func steps(_ value: Double) -> [String] {
        var steps = [
            "\(Phrase.count(tags.releases.count, "release")) on \(Phrase.count(days.count, "day")), by UTC, from \(Phrase.count(tags.found, "tag")) in the history of the head.",
            "\(Phrase.count(days.weeks.count, "complete week")), \(Phrase.number(days.weeks.count { $0 == 0 })) of them without a release: the median is \(Phrase.decimal(days.weekMedian ?? 0)) release days a week.",
        ]
        if days.monthMedian == nil {
            steps.append("No month is complete: the week's median times \(Self.month) / 7 is \(Phrase.decimal(value)).")
        } else {
            let complete = days.months.filter(\.isComplete)
            steps.append(
                "\(Phrase.count(complete.count, "complete month")), \(Phrase.number(complete.count { $0.days == 0 })) of them without a release: the median is \(Phrase.decimal(value)) release days a month."
            )
        }
        return steps + ["In words: \(days.frequency.words)."]
    }

    private var details: ReleaseCadenceDetails {
        let gaps = tags.gaps
        return ReleaseCadenceDetails(
            releases: Array(tags.details.reversed().prefix(200)), count: tags.releases.count, months: days.months,
            daysPerWeek: days.weekMedian, daysPerMonth: days.monthMedian, completeWeeks: days.weeks.count,
            completeMonths: days.months.count(where: \.isComplete),
            intervalMedian: Statistics.median(gaps), intervalP75: Statistics.percentile(gaps, 0.75),
            intervalP90: Statistics.percentile(gaps, 0.9), category: days.frequency.rawValue,
            categoryWords: days.frequency.words)
    }

    /// A rhythm that stopped is worth a sentence; a slow one is a choice.
    private var finding: Measurement.Finding? {
        let gaps = tags.gaps
        guard gaps.count >= 5, let median = Statistics.median(gaps), let latest = tags.releases.last,
            let p90 = Statistics.percentile(gaps, 0.9)
        else { return nil }
        let waited = Double(evidence.timeframe.end - latest.at) / Double(Timeframe.day)
        guard waited > p90, waited > 3 * median, waited >= 30 else { return nil }
        return Measurement.Finding(
            sentence: "Nothing has been released for \(Phrase.number(Int(waited))) days",
            evidence:
                "The latest tag is \(latest.name); half of the \(Phrase.number(gaps.count)) releases before came within \(Phrase.decimal(median)) days of the one before, nine in ten within \(Phrase.decimal(p90)).",
            uncertainty: "Read from tags: releases made without one, or tagged on another branch, do not show.",
            suggestion: "Try: look together at what waits since then, and whether a smaller release could go out now.",
            weight: min(0.5, 0.2 + waited / 2000))
    }
}
