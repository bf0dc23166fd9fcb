import BlindTickets
import Foundation
import Store
import Surveys

extension Connection {
    /// Those that may have another wave, by title.
    package func openSeries() throws -> [WaveSeries] {
        try rows("\(Self.seriesColumns) WHERE series_key IS NOT NULL AND waves < \(WaveSecret.mostWaves)") {
            try WaveSeries($0)
        }.sorted { ($0.title, $0.id) < ($1.title, $1.id) }
    }

    package func waveSeries(_ id: WaveSeries.ID) throws -> WaveSeries? {
        try row("\(Self.seriesColumns) WHERE id = \(id)") { try WaveSeries($0) }
    }

    /// Those that go on first, then by title.
    func allSeries() throws -> [WaveSeries] {
        try rows(Self.seriesColumns) { try WaveSeries($0) }
            .sorted { ($0.isEnded ? 1 : 0, $0.title, $0.id) < ($1.isEnded ? 1 : 0, $1.title, $1.id) }
    }

    /// The rounds of a series, the first one first.
    func waves(of series: WaveSeries.ID) throws -> [Round] {
        let ids: [Round.ID] = try rows("SELECT id FROM pulse_round WHERE series = \(series) ORDER BY opens_at, id") {
            try $0.get(0)
        }
        return try ids.compactMap { try round($0) }
    }

    /// The one that a schedule's next round goes on with; nil where it begins another.
    func openSeries(ofSchedule schedule: PulseSchedule.ID) throws -> WaveSeries? {
        try openSeries().first { $0.schedule == schedule }
    }

    /// Begins a series, or goes on with it, in the transaction that announces the round.
    ///
    /// - Parameter key: sealed; of a new series alone.
    /// - Throws: `SeriesTrouble`.
    func tie(_ round: NewRound, key: [UInt8]?, schedule: PulseSchedule.ID?) throws {
        guard let series = round.manifest.series else { return }
        let ends = Int64(round.manifest.closes.timeIntervalSince1970) + Int64(round.manifest.grace)
        if let key {
            try run(
                """
                INSERT INTO pulse_series (id, title, team, schedule, series_key, waves, ends_at, is_rewritten)
                VALUES (\(series.id), \(round.manifest.title), \(Round.key(round.teams)), \(schedule ?? ""), \(key), 1,
                        \(ends * 1000), \(false))
                """)
        } else {
            try goOn(series, with: round, ends: ends)
        }
        try run("UPDATE pulse_round SET series = \(series.id) WHERE id = \(round.manifest.survey)")
    }

    private func goOn(_ series: Manifest.Series, with round: NewRound, ends: Int64) throws {
        guard let known = try waveSeries(series.id), !known.isEnded else { throw SeriesTrouble.over }
        guard known.teams == round.teams.sorted() else { throw SeriesTrouble.otherPeople }
        let waves = try rows("SELECT id, state FROM pulse_round WHERE series = \(series.id) ORDER BY opens_at DESC") {
            (try $0.get(0, as: String.self), try $0.get(1, as: String.self))
        }
        guard waves.allSatisfy({ ["released", "withheld"].contains($0.1) }) else { throw SeriesTrouble.notCounted }
        let before = try waves.first.map { try questionnaire(of: $0.0) }
        let asked = Set(before?.questions.filter { $0.points != nil }.map(\.id) ?? [])
        let now = try JSONDecoder().decode(Questionnaire.self, from: Data(round.questionnaire.utf8))
        guard now.questions.contains(where: { asked.contains($0.id) }) else { throw SeriesTrouble.otherQuestions }
        let changed = try run(
            """
            UPDATE pulse_series SET waves = \(series.wave), ends_at = \(ends * 1000)
            WHERE id = \(series.id) AND waves = \(series.wave - 1) AND series_key IS NOT NULL
            """)
        guard changed == 1 else { throw SeriesTrouble.over }
    }

    // MARK: Tied answers

    /// Sealed; nil once the series has ended.
    func seriesKey(_ series: WaveSeries.ID) throws -> [UInt8]? {
        try value("SELECT series_key FROM pulse_series WHERE id = \(series)", as: [UInt8]?.self).flatMap { $0 }
    }

    /// Those of the last wave that was counted, and which one it is.
    func tiedAnswers(_ series: WaveSeries.ID) throws -> [(round: Round.ID, sealed: [UInt8])] {
        try rows("SELECT round, sealed FROM pulse_tied WHERE series = \(series) ORDER BY id") {
            (try $0.get(0), try $0.get(1))
        }
    }

    /// Keeps the tied answers of a wave in the place of those of the one before, which nobody needs any more; of the last wave
    /// none.
    ///
    /// - Parameter tied: each with a random id, sealed.
    func keep(_ tied: [(id: [UInt8], sealed: [UInt8])], of round: Round.ID, in series: Manifest.Series) throws {
        guard try seriesKey(series.id) != nil else { return }
        try run("DELETE FROM pulse_tied WHERE series = \(series.id)")
        if series.wave >= WaveSecret.mostWaves { return try endSeries(series.id) }
        try insert(into: "pulse_tied", ["series", "id", "round", "sealed"]) { writer in
            for answer in tied.sorted(by: { $0.id.lexicographicallyPrecedes($1.id) }) {
                try writer.add(series.id)
                try answer.id.withUnsafeBytes { try writer.add($0) }
                try writer.add(round)
                try answer.sealed.withUnsafeBytes { try writer.add($0) }
                try writer.endRow()
            }
        }
    }

    /// For good: tied answers and their key are destroyed. `PulseDesk.endSeries` has the storage written anew.
    func endSeries(_ series: WaveSeries.ID) throws {
        try run("DELETE FROM pulse_tied WHERE series = \(series)")
        try run(
            """
            UPDATE pulse_series SET series_key = NULL, is_rewritten = \(false)
            WHERE id = \(series) AND series_key IS NOT NULL
            """)
    }

    /// Ends those that nobody goes on with: their wave ended too long ago, or their schedule was ended.
    ///
    /// - Returns: all that have ended and whose storage waits to be written anew.
    func endForgottenSeries(at now: Int64) throws -> [WaveSeries.ID] {
        for series in try forgottenSeries(at: now) { try endSeries(series) }
        return try unwrittenSeries()
    }

    func unwrittenSeries() throws -> [WaveSeries.ID] {
        try rows("SELECT id FROM pulse_series WHERE series_key IS NULL AND is_rewritten = \(false) ORDER BY id") {
            try $0.get(0)
        }
    }

    func forgottenSeries(at now: Int64) throws -> [WaveSeries.ID] {
        let latest = now - Int64(WaveSeries.longestPause) * 86_400
        return try rows(
            """
            SELECT id FROM pulse_series
            WHERE series_key IS NOT NULL AND ends_at <= \(now * 1000) AND (ends_at <= \(latest * 1000)
                OR schedule IN (SELECT pulse_schedule.id FROM pulse_schedule WHERE state = 'ended'))
            ORDER BY id
            """
        ) { try $0.get(0) }
    }

    private static var seriesColumns: SQL {
        "SELECT id, title, team, schedule, waves, series_key IS NULL FROM pulse_series"
    }
}

extension WaveSeries {
    fileprivate init(_ row: Row) throws {
        let schedule: String = try row.get(3)
        self.init(
            id: try row.get(0), title: try row.get(1),
            teams: try row.get(2, as: String.self).split(separator: " ").map(String.init),
            schedule: schedule.isEmpty ? nil : schedule, waves: try row.get(4), isEnded: try row.get(5))
    }
}
