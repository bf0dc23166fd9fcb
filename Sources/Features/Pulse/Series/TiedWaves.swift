import BlindTickets
import Crypto
import Foundation
import Store
import Surveys

/// What a release reads and keeps of answers that people tied together: opened in memory, sealed again for the next wave.
struct TiedWaves: Sendable {
    let database: any Database
    let keys: RoundKeys
    let randomBytes: @Sendable (Int) -> [UInt8]

    /// The wave before, with its tied answers; nil where there is none, or nobody tied anything.
    func before(_ round: Round) async throws -> EarlierWave? {
        guard let series = round.manifest.series else { return nil }
        return try await database.read { [keys] db in
            guard let key = try db.seriesKey(series.id) else { return nil }
            let stored = try db.tiedAnswers(series.id)
            guard let id = stored.first?.round, let earlier = try db.round(id), let tally = try db.tally(of: id),
                let result = RoundResult(rules: earlier.rules, cells: try db.allCells(of: id))
            else { return nil }
            let seal = AnswerSeal(key: try keys.seriesKey(key, of: series.id), envelope: round.manifest.envelope)
            return EarlierWave(
                questionnaire: try db.questionnaire(of: id), tally: tally, result: result,
                answers: try stored.map { try Self.opened($0.sealed, seal) })
        }
    }

    /// Sealed for the release of the next wave, each with a random id.
    func sealed(_ answers: [TiedAnswer], of round: Round) async throws -> [(id: [UInt8], sealed: [UInt8])] {
        guard let series = round.manifest.series, !answers.isEmpty,
            let key = try await database.read({ try $0.seriesKey(series.id) })
        else { return [] }
        let seal = AnswerSeal(key: try keys.seriesKey(key, of: series.id), envelope: round.manifest.envelope)
        return try answers.map { answer in
            let bytes = try JSONEncoder().encode(answer)
            return (randomBytes(16), try seal.seal(SealedAnswer(segment: "", answers: bytes)))
        }
    }

    private static func opened(_ sealed: [UInt8], _ seal: AnswerSeal) throws -> TiedAnswer {
        try JSONDecoder().decode(TiedAnswer.self, from: seal.open(sealed).answers)
    }
}
