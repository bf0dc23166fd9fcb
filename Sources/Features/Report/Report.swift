import Foundation
import Records
import Signals

/// What one reading of a repository told: the value behind the terminal, the file and the JSON of `tutti report`.
///
/// Its JSON is a contract, `tutti.report/1`, described in `docs/api/report.md`. Fields may be added to it; a change of
/// what a field means raises the number.
package struct Report: Codable, Hashable, Sendable {
    package var schema = Report.contract
    package var repository: About
    package var timeframe: Period
    /// Which paths the numbers were kept to; nil where everything was read.
    package var keptTo: PathCoverage?
    package var identities: Recognised
    package var changes: Changes
    /// Of whom and of what time the signals about deliveries tell; nil where there are none.
    package var deliveries: Deliveries?
    /// In the order of the catalogue; those about deliveries after those from git.
    package var signals: [Reading]
    /// At most three, what matters most first.
    package var findings: [Found]
    package var notSeen: [NotSeen]

    package static let contract = "tutti.report/1"

    /// What a signal found worth talking about.
    package struct Found: Codable, Hashable, Sendable {
        package var signal: String
        package var sentence: String
        package var evidence: String
        package var uncertainty: String
        package var suggestion: String
    }

    /// The span that was asked for, as RFC 3339 in UTC; the end is not part of it.
    package struct Period: Codable, Hashable, Sendable {
        /// Nil reads from the beginning.
        package var since: String?
        package var until: String
    }

    /// - Parameters:
    ///   - readings: the measurements of this very evidence.
    ///   - missingObjects: contents that were not in the clone, as the reading counted them.
    ///   - countsUntil: whether somebody asked for an end. Only then are later commits left out of `changes`: a
    ///     commit with a clock that runs ahead is still a commit.
    ///   - delivered: how the team's work flows, where an installation knows it.
    package init(
        _ evidence: Evidence, readings: Readings, missingObjects: Int, countsUntil: Bool = false,
        delivered: DeliveryReadings? = nil
    ) {
        repository = About(evidence, missingObjects: missingObjects)
        timeframe = Period(
            since: evidence.timeframe.start.map(Days.instant), until: Days.instant(evidence.timeframe.end))
        keptTo = readings.coverage
        identities = Recognised(evidence)
        var counted = evidence.timeframe
        if !countsUntil { counted.end = .max }
        changes = Changes(evidence, within: counted)
        deliveries = delivered.map(Deliveries.init)
        signals =
            readings.signals.map { Reading($0.signal, $0.measurement) }
            + (delivered?.signals ?? []).map { Reading($0.signal, $0.measurement) }
        findings = Self.weightiest(readings, delivered).map { signal, finding in
            Found(
                signal: signal, sentence: finding.sentence, evidence: finding.evidence,
                uncertainty: finding.uncertainty, suggestion: finding.suggestion)
        }
        notSeen = NotSeen.all.filter { !$0.isShown(by: delivered) }
    }

    /// The contract's bytes: sorted keys, a value a line, and a line's end.
    package func json() throws -> Data {
        try JSONValue.canonical(self, pretty: true) + Data("\n".utf8)
    }
}
