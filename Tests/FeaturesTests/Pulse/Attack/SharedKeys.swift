import BlindTickets
import Foundation
import NIOCore
import Store
import Surveys
import TestKit

@testable import Features

/// Keys made once for the whole run: to find primes takes longer than everything else here.
enum SharedKeys {
    static let made = Result { try (0..<2).map { _ in try TicketKey() } }
}

/// A round whose secrets the attacker's judge knows: what must be found nowhere is searched for by its very bytes.
struct KnownRound: Sendable {
    let round: Round
    /// As they never may be stored.
    let ticketKeys: [Data]
    let answerKey: [UInt8]
    /// As they are stored until release.
    let sealedTicketKeys: [[UInt8]]
    let sealedAnswerKey: [UInt8]
}

extension Respondents {
    /// What `announce` does, with `SharedKeys`.
    func announceKnown(segments: [[Member.ID]]? = nil, k: Int = 5) async throws -> KnownRound {
        let segments = segments ?? [members]
        let keys = Array(try SharedKeys.made.get().prefix(segments.count))
        let id = Data(randomness.next(16)).base64URL
        let manifest = Manifest(
            survey: id, title: "Week 47", mode: .anonymous,
            segments: zip(segments, keys).enumerated().map { place, each in
                .init(
                    id: "part-\(place)", title: "Part \(place)", size: each.0.count,
                    traits: segments.count > 1 ? ["team": "part-\(place)"] : [:], key: each.1.publicKey)
            },
            items: Self.questions.map(\.item), k: k, textThreshold: 2 * k,
            cuts: segments.count > 1 ? [["team"]] : [],
            opens: Self.opens, closes: Self.closes, release: .atClose, audience: ["Everybody who was asked."])
        try manifest.check()
        let seals = RoundKeys(Self.key)
        let answerKey = randomness.next(32)
        let sealedAnswerKey = try seals.seal(answerKey: answerKey, of: id)
        let sealedTicketKeys = try keys.enumerated().map { place, key in
            try seals.seal(ticketKey: key.stored, of: id, segment: "part-\(place)")
        }
        let questionnaire = Questionnaire(questions: Self.questions)
        let new = NewRound(
            teams: [], manifest: manifest, manifestBytes: try manifest.canonicalBytes,
            questionnaire: String(decoding: try JSONEncoder().encode(questionnaire), as: UTF8.self),
            answerKey: sealedAnswerKey,
            ticketKeys: Dictionary(
                uniqueKeysWithValues: sealedTicketKeys.enumerated().map { ("part-\($0)", $1) }),
            eligible: Dictionary(
                uniqueKeysWithValues: segments.enumerated().flatMap { place, people in
                    people.map { ($0, "part-\(place)") }
                }), isPoll: false)
        try await database.write { try $0.announce(new) }
        return KnownRound(
            round: try await round(id), ticketKeys: try keys.map { try $0.stored }, answerKey: answerKey,
            sealedTicketKeys: sealedTicketKeys, sealedAnswerKey: sealedAnswerKey)
    }

    /// Another process on the same database, or the same one seen through a wrapper.
    func otherDesk(on database: any Database, seed: UInt64 = 99) -> PulseDesk {
        let (clock, randomness) = (clock, SeededBytes(seed: seed))
        return PulseDesk(
            database: database, key: Self.key, now: { clock.now }, randomBytes: { randomness.next($0) },
            work: PasswordWork())
    }

    /// An envelope of everybody, in the order of `members`: each rates and writes what nobody else does.
    func envelopes(_ round: Round) async throws -> [ByteBuffer] {
        var bodies: [ByteBuffer] = []
        for (place, member) in members.enumerated() {
            bodies.append(
                try envelope(
                    await ticket(for: member, in: round), round, clear: place % 5 + 1,
                    words: Self.words(place, in: round)))
        }
        return bodies
    }

    static func words(_ place: Int, in round: Round) -> String {
        "Words that only number \(place) writes in round \(round.id)"
    }

    /// What stands in the database of a round's answers: used tickets, and sealed answers.
    func counts(_ round: Round.ID) async throws -> [Int] {
        try await database.read { db in
            [
                try db.spentCount(round),
                try db.value("SELECT count(*) FROM pulse_sealed WHERE round = \(round)") ?? 0,
            ]
        }
    }
}
