import Records

/// Bugs that were reported in the timeframe, each once (HANDBOOK A20).
struct Bugs {
    static let needed = 10

    let details: BugDetails
    let duplicates: Int
    /// Reported before the tracker was connected.
    let imported: Int
    private let evidence: DeliveryEvidence

    init(_ reading: DeliveryReading, _ lives: WorkLives) {
        evidence = reading.evidence
        let range = evidence.timeframe
        let keepsImported = !evidence.options.leavesOut.contains(.imported)
        let connected = keepsImported ? .min : evidence.connectedAt ?? .min
        let all = lives.all.filter { life in
            let at = life.item.createdAt
            return life.item.kind == .bug && at < range.end && at >= range.start ?? .min
        }
        let own = all.filter { $0.item.createdAt >= connected }
        let bugs = own.filter { !Self.isDuplicate($0.item) }
        imported = all.count - own.count
        duplicates = own.count - bugs.count
        let found = bugs.map { [evidence = evidence] in Self.isEscaped($0.item, evidence) }
        let weeks = CompleteWeeks(evidence, since: bugs.map(\.item.createdAt).min())
        var counts = [Int](repeating: 0, count: weeks.weeks.count)
        for bug in bugs { if let place = weeks.place(of: bug.item.createdAt) { counts[place] += 1 } }
        details = BugDetails(
            bugs: bugs.count, escaped: found.count { $0 == true }, caught: found.count { $0 == false },
            unknown: found.count { $0 == nil }, reopened: bugs.count(where: \.wasReopened),
            mergedPullRequests: reading.places(where: \.merged).count, weeks: weeks.series { Double(counts[$0]) })
    }

    /// Collapses to the first, which is counted by itself.
    private static func isDuplicate(_ item: WorkItem) -> Bool {
        item.originalState.lowercased() == "duplicate" || item.labels.contains { $0.lowercased() == "duplicate" }
    }

    /// By its labels, else by who reported it; nil where neither says.
    private static func isEscaped(_ item: WorkItem, _ evidence: DeliveryEvidence) -> Bool? {
        let labels = Set(item.labels.map { $0.lowercased() })
        if !labels.isDisjoint(with: evidence.options.labelsOfEscapes) { return true }
        if !labels.isDisjoint(with: evidence.options.labelsOfCatches) { return false }
        guard let place = evidence.people.place(of: item.author) else { return nil }
        return evidence.options.reportersOfEscapes.contains(evidence.people.people[Int(place)].id) ? true : nil
    }

    var excluded: [Measurement.Exclusion] {
        [("duplicates", duplicates), ("bugs from before the source was connected", imported)]
            .filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
    }

    var steps: [String] {
        var steps = ["\(Phrase.count(details.bugs, "bug")) reported in the timeframe, duplicates of others aside."]
        if details.reopened > 0 {
            steps.append("\(Phrase.number(details.reopened)) came back after they were mended; each counts once.")
        }
        return steps
    }
}
