import Foundation
import Store
import Surveys

/// What a release keeps of a round, and reads of those before it. Readers have `ResultStore` instead.
extension Connection {
    /// In the place of whatever was kept before.
    func keep(_ result: RoundResult, of round: Round.ID) throws {
        try run("DELETE FROM pulse_cell WHERE round = \(round)")
        for (place, cell) in result.cells.enumerated() {
            try run(
                """
                INSERT INTO pulse_cell (round, place, cell, invited, answered, means, body)
                VALUES (\(round), \(place), \(cell.id), \(cell.invited), \(cell.answered),
                        \(try Self.text(cell.questions.map(\.points?.mean))), \(try Self.text(cell)))
                """)
        }
    }

    func tally(of round: Round.ID) throws -> RoundTally? {
        try value("SELECT tally FROM pulse_round WHERE id = \(round)", as: String?.self).flatMap { $0 }.map {
            try JSONDecoder().decode(RoundTally.self, from: Data($0.utf8))
        }
    }

    func hasCells(_ round: Round.ID) throws -> Bool {
        try value("SELECT count(*) FROM pulse_cell WHERE round = \(round)", as: Int.self) != 0
    }

    /// Rounds of the same teams that were released before this one, the latest last.
    func earlierRounds(than round: Round, most: Int) throws -> [EarlierRound] {
        let ids: [Round.ID] = try rows(
            """
            SELECT id FROM pulse_round
            WHERE team = \(Round.key(round.teams)) AND state = 'released' AND is_poll = \(false) AND id <> \(round.id)
                AND opens_at < (SELECT opens_at FROM pulse_round WHERE id = \(round.id))
            ORDER BY opens_at DESC, id LIMIT \(most)
            """
        ) { try $0.get(0) }
        return try ids.reversed().compactMap { id in
            guard let tally = try tally(of: id), let earlier = try self.round(id),
                let result = RoundResult(rules: earlier.rules, cells: try allCells(of: id))
            else { return nil }
            return EarlierRound(tally: tally, lattice: earlier.lattice, result: result, movements: [:])
        }
    }

    func allCells(of round: Round.ID) throws -> [RoundResult.CellResult] {
        try rows("SELECT body FROM pulse_cell WHERE round = \(round) ORDER BY place") { row in
            try JSONDecoder().decode(RoundResult.CellResult.self, from: Data(row.get(0, as: String.self).utf8))
        }
    }

    /// The same value gives the same bytes.
    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
