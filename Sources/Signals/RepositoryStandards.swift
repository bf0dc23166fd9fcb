import Records

extension Signal {
    /// How many of eight things that spare a team questions lie in the repository.
    package static let repositoryStandards = Signal(
        id: "repository-standards",
        title: "Repository standards",
        question: "How much of what a newcomer needs does the repository bring along?",
        unit: .percent,
        direction: .higher,
        source: "HANDBOOK E9"
    ) { evidence in RepositoryStandards(evidence).measurement }
}

private struct RepositoryStandards {
    let evidence: Evidence
    let items: [RepositoryStandardsDetails.Item]

    init(_ evidence: Evidence) {
        self.evidence = evidence
        let head = StandardsHead(evidence.snapshot)
        items = Standard.all.map { standard in
            .init(
                id: standard.id, title: standard.title, why: standard.why, found: standard.find(head),
                howToAdd: standard.howToAdd)
        }
    }

    private var details: RepositoryStandardsDetails {
        RepositoryStandardsDetails(items: items, present: items.count { $0.found != nil })
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(items.count, needed: items.count, of: "items")
        guard !evidence.snapshot.files.isEmpty else {
            return Measurement(sample: sample, status: .unavailable, why: "There are no files at the head to look at.")
        }
        let details = details
        return Measurement(
            value: 100 * Double(details.present) / Double(items.count), sample: sample,
            why: "A file that is there may still be out of date; this looks at files, never at habits.",
            steps: steps(details), finding: finding(details), details: SignalDetails(details))
    }

    private func steps(_ details: RepositoryStandardsDetails) -> [String] {
        items.map { item in
            item.found.map { "\(item.title): \($0)." } ?? "\(item.title): missing."
        } + ["\(details.present) of \(items.count) are there."]
    }

    private func finding(_ details: RepositoryStandardsDetails) -> Measurement.Finding? {
        let missing = details.missing
        guard let first = missing.first else { return nil }
        let names = Phrase.list(missing.map { $0.title.lowercased(keepingWords: ["CI", "README"]) })
        return Measurement.Finding(
            sentence: missing.count == 1
                ? "A newcomer misses one thing here: \(names)"
                : "\(Phrase.opening(missing.count, "thing")) that a newcomer needs are missing: \(names)",
            evidence:
                "\(details.present) of \(Phrase.count(items.count, "item")) of the checklist are at the head; `tutti check` lists them.",
            uncertainty: "Only files at the head are seen: what lies on a wiki or in another repository is not.",
            suggestion: "Try: \(first.howToAdd.prefix(1).lowercased())\(first.howToAdd.dropFirst())",
            weight: min(0.4, 0.1 + 0.05 * Double(missing.count)))
    }
}

extension String {
    /// With a small letter at the start, unless the first word is one that keeps its capitals.
    fileprivate func lowercased(keepingWords words: Set<String>) -> String {
        let first = prefix { $0 != " " }
        return words.contains(String(first)) ? self : first.lowercased() + dropFirst(first.count)
    }
}
