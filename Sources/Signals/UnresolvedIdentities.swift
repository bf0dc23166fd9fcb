import Records
import Statistics

extension Signal {
    /// How far to trust every number that counts people: the share of commits by somebody who may be somebody else.
    package static let unresolvedIdentities = Signal(
        id: "unresolved-identities",
        title: "Unresolved identities",
        question: "How many commits are by somebody who may also be somebody else?",
        unit: .percent,
        direction: .lower,
        source: "gitmailmap(5); Wiese et al., 2016; HANDBOOK B1"
    ) { evidence in UnresolvedIdentities(evidence).measurement }
}

private struct UnresolvedIdentities {
    static let needed = 50
    /// Above this, signals that count people carry a warning (HANDBOOK B1).
    static let warning = 0.05

    let evidence: Evidence
    /// For every person, the commits that they are the author of.
    let authored: [Int]
    /// For every person: no rule names them, and a suggestion does.
    let isUnresolved: [Bool]

    init(_ evidence: Evidence) {
        let identities = evidence.identities
        var authored = [Int](repeating: 0, count: identities.people.count)
        for commit in evidence.history.commits where commit.committed.seconds < evidence.timeframe.end {
            authored[Int(identities.person(commit.author))] += 1
        }
        var isAlone = [Bool](repeating: true, count: identities.people.count)
        for (person, rule) in zip(identities.personOfSignature, identities.rules) where rule != .alone {
            isAlone[Int(person)] = false
        }
        let suspected = Set(identities.suggestions.flatMap { [$0.first, $0.second] })
        self.evidence = evidence
        self.authored = authored
        isUnresolved = identities.people.enumerated().map { place, person in
            person.kind == .human && isAlone[place] && suspected.contains(person.id)
        }
    }

    private func commits(_ kind: Person.Kind) -> Int {
        zip(evidence.identities.people, authored).reduce(0) { $0 + ($1.0.kind == kind ? $1.1 : 0) }
    }

    private func people(_ kind: Person.Kind) -> Int { evidence.identities.people.count { $0.kind == kind } }

    private var unmapped: Int { zip(isUnresolved, authored).reduce(0) { $0 + ($1.0 ? $1.1 : 0) } }

    var measurement: Measurement {
        let commits = commits(.human)
        let sample = Measurement.Sample(commits, needed: Self.needed, of: "commits by humans")
        guard commits >= Self.needed else { return .tooFew(sample, excluded: exclusions) }
        return Measurement(
            value: 100 * Double(unmapped) / Double(commits), interval: .wilson(unmapped, of: commits), sample: sample,
            why: why(commits), excluded: exclusions, steps: steps(commits), finding: finding(commits),
            details: SignalDetails(details(commits)))
    }

    private var exclusions: [Measurement.Exclusion] {
        [
            ("commits by bots", Person.Kind.bot), ("commits by AI agents", .agent),
            ("commits by people who objected to being counted", .withheld),
        ].map { .init($0.0, count: commits($0.1)) }.filter { $0.count > 0 }
    }

    private func why(_ commits: Int) -> String {
        isTooMany(commits)
            ? "Above 5 %: read the truck factor, silos and everything else that counts people with care."
            : "A likeness is no proof: two people may bear one name, and one person two that are nothing alike."
    }

    private func isTooMany(_ commits: Int) -> Bool { Double(unmapped) > Self.warning * Double(commits) }

    private func steps(_ commits: Int) -> [String] {
        let identities = evidence.identities
        let suspects = isUnresolved.count { $0 }
        return [
            "\(Phrase.count(identities.personOfSignature.count, "name and address", plural: "names and addresses")) stand for \(Phrase.count(people(.human), "human")), \(Phrase.count(people(.bot), "bot")) and \(Phrase.count(people(.agent), "AI agent")).",
            "\(Phrase.count(identities.suggestions.count, "pair")) of people are alike enough to ask; \(Phrase.number(suspects)) of those people \(suspects == 1 ? "is" : "are") recognised by nothing but one address.",
            "They wrote \(Phrase.number(unmapped)) of \(Phrase.count(commits, "commit")) by humans.",
        ]
    }

    private func details(_ commits: Int) -> UnresolvedIdentitiesDetails {
        UnresolvedIdentitiesDetails(
            commits: commits, unmapped: unmapped, people: people(.human), bots: people(.bot), agents: people(.agent),
            suggestions: suggestions, suggestionCount: evidence.identities.suggestions.count)
    }

    /// Those that would change most come first.
    private var suggestions: [UnresolvedIdentitiesDetails.Suggestion] {
        let identities = evidence.identities
        let places = Dictionary(identities.people.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let pairs = identities.suggestions.compactMap { suggestion -> (first: Int, second: Int, reason: String)? in
            guard let first = places[suggestion.first], let second = places[suggestion.second] else { return nil }
            return (first, second, suggestion.reason.words)
        }
        // The smaller of the two is what a merge would move.
        let moved = pairs.map { min(authored[$0.first], authored[$0.second]) }
        return pairs.indices.sorted { (moved[$1], $0) < (moved[$0], $1) }.prefix(100).map { place in
            let pair = pairs[place]
            return .init(first: someone(pair.first), second: someone(pair.second), reason: pair.reason)
        }
    }

    private func someone(_ place: Int) -> UnresolvedIdentitiesDetails.Someone {
        let person = evidence.identities.people[place]
        return .init(id: person.id, name: person.name, email: person.email)
    }

    private func finding(_ commits: Int) -> Measurement.Finding? {
        guard isTooMany(commits), let range = Statistics.wilson(unmapped, of: commits) else { return nil }
        let share = Double(unmapped) / Double(commits)
        let pairs = evidence.identities.suggestions.count
        return Measurement.Finding(
            sentence: "\(Phrase.percent(share)) of the commits are by somebody who may also be somebody else",
            evidence:
                "\(Phrase.number(unmapped)) of \(Phrase.count(commits, "commit")) by humans; \(Phrase.count(pairs, "pair")) of people have a name or an address in common.",
            uncertainty:
                "Between \(Phrase.percent(range.low)) and \(Phrase.percent(range.high)) by chance alone; a likeness is no proof that two are one.",
            suggestion:
                "Try: go through the pairs with the team, and write those who are one into a .mailmap file.",
            weight: min(0.6, 0.25 + share))
    }
}

extension Identities.Suggestion.Reason {
    /// What two people have in common, without a full stop.
    fileprivate var words: String {
        switch self {
        case .sameName: "Both bear the same full name"
        case .sameLocalPart: "Both addresses have the same part before the @"
        case .similarName: "Their names differ in a letter or two"
        }
    }
}
