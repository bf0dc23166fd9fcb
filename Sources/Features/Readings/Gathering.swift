import Records
import Signals

extension Evidence {
    /// What was read, put together with who is who as of now.
    ///
    /// The mail map is the one at the head, as git itself takes it.
    ///
    /// - Parameter withheld: accounts of members who object to being counted.
    package static func gather(
        _ repository: Repository, history: History, snapshot: Snapshot, tags: [Tag], decisions: [IdentityDecision],
        timeframe: Timeframe, options: Options = Options(), withheld: Set<Signature> = []
    ) -> Evidence {
        var identities = Identities.resolve(
            signatures: history.signatures, commits: history.commits, mailmap: snapshot.mailmap, decisions: decisions)
        for (place, signature) in history.signatures.enumerated() where withheld.contains(signature) {
            let person = Int(identities.personOfSignature[place])
            if identities.people[person].kind == .human { identities.people[person].kind = .withheld }
        }
        return Evidence(
            repository: repository, history: history, identities: identities, snapshot: snapshot, tags: tags,
            timeframe: timeframe, options: options)
    }
}

extension History {
    /// Up to when a history tells: just after its newest commit, because a clone does not know what happened since,
    /// and a clone that nobody fetched must not look like a team that left. `now` where there is no commit, or only
    /// ones whose clocks ran ahead. In seconds since 1970.
    package func end(at now: Int64) -> Int64 {
        commits.lazy.map(\.committed.seconds).filter { $0 < now }.max().map { $0 + 1 } ?? now
    }
}

extension Snapshot {
    package var mailmap: Mailmap? { texts[".mailmap"].map { Mailmap($0) } }
}

extension Readings {
    /// Measures every signal of the catalogue.
    ///
    /// - Parameter scope: what the evidence was kept to.
    package static func measure(_ evidence: Evidence, scope: Scope = .everything) -> Readings {
        let measured = Signal.all.map { ($0.id, $0.measure(evidence)) }
        var readings = Readings(
            repository: evidence.repository, measurements: Dictionary(uniqueKeysWithValues: measured),
            until: evidence.timeframe.end, since: evidence.timeframe.start, scope: scope,
            coverage: PathCoverage(of: evidence))
        readings.warnOfUnresolvedIdentities()
        return readings
    }

    /// Where many accounts may belong to somebody else, every number that counts people says so (HANDBOOK B1).
    private mutating func warnOfUnresolvedIdentities() {
        guard let share = self["unresolved-identities"]?.value, share > 5 else { return }
        let caution =
            "\(ValueText(share, .percent).sentence) of the commits are by accounts that may belong to somebody else."
        for id in Self.countingPeople where self[id]?.status == .ok {
            let why = self[id]?.why ?? ""
            measurements[id]?.why = why.isEmpty ? caution : "\(why) \(caution)"
        }
    }

    private static let countingPeople = [
        "truck-factor", "knowledge-silos", "off-boarding", "orphaned-knowledge", "ownership", "pairing-coverage",
        "ramp-up",
    ]
}
