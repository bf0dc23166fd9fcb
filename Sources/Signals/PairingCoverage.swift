import Records

extension Signal {
    /// Who has lately written something together with whom, as far as commits name both.
    package static let pairingCoverage = Signal(
        id: "pairing-coverage",
        title: "Pairing coverage",
        question: "How many of the possible pairs have written something together in the last 30 days?",
        unit: .percent,
        direction: .higher,
        source: "HANDBOOK B11"
    ) { evidence in PairingCoverage(evidence).measurement }
}

private struct PairingCoverage {
    static let needed = 3
    /// Most people for whom a matrix is drawn.
    static let mostPeople = 60

    private struct Pair: Hashable {
        var first: Int32
        var second: Int32
    }

    let evidence: Evidence
    let activity: Activity
    /// Active humans, by id.
    let people: [Int32]
    /// When two of them last wrote a commit together, in seconds since 1970.
    private let lastTogether: [Pair: Int64]
    let sharedCommits: Int

    init(_ evidence: Evidence) {
        let activity = Activity(evidence)
        let everybody = evidence.identities.people
        let people = everybody.indices.map { Int32($0) }
            .filter { everybody[Int($0)].kind == .human && activity.isActive($0) }
        let active = Set(people)
        let credits = Credits(evidence.identities)
        var lastTogether: [Pair: Int64] = [:]
        var sharedCommits = 0
        for commit in evidence.history.commits
        where !commit.trailers.isEmpty && commit.committed.seconds < evidence.timeframe.end {
            let together = credits.people(of: commit).filter(active.contains).sorted()
            if together.count < 2 { continue }
            sharedCommits += 1
            let written = min(commit.authored.seconds, commit.committed.seconds)
            for (place, first) in together.enumerated() {
                for second in together[(place + 1)...] {
                    lastTogether[Pair(first: first, second: second), default: .min].raise(to: written)
                }
            }
        }
        self.evidence = evidence
        self.activity = activity
        self.people = people
        self.lastTogether = lastTogether
        self.sharedCommits = sharedCommits
    }

    private var possible: Int { people.count * (people.count - 1) / 2 }

    private func paired(within days: Int64) -> Int {
        lastTogether.values.count { $0 >= evidence.timeframe.end - days * Timeframe.day }
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(people.count, needed: Self.needed, of: "active people")
        guard people.count >= Self.needed else { return .tooFew(sample) }
        let value = 100 * Double(paired(within: 30)) / Double(possible)
        return Measurement(
            value: value, sample: sample, why: why, steps: steps, finding: finding, details: SignalDetails(details)
        )
    }

    private var why: String {
        sharedCommits == 0
            ? "No commit names two of the active people: either nobody pairs, or nobody writes Co-authored-by lines."
            : "Pairing that no Co-authored-by line tells of does not show. Every pair is counted, so there is no interval."
    }

    private var steps: [String] {
        [
            "\(Phrase.count(people.count, "human")) did something in the last 90 days: that makes \(Phrase.count(possible, "pair")).",
            "\(Phrase.count(sharedCommits, "commit")) name at least two of them, by author and Co-authored-by lines.",
            "\(Phrase.count(paired(within: 30), "pair")) last shared one in the last 30 days, \(Phrase.number(paired(within: 90))) in the last 90.",
        ]
    }

    private var details: PairingCoverageDetails {
        let isShown = people.count <= Self.mostPeople
        let pairs = isShown ? pairs : []
        return PairingCoverageDetails(
            people: isShown ? people.map { evidence.knower($0, activity) } : [], pairs: pairs,
            offers: isShown ? offers(pairs) : [], activePeople: people.count, possiblePairs: possible,
            pairedWithin30Days: paired(within: 30), pairedWithin90Days: paired(within: 90))
    }

    private var pairs: [PairingCoverageDetails.Pair] {
        people.indices.flatMap { first in
            people.indices[(first + 1)...].map { second in
                let at = lastTogether[Pair(first: people[first], second: people[second])]
                return .init(
                    first: first, second: second,
                    daysSince: at.map { Int((evidence.timeframe.end - $0) / Timeframe.day) })
            }
        }
    }

    private func offers(_ pairs: [PairingCoverageDetails.Pair]) -> [PairingCoverageDetails.Pair] {
        var plan = PairingPlan(people: people.count)
        for pair in pairs { plan.set(pair.daysSince, pair.first, pair.second) }
        let chosen = Set(plan.offers.map { [$0.first, $0.second] })
        return pairs.filter { chosen.contains([$0.first, $0.second]) }
    }

    /// Only where lines are written at all: without any, the silence is about the lines.
    private var finding: Measurement.Finding? {
        let recent = paired(within: 30)
        guard people.count >= 4, paired(within: 90) > 0, recent * 5 < possible else { return nil }
        return Measurement.Finding(
            sentence:
                "\(Phrase.percent(Double(possible - recent) / Double(possible))) of the possible pairs have written nothing together for 30 days",
            evidence:
                "\(Phrase.number(recent)) of \(Phrase.count(possible, "pair")) of \(Phrase.count(people.count, "active human")) shared a commit.",
            uncertainty: "Pairing that no Co-authored-by line tells of does not show.",
            suggestion:
                "Try: offer the pairs that have not met for longest an hour on something both can learn from.",
            weight: 0.15)
    }
}

extension Int64 {
    fileprivate mutating func raise(to other: Int64) { self = Swift.max(self, other) }
}
