/// What may be told of the answers in words to one question.
package struct WordsResult: Hashable, Sendable {
    package struct Theme: Hashable, Sendable {
        package let phrase: String
        /// At least so many people wrote it.
        package let people: Int
    }

    package let question: String
    /// Those that may be read word for word, in an order that tells nothing.
    package let words: [String]
    package let themes: [Theme]

    /// - Parameters:
    ///   - words: those that may be read word for word.
    ///   - texts: all, one for each person, to be counted only.
    package init(_ question: Question.ID, words: [String], countedIn texts: [String], _ rules: PrivacyRules) {
        self.question = question.text
        self.words = words
        themes = Themes(texts).found(rules: rules).map { Theme(phrase: $0.phrase, people: $0.people) }
    }
}
