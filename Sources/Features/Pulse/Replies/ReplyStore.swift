import BlindTickets
import Foundation
import Store
import Surveys

extension WrittenAnswer {
    /// Nil where the writer wants no reply, or what they sent is no key.
    package var replyAddress: ReplyAddress? {
        replyTo.flatMap { Data(base64URL: $0) }.flatMap { try? ReplyAddress(bytes: $0) }
    }
}

/// What somebody wrote, as it may be told after the release.
package struct ToldWords: Hashable, Sendable {
    /// Random; it says nothing but which of the words it is.
    package let id: [UInt8]
    package let answer: WrittenAnswer
    /// Messages that were written back.
    package let replies: Int
    /// The writer's follow-ups that were handed over, each sealed for whoever wrote the reply before it.
    package let followUps: [[UInt8]]

    package var isReplied: Bool { replies > 0 }
    /// It is the leads' turn: nobody wrote back yet, or the last reply was followed up.
    var mayBeReplied: Bool { answer.replyTo != nil && replies == followUps.count }
}

extension Connection {
    /// What people wrote, in the order of random ids. Only through the rules of `Verbatims` may it be shown.
    func words(for reader: Readership, at now: Int64) throws -> [ToldWords] {
        guard reader.mayReadWords else { return [] }
        let followUps = Dictionary(grouping: try self.followUps(in: reader.round, before: now / 86_400), by: \.words)
        return try rows(
            """
            SELECT question, pulse_words.words, may_see_words, reply_to, id, (
                SELECT count(*) FROM pulse_reply_message AS message
                WHERE message.round = pulse_words.round AND message.words = pulse_words.id)
            FROM pulse_words WHERE round = \(reader.round) ORDER BY question, id
            """
        ) { row in
            let address: [UInt8]? = try row.get(3)
            let id: [UInt8] = try row.get(4)
            return ToldWords(
                id: id,
                answer: WrittenAnswer(
                    question: Question.ID(try row.get(0)), text: try row.get(1), maySeeWords: try row.get(2),
                    replyTo: address.map { Data($0).base64URL }),
                replies: try row.get(5), followUps: followUps[id]?.map(\.sealed) ?? [])
        }
    }

    /// Every reply of a round, by its bytes. Whoever asked for one alone would say which words are theirs.
    func sealedReplies(of round: Round.ID) throws -> [[UInt8]] {
        try rows("SELECT sealed FROM pulse_reply_message WHERE round = \(round) ORDER BY sealed") { try $0.get(0) }
    }

    /// - Parameter permit: the SHA-256 of what the writer shows to follow it up; nil where they cannot.
    /// - Throws: `ReplyRefusal`.
    func keep(
        reply sealed: Data, to words: [UInt8], permit: Data?, of reader: Readership, _ rules: PrivacyRules,
        at now: Int64
    ) throws {
        let all = try self.words(for: reader, at: now)
        guard let told = all.first(where: { $0.id == words }), told.answer.replyTo != nil,
            all.shown(to: told.answer.question, rules).contains(told)
        else { throw ReplyRefusal.noAddress }
        guard told.mayBeReplied else { throw told.followUps.isEmpty ? ReplyRefusal.replied : .waits }
        guard ReplyAddress.isSealed(sealed), permit.map({ $0.count == 32 }) ?? true else { throw ReplyRefusal.form }
        let permitHash = permit.map { [UInt8]($0) }
        try run(
            """
            INSERT INTO pulse_reply_message (round, words, place, sealed, permit_hash, written_at)
            VALUES (\(reader.round), \(words), \(told.replies + 1), \(Array(sealed)), \(permitHash),
                    \(now * 1000))
            """)
    }

    /// How leads of these teams wrote back, over all their rounds. Of words that are not shown not even their number counts.
    func replyTimes(ofTeams key: String, _ rules: PrivacyRules, at now: Int64) throws -> ReplyTimes {
        ReplyTimes(
            try rows(
                """
                SELECT ends_at, written_at FROM pulse_words
                JOIN pulse_round ON pulse_round.id = pulse_words.round
                LEFT JOIN pulse_reply_message AS message ON message.round = pulse_words.round
                    AND message.words = pulse_words.id AND message.place = 1
                WHERE pulse_round.team = \(key) AND reply_to IS NOT NULL AND may_see_words
                    AND (SELECT count(*) FROM pulse_words AS other
                         WHERE other.round = pulse_words.round AND other.question = pulse_words.question)
                        >= \(rules.textThreshold)
                    AND (SELECT count(*) FROM pulse_words AS other
                         WHERE other.round = pulse_words.round AND other.question = pulse_words.question
                             AND other.may_see_words) >= \(rules.k)
                """
            ) { row in
                let ended = try row.get(0, as: Int64.self) / 1000
                let written: Int64? = try row.get(1)
                return ReplyTimes.Wait(
                    seconds: max(0, (written.map { $0 / 1000 } ?? now) - ended), isOver: written != nil)
            })
    }
}

extension [ToldWords] {
    /// What may be told of the answers to one question.
    func result(of question: Question.ID, _ rules: PrivacyRules) -> WordsResult {
        let texts = filter { $0.answer.question == question }.map(\.answer.text)
        return WordsResult(
            question, words: shown(to: question, rules).map(\.answer.text), countedIn: texts, rules)
    }

    /// Those of one question that may be read word for word: enough people wrote, and enough of them agreed (HANDBOOK D2).
    func shown(to question: Question.ID, _ rules: PrivacyRules) -> [ToldWords] {
        let written = filter { $0.answer.question == question }
        let shown = written.filter(\.answer.maySeeWords)
        return written.count >= rules.textThreshold && rules.isEnough(shown.count) ? shown : []
    }
}

/// Why a reply is not kept.
enum ReplyRefusal: Error, CustomStringConvertible {
    case noAddress, replied, waits, form

    var description: String {
        switch self {
        case .noAddress: "These words cannot be replied to: their writer did not ask for it, or they are not shown."
        case .replied:
            "Somebody has replied to these words already. The next reply may follow when the writer has followed up."
        case .waits: "Your side wrote last. The next reply may follow when the writer has followed up."
        case .form: "This is no sealed reply, or a longer one than four pages."
        }
    }
}

/// How long people who asked for a reply waited for one: a figure of the team, not of a lead.
package struct ReplyTimes: Codable, Hashable, Sendable {
    struct Wait: Hashable, Sendable {
        let seconds: Int64
        /// False where there is no reply yet; the wait then counts up to now.
        let isOver: Bool
    }

    /// Who asked for a reply.
    package let asked: Int
    package let replied: Int
    /// Seconds; nil where nobody asked.
    package let median: Int64?
    /// The middle one still waits: it is at least as long.
    package let isMedianOpen: Bool

    init(_ waits: [Wait]) {
        let sorted = waits.sorted { ($0.seconds, $0.isOver ? 0 : 1) < ($1.seconds, $1.isOver ? 0 : 1) }
        asked = waits.count
        replied = waits.count(where: \.isOver)
        let middle = sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
        median = middle?.seconds
        isMedianOpen = middle?.isOver == false
    }

    package var sentence: String? {
        guard let median else { return nil }
        let days = Double(median) / 86_400
        let length = days < 2 ? "\(Int((days * 24).rounded())) hours" : "\(Int(days.rounded())) days"
        let half = isMedianOpen ? "half of them wait for longer than \(length)" : "half of them got it within \(length)"
        return "\(asked) asked for a reply to what they wrote in rounds so far, \(replied) got one; \(half)."
    }
}
