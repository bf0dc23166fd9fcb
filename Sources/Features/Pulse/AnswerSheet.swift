import Foundation
import Surveys

/// What somebody answered, once it was opened: ratings and words apart.
struct AnswerSheet: Sendable {
    let segment: String
    let ratings: Response
    let words: [WrittenAnswer]
    /// The ratings under the name that ties them to others of the same person; nil unless the person chose that.
    let tied: TiedAnswer?

    var isWordsAlone: Bool { ratings.answers.isEmpty && !words.isEmpty }

    /// What was not asked, or is no answer to its question, is dropped; a sheet that cannot be read says nothing.
    init(_ answer: SealedAnswer, _ questions: [Question]) {
        segment = answer.segment
        let sent = (try? JSONDecoder().decode(Response.self, from: answer.answers)) ?? Response([:])
        var kept: [Question.ID: Answer] = [:]
        for question in questions {
            if let answer = sent[question.id], question.trouble(with: answer) == nil { kept[question.id] = answer }
        }
        (ratings, words) = Response(kept, maySeeWords: sent.maySeeWords, replyTo: sent.replyTo).apart
        tied = TiedAnswer(pseudonym: sent.pseudonym, ratings: ratings)
    }
}
