import BlindTickets
import Foundation
import NIOCore
import Store
import Surveys
import Synchronization
import TestKit

@testable import Features

/// People who are asked, and a desk on a database of its own whose clock the test turns.
final class Respondents: Sendable {
    let database: any Database
    let desk: PulseDesk
    let clock: Clock
    let members: [Member.ID]
    let randomness: SeededBytes

    static let opens = Date(timeIntervalSince1970: 1_790_000_000)
    static let closes = opens.addingTimeInterval(7 * 86_400)
    static let ended = closes.addingTimeInterval(13 * 3600)
    static let key = SealingKey([UInt8](repeating: 7, count: 32))!

    init(_ database: any Database, of size: Int, seed: UInt64 = 1) async throws {
        self.database = database
        clock = Clock(Self.opens)
        randomness = SeededBytes(seed: seed)
        let (clock, randomness) = (clock, randomness)
        desk = PulseDesk(
            database: database, key: Self.key, now: { clock.now }, randomBytes: { randomness.next($0) },
            work: PasswordWork())
        members = (0..<size).map { "member-\($0)" }
        try await database.write { [members] db in
            for id in members {
                try db.add(
                    Member(
                        id: id, login: id, name: id, isAdministrator: false,
                        joinedAt: Int64(Self.opens.timeIntervalSince1970)),
                    password: nil)
            }
        }
    }

    static let questions = [
        Question(id: .init("clear"), text: "I know what is expected of me", form: .points(Points(1...5)!)),
        Question(id: .init("better"), text: "What would make the next week better?", form: .words),
    ]

    /// A round for everybody here, in as many segments as given.
    func announce(segments: [[Member.ID]]? = nil, k: Int = 5) async throws -> Round {
        let plan = RoundPlan(
            title: "Week 47", questionnaire: Questionnaire(questions: Self.questions),
            segments: (segments ?? [members]).enumerated().map {
                .init(id: "part-\($0)", title: "Part \($0)", members: $1)
            },
            opens: Self.opens, closes: Self.closes, k: k, audience: ["Everybody who was asked."])
        return try await round(desk.announce(plan))
    }

    func round(_ id: Round.ID) async throws -> Round {
        guard let round = try await database.read({ try $0.round(id) }) else { throw Missing() }
        return round
    }

    struct Missing: Error {}

    /// What somebody's client does until it holds a ticket.
    func ticket(for member: Member.ID, in round: Round, segment: String = "part-0") async throws -> Ticket {
        let request = try TicketRequest(manifest: round.manifest, segment: segment)
        return try request.finalize(await desk.issue(request.blinded, to: member, in: round.id))
    }

    func envelope(_ ticket: Ticket, _ round: Round, clear: Int? = 4, words: String? = nil) throws -> ByteBuffer {
        var answers: [Question.ID: Answer] = [:]
        answers[.init("clear")] = clear.map { .point($0) }
        answers[.init("better")] = words.map { .words($0) }
        let envelope = Envelope(ticket: ticket, answers: try JSONEncoder().encode(Response(answers)))
        return ByteBuffer(bytes: try envelope.sealed(size: round.manifest.envelope))
    }
}

final class Clock: Sendable {
    private let value: Mutex<Date>
    init(_ start: Date) { value = Mutex(start) }
    var now: Date { value.withLock { $0 } }
    func turn(to instant: Date) { value.withLock { $0 = instant } }
}

final class SeededBytes: Sendable {
    private let generator: Mutex<SeededGenerator>
    init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

    func next(_ count: Int) -> [UInt8] {
        generator.withLock { generator in
            (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
    }
}

extension Connection {
    /// All that is kept of a round's result, as nobody reads it: every cell, whomever it is for.
    func keptResult(of round: Round.ID) throws -> RoundResult? {
        let cells = try rows("SELECT body FROM pulse_cell WHERE round = \(round) ORDER BY place") { row in
            try JSONDecoder().decode(RoundResult.CellResult.self, from: Data(row.get(0, as: String.self).utf8))
        }
        return RoundResult(rules: .usual, cells: cells)
    }
}
