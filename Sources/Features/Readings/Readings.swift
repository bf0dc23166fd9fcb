import Records
import Signals

/// What the last measuring of a repository found, as pages, report and API show it.
package struct Readings: Sendable {
    package var repository: Repository
    /// By signal id.
    package var measurements: [String: Measurement]
    /// Up to when the evidence reached, in seconds since 1970.
    package var until: Int64
    package var since: Int64?
    /// What was chosen when it was measured.
    package var scope: Scope
    /// Nil where the whole repository was measured.
    package var coverage: PathCoverage?

    package init(
        repository: Repository, measurements: [String: Measurement], until: Int64, since: Int64? = nil,
        scope: Scope = .everything, coverage: PathCoverage? = nil
    ) {
        self.repository = repository
        self.measurements = measurements
        self.until = until
        self.since = since
        self.scope = scope
        self.coverage = coverage
    }

    package subscript(id: String) -> Measurement? { measurements[id] }

    /// The signals that were measured, in the order of the catalogue.
    package var signals: [(signal: Signal, measurement: Measurement)] {
        Signal.all.compactMap { signal in measurements[signal.id].map { (signal, $0) } }
    }

    /// What a signal tells beyond its number; nil where it was not measured or told nothing.
    package func details<Details: Decodable & Sendable>(_ id: String, as type: Details.Type) -> Details? {
        guard let measurement = measurements[id], measurement.status == .ok else { return nil }
        return try? measurement.details.decode(type)
    }

    /// What is most worth talking about, at most three, each with the signal that it comes from.
    ///
    /// The weightiest of each subject: what is left of a subject would say the same in other words.
    package var findings: [(signal: Signal, finding: Measurement.Finding)] {
        let found = signals.compactMap { pair in pair.measurement.finding.map { (pair.signal, $0) } }
        var told: Set<String> = []
        return Array(
            found.sorted { ($1.1.weight, $0.0.id) < ($0.1.weight, $1.0.id) }
                .filter { told.insert(Self.subject(of: $0.0.id)).inserted }
                .prefix(3))
    }

    /// What a signal's finding is about; a signal that shares its subject with no other is one by itself.
    private static func subject(of id: String) -> String {
        switch id {
        case "truck-factor", "ownership", "knowledge-silos", "orphaned-knowledge", "off-boarding":
            "who knows the code"
        case "document-freshness", "decision-records":
            "documents"
        default:
            id
        }
    }
}
