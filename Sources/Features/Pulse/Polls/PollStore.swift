import BlindTickets
import Foundation
import Store
import Surveys

/// What was said in a poll that carries names.
package struct NamedVote: Hashable, Sendable {
    let member: Member.ID
    let name: String
    let answer: Answer
}

/// Why a vote cannot be kept.
enum VoteTrouble: Error, Hashable, CustomStringConvertible {
    case anonymous, notOpen, notAsked
    case wrong(AnswerTrouble)

    var description: String {
        switch self {
        case .anonymous: "This poll is anonymous: answer it on its page, or with “tutti pulse answer”."
        case .notOpen: "This poll is not open."
        case .notAsked: "You are not among those whom this poll asks."
        case .wrong(let trouble): "\(trouble)"
        }
    }
}

extension Connection {
    /// Keeps a vote in the place of an earlier one; nil takes it back.
    ///
    /// - Throws: `VoteTrouble`.
    func vote(_ answer: Answer?, by me: Member.ID, in round: Round, at now: Date) throws {
        guard round.manifest.mode == .named else { throw VoteTrouble.anonymous }
        guard round.phase(at: now) == .open else { throw VoteTrouble.notOpen }
        guard try eligibility(of: me, in: round.id) != nil else { throw VoteTrouble.notAsked }
        guard let answer else {
            try run("DELETE FROM poll_vote WHERE round = \(round.id) AND member = \(me)")
            return
        }
        if let trouble = try questionnaire(of: round.id).questions.first?.trouble(with: answer) {
            throw VoteTrouble.wrong(trouble)
        }
        let text = String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
        try run(
            """
            INSERT INTO poll_vote (round, member, answer) VALUES (\(round.id), \(me), \(text))
            ON CONFLICT (round, member) DO UPDATE SET answer = excluded.answer
            """)
    }

    /// One's own; nil where one has not voted.
    func vote(of me: Member.ID, in round: Round.ID) throws -> Answer? {
        try value("SELECT answer FROM poll_vote WHERE round = \(round) AND member = \(me)", as: String.self).flatMap {
            try? JSONDecoder().decode(Answer.self, from: Data($0.utf8))
        }
    }

    func voteCount(_ round: Round.ID) throws -> Int {
        try value("SELECT count(*) FROM poll_vote WHERE round = \(round)") ?? 0
    }

    /// By name. Nothing but a `PollReadership` opens them, and there is none while a poll is open.
    func votes(for reader: PollReadership) throws -> [NamedVote] {
        try rows(
            """
            SELECT poll_vote.member, member.name, poll_vote.answer FROM poll_vote
            JOIN member ON member.id = poll_vote.member WHERE round = \(reader.round) ORDER BY member.name, member.id
            """
        ) { row in
            let answer = try JSONDecoder().decode(Answer.self, from: Data(row.text(2).utf8))
            return NamedVote(member: try row.get(0), name: try row.get(1), answer: answer)
        }
    }

    func namedVotes(of me: Oneself) throws -> [String: Answer] {
        let votes = try rows("SELECT round, answer FROM poll_vote WHERE member = \(me.member.id)") { row in
            (try row.text(0), try JSONDecoder().decode(Answer.self, from: Data(row.text(1).utf8)))
        }
        return Dictionary(votes) { one, _ in one }
    }

    /// The end of a poll that carries names: it shows what was said, and the list of who was asked goes.
    func endNamed(_ round: Round, at now: Int64) throws {
        guard round.state == .announced || round.state == .sealed else { return }
        let invited = try value("SELECT count(*) FROM pulse_eligibility WHERE round = \(round.id)", as: Int.self) ?? 0
        try run("DELETE FROM pulse_eligibility WHERE round = \(round.id)")
        try run(
            """
            UPDATE pulse_round
            SET state = 'released', issued = \(invited), answered = \(try voteCount(round.id)), is_rewritten = \(true)
            WHERE id = \(round.id)
            """)
        try emitClose(of: round)
        try emitRelease(of: round, isWithheld: false, at: now)
    }
}
