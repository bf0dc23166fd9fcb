import Foundation
import Records
import Store
import Surveys

/// What an import is kept as: whom its survey asked, and where it comes from.
package struct PastResults: Sendable {
    package let source: SurveyImport.Source
    /// A team's name; nil for everybody.
    package let team: String?
    package let imported: SurveyImport

    package init(_ imported: SurveyImport, from source: SurveyImport.Source, of team: String?) {
        self.imported = imported
        self.source = source
        self.team = team
    }
}

/// Why past results are not kept.
package enum PastResultsTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case noTeam(String)
    case nothing
    /// Told before, and divided otherwise or with other answers: both together would tell what a few answered.
    case toldBefore(String)

    package var description: String {
        switch self {
        case .noTeam(let name): "There is no team called “\(name)”."
        case .nothing: "Nothing is kept: everywhere fewer than five people answered."
        case .toldBefore(let title):
            "“\(title)” was brought in before, with other answers or other groups. Both together would tell what a few answered."
        }
    }
}

extension Connection {
    /// Keeps what may be told. The same import again changes nothing.
    ///
    /// - Throws: `PastResultsTrouble`; then nothing of it is kept.
    package func keep(_ past: PastResults, by actor: AuditEntry.Actor, at now: Int64) throws {
        let teams = try teams()
        if let name = past.team, !teams.contains(where: { $0.name == name }) { throw PastResultsTrouble.noTeam(name) }
        guard !past.imported.rounds.isEmpty else { throw PastResultsTrouble.nothing }
        let waves = Dictionary(grouping: past.imported.rounds) { [$0.survey, $0.month ?? ""] }
        for (key, rounds) in waves.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let told = Set(try rounds.map(Self.text))
            let known = Set(try bodies(past, survey: key[0], month: key[1]))
            if known == told { continue }
            guard known.isEmpty else {
                throw PastResultsTrouble.toldBefore(key.filter { !$0.isEmpty }.joined(separator: " "))
            }
            for round in rounds { try add(round, past, Self.team(of: round.group, among: teams), at: now) }
        }
        try audit(.pastResultsImported, of: past.team ?? "", by: actor, at: now)
    }

    private func bodies(_ past: PastResults, survey: String, month: String) throws -> [String] {
        try rows(
            """
            SELECT body FROM pulse_import
            WHERE team = \(past.team ?? "") AND source = \(past.source.rawValue) AND survey = \(survey)
                AND month = \(month)
            """
        ) { try $0.get(0) }
    }

    private func add(_ round: ImportedRound, _ past: PastResults, _ partTeam: String, at now: Int64) throws {
        try run(
            """
            INSERT INTO pulse_import
                (team, source, survey, month, part, part_team, answered, body, imported_at)
            VALUES (\(past.team ?? ""), \(past.source.rawValue), \(round.survey), \(round.month ?? ""),
                    \(round.group ?? ""), \(partTeam), \(round.answered), \(try Self.text(round)), \(now * 1000))
            """)
    }

    /// The team that bears a group's name or title.
    private static func team(of group: String?, among teams: [Team]) -> String {
        guard let group = group?.lowercased() else { return "" }
        return teams.first { $0.name == group || $0.title.lowercased() == group }?.name ?? ""
    }

    private static func text(_ round: ImportedRound) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(round), as: UTF8.self)
    }
}

/// Past results as a reader sees them.
package struct ReadablePast: Codable, Hashable, Sendable {
    package let source: SurveyImport.Source
    /// Whom the survey asked; nil for everybody.
    package let team: String?
    package let round: ImportedRound
}

extension Connection {
    /// By survey and month.
    package func pastResults(for reader: PastReadership) throws -> [ReadablePast] {
        try rows(
            "SELECT team, source, survey, month, part, body FROM pulse_import ORDER BY survey, source, team, part, month"
        ) {
            row -> ReadablePast? in
            let team: String = try row.get(0)
            let place = PastReadership.Place(
                team: team, source: try row.get(1), survey: try row.get(2), month: try row.get(3),
                part: try row.get(4))
            guard reader.places.contains(place), let source = SurveyImport.Source(rawValue: place.source) else {
                return nil
            }
            let body: String = try row.get(5)
            return ReadablePast(
                source: source, team: team.isEmpty ? nil : team,
                round: try JSONDecoder().decode(ImportedRound.self, from: Data(body.utf8)))
        }.compactMap { $0 }
    }
}

extension [ReadablePast] {
    /// One for every survey and group, the latest first.
    var series: [(source: SurveyImport.Source, team: String?, series: ImportedSeries)] {
        let keyed = Dictionary(grouping: self) {
            [$0.source.rawValue, $0.team ?? "", $0.round.survey, $0.round.group ?? ""]
        }
        return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { _, rounds in
            rounds.first.map { ($0.source, $0.team, ImportedSeries(rounds.map(\.round))) }
        }
    }
}
