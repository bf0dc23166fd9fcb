import BlindTickets
import Foundation
import Store
import Surveys

extension Connection {
    /// The newest first.
    package func rounds() throws -> [Round] {
        try rows("\(Self.roundColumns) ORDER BY opens_at DESC, id") { try Round($0) }
    }

    package func round(_ id: Round.ID) throws -> Round? {
        try row("\(Self.roundColumns) WHERE id = \(id)") { try Round($0) }
    }

    /// Rounds that wait for their release, or whose storage waits to be written anew.
    func endedRounds(at now: Int64) throws -> [Round.ID] {
        try rows(
            """
            SELECT id FROM pulse_round
            WHERE (state = 'announced' AND ends_at <= \(now * 1000)) OR state = 'sealed'
                OR (state IN ('released', 'withheld') AND is_rewritten = \(false))
            ORDER BY id
            """
        ) { try $0.get(0) }
    }

    /// Writes a round with everybody who may answer it.
    func announce(_ round: NewRound) throws {
        let manifest = round.manifest
        let ends = Int64(manifest.closes.timeIntervalSince1970) + Int64(manifest.grace)
        try run(
            """
            INSERT INTO pulse_round
                (id, title, team, manifest, questionnaire, state, opens_at, ends_at, answer_key, is_rewritten,
                 is_poll)
            VALUES (\(manifest.survey), \(manifest.title), \(Round.key(round.teams)), \(Array(round.manifestBytes)),
                    \(round.questionnaire), 'announced', \(Int64(manifest.opens.timeIntervalSince1970) * 1000),
                    \(ends * 1000), \(round.answerKey), \(false), \(round.isPoll))
            """)
        for (segment, key) in round.ticketKeys {
            try run(
                """
                INSERT INTO pulse_signer (round, segment, ticket_key)
                VALUES (\(manifest.survey), \(segment), \(key))
                """)
        }
        for (member, segment) in round.eligible {
            try run(
                """
                INSERT INTO pulse_eligibility (round, member, segment)
                VALUES (\(manifest.survey), \(member), \(segment))
                """)
        }
    }

    package func questionnaire(of round: Round.ID) throws -> Questionnaire {
        try decoded("SELECT questionnaire FROM pulse_round WHERE id = \(round)") ?? Questionnaire(questions: [])
    }

    private func decoded<Value: Decodable>(_ sql: SQL) throws -> Value? {
        try value(sql, as: String.self).map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    /// Used tickets. While a round is open this is all that is known of its answers.
    package func spentCount(_ round: Round.ID) throws -> Int {
        try value("SELECT count(*) FROM pulse_spent WHERE round = \(round)") ?? 0
    }

    package func issuedCount(_ round: Round.ID) throws -> Int {
        try value(
            "SELECT count(*) FROM pulse_eligibility WHERE round = \(round) AND blinded_hash IS NOT NULL") ?? 0
    }

    /// By hash, so that the order tells nothing.
    package func spentTickets(_ round: Round.ID) throws -> [[UInt8]] {
        try rows("SELECT ticket_hash FROM pulse_spent WHERE round = \(round) ORDER BY ticket_hash") { try $0.get(0) }
    }

    private static var roundColumns: SQL {
        "SELECT id, team, manifest, state, issued, answered, is_poll FROM pulse_round"
    }
}

extension Round {
    /// Whom a round asks, as it is stored: names of teams have no spaces.
    static func key(_ teams: [String]) -> String { teams.sorted().joined(separator: " ") }

    init(_ row: Row) throws {
        id = try row.get(0)
        teams = try row.get(1, as: String.self).split(separator: " ").map(String.init)
        manifestBytes = Data(try row.get(2, as: [UInt8].self))
        manifest = try Manifest(canonical: manifestBytes)
        explanation = try Explanation(manifest)
        state = try State(rawValue: row.get(3)) ?? .withheld
        if let issued = try row.get(4, as: Int?.self), let answered = try row.get(5, as: Int?.self) {
            counts = Counts(issued: issued, answered: answered)
        } else {
            counts = nil
        }
        isPoll = try row.get(6)
    }
}

/// A round that is about to be announced.
struct NewRound: Sendable {
    let teams: [String]
    let manifest: Manifest
    let manifestBytes: Data
    /// As JSON.
    let questionnaire: String
    /// Sealed; nil where answers are named.
    let answerKey: [UInt8]?
    /// By segment; sealed.
    let ticketKeys: [String: [UInt8]]
    /// The segment of everybody who may answer.
    let eligible: [Member.ID: String]
    let isPoll: Bool
}
