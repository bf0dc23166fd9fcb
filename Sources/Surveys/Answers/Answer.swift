/// What one person answered to one question. Declining is no answer: it is absent, never a middle value.
package enum Answer: Hashable, Sendable {
    case point(Int)
    case choice(String)
    case several([String])
    case ranking([String])
    /// By option; options without a dot may be left out.
    case dots([String: Int])
    case words(String)
}

extension Answer: Codable {
    private enum Key: String, CodingKey { case point, choice, several, ranking, dots, words }

    /// `{"point": 4}`, `{"choice": "no"}`, `{"several": ["a", "b"]}`, `{"ranking": ["b", "a"]}`, `{"dots": {"a": 2}}`,
    /// `{"words": "…"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "an answer has exactly one kind"))
        }
        switch key {
        case .point: self = .point(try container.decode(Int.self, forKey: key))
        case .choice: self = .choice(try container.decode(String.self, forKey: key))
        case .several: self = .several(try container.decode([String].self, forKey: key))
        case .ranking: self = .ranking(try container.decode([String].self, forKey: key))
        case .dots: self = .dots(try container.decode([String: Int].self, forKey: key))
        case .words: self = .words(try container.decode(String.self, forKey: key))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .point(let point): try container.encode(point, forKey: .point)
        case .choice(let option): try container.encode(option, forKey: .choice)
        case .several(let options): try container.encode(options, forKey: .several)
        case .ranking(let options): try container.encode(options, forKey: .ranking)
        case .dots(let dots): try container.encode(dots, forKey: .dots)
        case .words(let text): try container.encode(text, forKey: .words)
        }
    }
}

extension Question {
    /// The longest text that is taken, in characters.
    package static let mostCharacters = 2_000

    /// What is wrong with an answer to this question; nil when it can be kept.
    package func trouble(with answer: Answer) -> AnswerTrouble? {
        switch (form, answer) {
        case (.points(let points), .point(let point)):
            points.range.contains(point) ? nil : .outside(id, points.range)
        case (.choice(let options), .choice(let option)):
            options.contains { $0.id == option } ? nil : .unknownOption(id)
        case (.several(let options, let most), .several(let chosen)):
            several(chosen, of: options, most: most)
        case (.ranking(let options), .ranking(let order)):
            Set(order) == Set(options.map(\.id)) && order.count == options.count ? nil : .notAnOrder(id)
        case (.dots(let options, let most, let each), .dots(let given)):
            dots(given, on: options, most: most, each: each)
        case (.words, .words(let text)):
            text.count > Self.mostCharacters ? .tooLong(id) : nil
        default: .otherForm(id)
        }
    }

    private func dots(_ given: [String: Int], on options: [Option], most: Int, each: Int) -> AnswerTrouble? {
        let known = Set(options.map(\.id))
        guard given.keys.allSatisfy(known.contains) else { return .unknownOption(id) }
        // Before anything is added up: a sum of absurd numbers would trap.
        guard given.values.allSatisfy({ (0...each).contains($0) }) else { return .tooManyOnOne(id, each) }
        return given.values.reduce(0, +) > most ? .tooManyDots(id, most) : nil
    }

    private func several(_ chosen: [String], of options: [Option], most: Int) -> AnswerTrouble? {
        let known = Set(options.map(\.id))
        guard chosen.allSatisfy(known.contains), Set(chosen).count == chosen.count else { return .unknownOption(id) }
        return chosen.count > most ? .tooMany(id, most) : nil
    }
}

/// Why an answer cannot be kept, without repeating what was answered.
package enum AnswerTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownQuestion(Question.ID)
    case otherForm(Question.ID)
    case outside(Question.ID, ClosedRange<Int>)
    case unknownOption(Question.ID)
    case tooMany(Question.ID, Int)
    case notAnOrder(Question.ID)
    case tooManyOnOne(Question.ID, Int)
    case tooManyDots(Question.ID, Int)
    case tooLong(Question.ID)

    package var description: String {
        switch self {
        case .unknownQuestion(let id): "This round does not ask \(id)."
        case .otherForm(let id): "The answer to \(id) is of another kind than its question."
        case .outside(let id, let range):
            "The answer to \(id) lies outside \(range.lowerBound) to \(range.upperBound)."
        case .unknownOption(let id): "The answer to \(id) names an option that is not there, or one twice."
        case .tooMany(let id, let most): "The answer to \(id) names more than \(most) options."
        case .notAnOrder(let id): "The answer to \(id) has to name every option once."
        case .tooManyOnOne(let id, let each): "The answer to \(id) puts another number on an option than 0 to \(each)."
        case .tooManyDots(let id, let most): "The answer to \(id) gives out more than \(most) dots."
        case .tooLong(let id): "The answer to \(id) is longer than \(Question.mostCharacters) characters."
        }
    }
}
