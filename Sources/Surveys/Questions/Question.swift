/// One thing that is asked, in one wording.
///
/// Answers can be compared over time only while id and version stay the same: other words are another question.
package struct Question: Codable, Hashable, Identifiable, Sendable {
    /// Unique over all packs: `pack/name`.
    package struct ID: Hashable, Comparable, Sendable {
        package let text: String
        package init(_ text: String) { self.text = text }
        package static func < (one: ID, other: ID) -> Bool { one.text < other.text }
    }

    package let id: ID
    package var version: Int
    package var text: String
    package var form: Form
    /// Agreeing speaks against what the scale measures, so that the answer is turned round before it counts.
    package var isReversed: Bool
    /// Shown beside the question to whoever is asked.
    package var why: String
    /// Where the construct comes from; the words are ours.
    package var source: String
    /// The scale that this is an item of, by its name in the pack.
    package var scale: String?
    /// The question of which this asks where it is heading, as a traffic light has a trend.
    package var trendOf: ID?

    package init(
        id: ID, version: Int = 1, text: String, form: Form, isReversed: Bool = false, why: String = "",
        source: String = "", scale: String? = nil, trendOf: ID? = nil
    ) {
        self.id = id
        self.version = version
        self.text = text
        self.form = form
        self.isReversed = isReversed
        self.why = why
        self.source = source
        self.scale = scale
        self.trendOf = trendOf
    }

    /// What can be answered.
    package enum Form: Codable, Hashable, Sendable {
        case points(Points)
        case choice([Option])
        /// Any number of the options, up to `most`.
        case several([Option], most: Int)
        /// All options in an order, the most important first.
        case ranking([Option])
        /// A number of dots to be put on options, some on one at most: what matters most to somebody gets more.
        case dots([Option], most: Int, each: Int)
        case words

        /// As many dots as usual: one for every three options, one to five, at most two on one (HANDBOOK E5).
        package static func dots(_ options: [Option]) -> Form {
            let most = min(5, max(1, (options.count + 2) / 3))
            return .dots(options, most: most, each: min(2, most))
        }
    }

    package struct Option: Codable, Hashable, Identifiable, Sendable {
        package let id: String
        package var text: String

        package init(_ id: String, _ text: String) {
            self.id = id
            self.text = text
        }
    }

    /// The scale's points, if it is one.
    package var points: Points? { if case .points(let points) = form { points } else { nil } }

    package var options: [Option] {
        switch form {
        case .choice(let options), .several(let options, _), .ranking(let options), .dots(let options, _, _): options
        case .points, .words: []
        }
    }

    /// How long reading and answering takes most people, in seconds. A rule of thumb of this project, for the burden
    /// that is shown before somebody is asked.
    package var seconds: Int {
        switch form {
        case .points, .choice: 12
        case .several: 18
        case .ranking(let options): 8 * max(2, options.count)
        case .dots(let options, _, _): max(18, 6 * options.count)
        case .words: 60
        }
    }
}

extension Question.ID: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Question.ID: CustomStringConvertible {
    package var description: String { text }
}
