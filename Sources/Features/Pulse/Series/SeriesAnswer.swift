import BlindTickets
import Foundation
import Statistics
import Store
import Surveys

/// A series of rounds, as the API tells of it. Nothing in it is about one of those who tied their answers.
struct SeriesAnswer: Encodable, Sendable {
    let id: WaveSeries.ID
    let title: String
    /// None for everybody.
    let teams: [String]
    /// That opens its rounds by itself.
    let schedule: PulseSchedule.ID?
    /// So far, and at most.
    let waves: Int
    let mostWaves = WaveSecret.mostWaves
    let isEnded: Bool
    /// The first one first; of a single series alone.
    let rounds: [Wave]?

    struct Wave: Encodable, Sendable {
        let round: Round.ID
        let wave: Int
        let opens: String
        let closes: String
        let state: String
        /// How those changed who tied their answers of this wave and the one before; nil where nothing of it is told to the asker.
        let changes: [Change]?
    }

    struct Change: Encodable, Sendable {
        /// Of a question or a scale.
        let id: String
        let title: String
        let pairs: Int
        let difference: Double
        let interval: [Double]
        let p: Double
        let adjustedP: Double
        let finding: String
        let isBetter: Bool?
    }

    init(_ series: WaveSeries, rounds: [Wave]? = nil) {
        id = series.id
        title = series.title
        teams = series.teams
        schedule = series.schedule
        waves = series.waves
        isEnded = series.isEnded
        self.rounds = rounds
    }
}

extension SeriesAnswer.Change {
    init(_ id: String, _ title: String, _ paired: RoundResult.PairedResult) {
        self.id = id
        self.title = title
        pairs = paired.pairs
        difference = paired.difference
        interval = [paired.interval.low, paired.interval.high]
        p = paired.p
        adjustedP = paired.adjustedP
        finding = paired.finding.rawValue
        isBetter = paired.isBetter
    }
}

extension Connection {
    /// A series with its rounds, and of each what the asker may read.
    func seriesAnswer(_ series: WaveSeries, for visitor: Visitor, at now: Date) throws -> SeriesAnswer {
        let waves = try self.waves(of: series.id).map { round in
            SeriesAnswer.Wave(
                round: round.id, wave: round.manifest.series?.wave ?? 0,
                opens: Days.instant(Int64(round.manifest.opens.timeIntervalSince1970)),
                closes: Days.instant(Int64(round.manifest.closes.timeIntervalSince1970)),
                state: round.phase(at: now).rawValue,
                changes: try pairedChanges(of: round, for: visitor, at: Int64(now.timeIntervalSince1970)))
        }
        return SeriesAnswer(series, rounds: waves)
    }

    private func pairedChanges(
        of round: Round, for visitor: Visitor, at now: Int64
    ) throws -> [SeriesAnswer.Change]? {
        guard let reader = try readership(of: round, for: visitor, at: now), let whole = try cell("", for: reader)
        else {
            return nil
        }
        let questionnaire = try self.questionnaire(of: round.id)
        let scales = whole.scales.compactMap { told in
            told.paired.map { paired in
                let title = questionnaire.scales.first { $0.id == told.id }?.title ?? told.id
                return SeriesAnswer.Change(told.id, title, paired)
            }
        }
        let questions = whole.questions.compactMap { told in
            told.paired.map { SeriesAnswer.Change(told.id.text, questionnaire[told.id]?.text ?? told.id.text, $0) }
        }
        return scales + questions
    }
}
