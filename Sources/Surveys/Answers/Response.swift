/// All that one person answered in one round. It knows neither the person nor the time.
package struct Response: Codable, Hashable, Sendable {
    package private(set) var answers: [Question.ID: Answer]
    /// Whether words may be shown as they were written.
    package var maySeeWords: Bool
    /// By question answered in words: where a reply to them goes, in base64url. Each has a key of its own, so that words to two
    /// questions do not show that one person wrote both.
    package var replyTo: [Question.ID: String]
    /// What ties it to other answers of the same person, in base64url; nil unless they switched that on.
    package var pseudonym: String?

    package init(
        _ answers: [Question.ID: Answer], maySeeWords: Bool = false, replyTo: [Question.ID: String] = [:],
        pseudonym: String? = nil
    ) {
        self.answers = answers
        self.maySeeWords = maySeeWords
        self.replyTo = replyTo
        self.pseudonym = pseudonym
    }

    package subscript(_ question: Question.ID) -> Answer? { answers[question] }

    /// The first thing that is wrong with it, in the order of the questions.
    package func trouble(with questions: [Question]) -> AnswerTrouble? {
        let known = Set(questions.map(\.id))
        if let other = answers.keys.filter({ !known.contains($0) }).min() { return .unknownQuestion(other) }
        return questions.lazy.compactMap { question in
            answers[question.id].flatMap { question.trouble(with: $0) }
        }.first
    }

    /// Ratings and words apart, each without a trace of the other, so that a writer who is recognised by their style
    /// is not known by their ratings too (HANDBOOK D6). What ties answers together goes with neither.
    package var apart: (ratings: Response, words: [WrittenAnswer]) {
        var ratings = answers
        var words: [WrittenAnswer] = []
        for (question, answer) in answers.sorted(by: { $0.key < $1.key }) {
            guard case .words(let text) = answer else { continue }
            ratings[question] = nil
            words.append(
                WrittenAnswer(question: question, text: text, maySeeWords: maySeeWords, replyTo: replyTo[question]))
        }
        return (Response(ratings), words)
    }
}

/// Words, kept apart from the ratings of the same person.
package struct WrittenAnswer: Codable, Hashable, Sendable {
    package var question: Question.ID
    package var text: String
    /// Whether it may be shown as it was written.
    package var maySeeWords: Bool
    /// Where a reply goes, in base64url; nil where the writer wants none.
    package var replyTo: String?

    package init(question: Question.ID, text: String, maySeeWords: Bool, replyTo: String? = nil) {
        self.question = question
        self.text = text
        self.maySeeWords = maySeeWords
        self.replyTo = replyTo
    }
}

extension Response {
    private enum Key: String, CodingKey { case answers, maySeeWords, replyTo, pseudonym }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let named = try container.decode([String: Answer].self, forKey: .answers)
        answers = Dictionary(uniqueKeysWithValues: named.map { (Question.ID($0.key), $0.value) })
        maySeeWords = try container.decodeIfPresent(Bool.self, forKey: .maySeeWords) ?? false
        let addresses = try container.decodeIfPresent([String: String].self, forKey: .replyTo) ?? [:]
        replyTo = Dictionary(uniqueKeysWithValues: addresses.map { (Question.ID($0.key), $0.value) })
        pseudonym = try container.decodeIfPresent(String.self, forKey: .pseudonym)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let named = Dictionary(uniqueKeysWithValues: answers.map { ($0.key.text, $0.value) })
        try container.encode(named, forKey: .answers)
        try container.encode(maySeeWords, forKey: .maySeeWords)
        try container.encodeIfPresent(pseudonym, forKey: .pseudonym)
        guard !replyTo.isEmpty else { return }
        let addresses = Dictionary(uniqueKeysWithValues: replyTo.map { ($0.key.text, $0.value) })
        try container.encode(addresses, forKey: .replyTo)
    }
}
