import Records

extension Signal {
    /// How many documents somebody looked after in time and whose code has not moved on since.
    package static let documentFreshness = Signal(
        id: "document-freshness",
        title: "Document freshness",
        question: "How many documents still speak of the code as it is?",
        unit: .percent,
        direction: .higher,
        version: 2,
        source: "HANDBOOK A26; DORA, State of DevOps 2022, on documentation"
    ) { evidence in DocumentFreshness(evidence).measurement }
}

private struct DocumentFreshness {
    static let needed = 5
    let evidence: Evidence
    let registered: RegisteredDocuments
    let documents: [DocumentFreshnessDetails.Document]

    init(_ evidence: Evidence) {
        self.evidence = evidence
        let registered = RegisteredDocuments(evidence)
        let links = registered.files.map { registered.links(of: $0) }
        let edits = DocumentEdits(evidence, registered.files, links: links)
        let now = evidence.timeframe.end
        self.registered = registered
        documents = registered.files.indices.map { place in
            let file = registered.files[place]
            let isRunbook = RegisteredDocuments.isRunbook(file.path)
            let days = isRunbook ? 90 : 180
            let verified = edits.verifiedAt[place]
            let since = edits.since(place)
            let state: DocumentFreshnessDetails.State
            if file.isGenerated {
                state = .generated
            } else if let verified, !links[place].isEmpty {
                let isOld = now - verified > Int64(days) * Timeframe.day
                state = since.commits >= 10 || since.breaking > 0 ? .behind : isOld ? .old : .fresh
            } else {
                state = .unverifiable
            }
            return .init(
                path: file.path, state: state, isRunbook: isRunbook, intervalDays: days, verifiedAt: verified,
                links: Array(links[place].prefix(20)), linkCount: links[place].count, commitsSince: since.commits)
        }
    }

    private func count(_ state: DocumentFreshnessDetails.State) -> Int { documents.count { $0.state == state } }

    var measurement: Measurement {
        let sample = Measurement.Sample(documents.count, needed: Self.needed, of: "documents")
        guard documents.count >= Self.needed else { return .tooFew(sample, excluded: registered.exclusions) }
        let fresh = count(.fresh) + count(.generated)
        return Measurement(
            value: 100 * Double(fresh) / Double(documents.count),
            interval: .wilson(fresh, of: documents.count), sample: sample,
            why: evidence.why(
                "An edit is taken for a look at the whole document; whether it is right, only its readers can tell."),
            excluded: registered.exclusions, steps: steps(fresh), finding: finding, details: SignalDetails(details)
        )
    }

    private var details: DocumentFreshnessDetails {
        DocumentFreshnessDetails(
            documents: documents, fresh: count(.fresh), old: count(.old), behind: count(.behind),
            unverifiable: count(.unverifiable), generated: count(.generated))
    }

    private func steps(_ fresh: Int) -> [String] {
        let total = documents.count
        return [
            "\(Phrase.count(total, "document")) lie at the head; \(documents.count { $0.isRunbook }) of them are runbooks.",
            "\(count(.fresh)) were edited in time and the code that they link to had under 10 commits since; \(count(.generated)) are made from the code.",
            "\(count(.behind)) are behind their code, \(count(.old)) were not edited for 180 days (runbooks 90), \(count(.unverifiable)) link to no code or have no known edit.",
            "\(fresh) of \(total) are fresh: \(Phrase.percent(Double(fresh) / Double(total))).",
        ]
    }

    private var finding: Measurement.Finding? {
        let behind = documents.filter { $0.state == .behind }.sorted { left, right in
            (right.commitsSince, left.path) < (left.commitsSince, right.path)
        }
        guard let worst = behind.first, let verified = worst.verifiedAt else { return nil }
        let days = Int((evidence.timeframe.end - verified) / Timeframe.day)
        return Measurement.Finding(
            sentence: behind.count == 1
                ? "The code moved on and \(worst.path) did not"
                : "The code moved on and \(Phrase.count(behind.count, "document")) did not",
            evidence:
                "\(worst.path) was last edited \(Phrase.count(days, "day")) ago; since then \(Phrase.count(worst.commitsSince, "commit")) changed \(worst.linkCount == 1 ? worst.links[0] : "the \(Phrase.number(worst.linkCount)) files that it speaks of").",
            uncertainty: "What changed may be nothing that the document tells; links alone show what it speaks of.",
            suggestion: "Try: let whoever changes that code next read the document beside it and correct it.",
            weight: min(0.45, 0.25 + 0.2 * Double(behind.count) / Double(documents.count)))
    }
}
