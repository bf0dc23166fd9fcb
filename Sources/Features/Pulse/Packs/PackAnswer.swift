import Surveys

/// A pack, as commands and the API tell of it.
package struct PackAnswer: Encodable, Sendable {
    package let id: String
    package let version: Int
    package let title: String
    package let why: String
    package let source: String
    package let everyWeeks: Int
    package let seconds: Int
    package let questions: [String]
    /// As it is written; only where it was asked for.
    package let text: String?

    package init(_ pack: Pack, text: String? = nil) {
        self.text = text
        id = pack.id
        version = pack.version
        title = pack.title
        why = pack.why
        source = pack.source
        everyWeeks = pack.everyWeeks
        seconds = pack.seconds
        questions = pack.questions.map(\.id.text)
    }
}
