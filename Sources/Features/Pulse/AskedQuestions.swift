import BlindTickets
import Surveys

/// What a client is told of a round before it shows the first question.
package struct AskedQuestions: Codable, Sendable {
    /// Where the member who asks may answer; nil for somebody who is not asked.
    package let segment: String?
    package let questionnaire: Questionnaire

    /// Whether it asks what the manifest fixes: the same questions in the same order and wording, and the same choices.
    package func fits(_ manifest: Manifest) -> Bool { questionnaire.questions.map(\.item) == manifest.items }
}
