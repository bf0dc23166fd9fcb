import BlindTickets
import Foundation
import Store
import Surveys

/// The end of a round: answers are opened and counted, and only the counts are kept, with words apart from them; then every
/// key and the list of who was given a ticket are destroyed.
///
/// Cut off at any point, it goes on from there at the next run.
struct RoundRelease: Sendable {
    let database: any Database
    let keys: RoundKeys
    let randomBytes: @Sendable (Int) -> [UInt8]

    /// - Parameter now: seconds since 1970.
    /// - Throws: `DatabaseTrouble`, `RoundKeyTrouble`.
    func run(_ id: Round.ID, at now: Int64) async throws {
        if let round = try await database.read({ try $0.round(id) }), round.manifest.mode == .named {
            return try await database.write { try $0.endNamed(round, at: now) }
        }
        try await database.write { db in
            // From here on no process takes an answer: whoever writes one looks at the state in the same transaction.
            let sealed = try db.run("UPDATE pulse_round SET state = 'sealed' WHERE id = \(id) AND state = 'announced'")
            if sealed > 0, let round = try db.round(id) { try db.emitClose(of: round) }
            try Self.addCells(of: id, db)
        }
        if let round = try await database.read({ try $0.round(id) }), round.state == .sealed {
            while try await !release(round, at: now) { try Task.checkCancellation() }
        }
        // Deleted rows, their order and the keys lie in free pages, old versions and the log until they are written over.
        try await database.rewrite([
            "pulse_round", "pulse_signer", "pulse_eligibility", "pulse_spent", "pulse_sealed", "pulse_words",
            "pulse_series", "pulse_tied",
        ])
        try await database.write { db in
            _ = try db.run("UPDATE pulse_round SET is_rewritten = \(true) WHERE id = \(id)")
        }
    }

    /// Of a round that was released before results were kept cell by cell.
    private static func addCells(of id: Round.ID, _ db: any Connection) throws {
        guard let round = try db.round(id), round.state == .released, try !db.hasCells(id),
            let tally = try db.tally(of: id)
        else { return }
        let earlier = try db.earlierRounds(than: round, most: mostEarlier)
        try db.keep(
            RoundResult(tally, try db.questionnaire(of: id), round.lattice, rules: round.rules, earlier: earlier),
            of: id)
    }

    /// - Returns: false where an answer came after they were read: its transaction had begun before the round was sealed.
    private func release(_ round: Round, at now: Int64) async throws -> Bool {
        let (questionnaire, earlier) = try await database.read { db in
            (try db.questionnaire(of: round.id), try db.earlierRounds(than: round, most: Self.mostEarlier))
        }
        let sheets = try await opened(round, questionnaire.questions)
        let words = sheets.flatMap { sheet in sheet.words.map { (TypedID.bytes(randomBytes), sheet.segment, $0) } }
        let places = Dictionary(uniqueKeysWithValues: round.manifest.segments.enumerated().map { ($1.id, $0) })
        let answers = sheets.compactMap { sheet in places[sheet.segment].map { (segment: $0, response: sheet.ratings) }
        }
        let writers = sheets.filter(\.isWordsAlone).compactMap { places[$0.segment] }
        let tally = RoundTally(answers, questionnaire, segments: places.count, writers: writers)
        let waves = TiedWaves(database: database, keys: keys, randomBytes: randomBytes)
        // Where the round belongs to no series, a name that somebody sent ties nothing: `TiedWaves` gives nothing to compare or to keep.
        let tied = sheets.compactMap(\.tied)
        let before = try await waves.before(round)
        let result = RoundResult(
            tally, questionnaire, round.lattice, rules: round.rules, earlier: earlier, tied: before.map { (tied, $0) })
        let outcome = result.isWithheld ? nil : (tally: try Self.text(tally), result: result)
        let kept = try await waves.sealed(outcome == nil ? [] : tied, of: round)
        return try await database.write { db in
            guard try db.round(round.id)?.state == .sealed else { return true }
            guard try db.sealedCount(round.id) == sheets.count else { return false }
            if outcome != nil { try db.add(words, of: round.id) }
            try db.end(round.id, outcome, answered: sheets.count)
            try db.emitRelease(of: round, isWithheld: outcome == nil, at: now)
            if let series = round.manifest.series { try db.keep(kept, of: round.id, in: series) }
            return true
        }
    }

    /// Rounds that a control chart looks back on.
    private static let mostEarlier = 26

    private static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    /// What cannot be read counts as an answer that says nothing: its ticket was spent.
    private func opened(_ round: Round, _ questions: [Question]) async throws -> [AnswerSheet] {
        let id = round.id
        return try await database.read { db in
            guard let key = try db.value("SELECT answer_key FROM pulse_round WHERE id = \(id)", as: [UInt8].self)
            else { return [] }
            let seal = AnswerSeal(key: try keys.answerKey(key, of: id), envelope: round.manifest.envelope)
            var sheets: [AnswerSheet] = []
            try db.each("SELECT sealed FROM pulse_sealed WHERE round = \(id)") { row in
                let answer = try? seal.open(row.get(0))
                sheets.append(AnswerSheet(answer ?? SealedAnswer(segment: "", answers: Data()), questions))
            }
            return sheets
        }
    }
}

extension Connection {
    fileprivate func sealedCount(_ round: Round.ID) throws -> Int {
        try value("SELECT count(*) FROM pulse_sealed WHERE round = \(round)") ?? 0
    }

    /// In the order of random ids.
    fileprivate func add(_ words: [([UInt8], String, WrittenAnswer)], of round: Round.ID) throws {
        try insert(into: "pulse_words", ["round", "id", "segment", "question", "words", "may_see_words", "reply_to"]) {
            writer in
            for (id, segment, written) in words.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
                try writer.add(round)
                try id.withUnsafeBytes { try writer.add($0) }
                try writer.add(segment)
                try writer.add(written.question.text)
                try writer.add(written.text)
                try writer.add(written.maySeeWords)
                if let address = written.replyAddress {
                    try address.bytes.withUnsafeBytes { try writer.add($0) }
                } else {
                    try writer.addNull()
                }
                try writer.endRow()
            }
        }
    }

    /// Destroys the keys and the list of who was given a ticket, and writes used tickets in the order of their hashes.
    ///
    /// - Parameter outcome: nil where too few answered for anything to be told.
    fileprivate func end(_ round: Round.ID, _ outcome: (tally: String, result: RoundResult)?, answered: Int) throws {
        let issued = try issuedCount(round)
        let spent = try spentTickets(round)
        try run("DELETE FROM pulse_spent WHERE round = \(round)")
        try insert(into: "pulse_spent", ["round", "ticket_hash"]) { writer in
            for hash in spent {
                try writer.add(round)
                try hash.withUnsafeBytes { try writer.add($0) }
                try writer.endRow()
            }
        }
        try run("DELETE FROM pulse_sealed WHERE round = \(round)")
        try run("DELETE FROM pulse_signer WHERE round = \(round)")
        try run("DELETE FROM pulse_eligibility WHERE round = \(round)")
        try run(
            """
            UPDATE pulse_round
            SET state = \(outcome == nil ? "withheld" : "released"), answer_key = NULL, issued = \(issued),
                answered = \(answered), tally = \(outcome?.tally)
            WHERE id = \(round)
            """)
        if let result = outcome?.result {
            try keep(result, of: round)
        } else {
            try run("DELETE FROM pulse_cell WHERE round = \(round)")
        }
    }
}
