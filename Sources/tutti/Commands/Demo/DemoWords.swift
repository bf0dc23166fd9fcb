import BlindTickets
import Features
import Foundation
import Invention
import Records
import Store
import Surveys

/// A round in words: what people wrote after a bad week, and what was written back to some of them.
extension DemoRounds {
    /// - Parameter week: the one, from 0, after which everybody was asked.
    func askInWords(after week: Int) async throws {
        let opens = organisation.start.start + Int64(week + 1) * 604_800 + 36_000
        let closes = opens + 3 * 86_400
        guard closes + 3 * 86_400 < organisation.end, people.count == InventedAnswer.all.count else { return }
        let question = Question(id: Question.ID("own/invented"), text: InventedAnswer.question, form: .words)
        let round = try await announce(
            "After a week of failed deployments", [question], from: opens, until: closes, isPoll: false)
        setTime(opens + 7200)
        for (member, given) in zip(people, InventedAnswer.all) {
            var response = Response([question.id: .words(given.text)], maySeeWords: given.maySeeWords)
            if given.wantsReply { response.replyTo[question.id] = ReplyKey().address.bytes.base64URL }
            try await answer(round, as: member, response)
        }
        setTime(closes + 86_400)
        _ = try await desk.releaseEnded()
        try await writeBack(in: round.id, at: closes + 2 * 86_400)
    }

    /// By the first who leads, as their browser does it.
    private func writeBack(in id: Round.ID, at now: Int64) async throws {
        guard let lead = organisation.people.first(where: \.isLead) else { return }
        let visitor = Visitor.program(installation.member(lead))
        try await installation.database.write { db in
            guard let round = try db.round(id) else { return }
            for (_, words) in try db.shownWords(of: round, for: visitor, at: now) ?? [] {
                guard let reply = InventedAnswer.all.first(where: { $0.text == words.answer.text })?.reply,
                    let address = words.answer.replyAddress
                else { continue }
                let sealed = try address.seal(reply, survey: id)
                try db.keep(reply: sealed, to: words.id, permit: nil, in: round, by: visitor, at: now)
            }
        }
    }
}
