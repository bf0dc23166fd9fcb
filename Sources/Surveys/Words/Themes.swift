import Foundation
import Statistics

/// What several people write about, found by counting (HANDBOOK C15). A person names the theme; nothing is understood.
package struct Theme: Codable, Hashable, Sendable {
    /// As most people wrote it.
    package let phrase: String
    /// At least so many people, in steps of five.
    package let people: Int
    /// Words that stand together in longer phrases weigh more (RAKE); the order of themes.
    package let weight: Double
    /// Much oftener than in the texts of the round before.
    package let isNew: Bool
}

package struct Themes: Sendable {
    /// By text: its phrases of one to three stems, with the words as they were written.
    private let texts: [[[String]: String]]
    private let runs: [[String]]

    /// - Parameter texts: one for each person; two answers of one person belong into one text.
    package init(_ texts: [String]) {
        let sentences = texts.map(Self.sentences)
        let language = Language.of(sentences.joined().joined())
        let runs = sentences.map { sentences in sentences.flatMap { Self.runs($0, language) } }
        self.texts = runs.map { runs in Self.phrases(runs, language) }
        self.runs = runs.flatMap { $0.map { $0.map(language.stem) } }
    }

    /// Phrases that enough people use, the weightiest first. A phrase inside a longer one that the same people use is left
    /// out.
    package func found(rules: PrivacyRules, before: Themes? = nil, most: Int = 12) -> [Theme] {
        let people = people
        let known = people.filter { $0.value >= rules.themeThreshold }
        let scores = PhraseScores(runs)
        return known.filter { phrase, count in
            !known.contains { longer, others in
                longer.count > phrase.count && others == count && Self.holds(longer, phrase)
            }
        }.map { phrase, count in
            Theme(
                phrase: wording(phrase), people: count / 5 * 5, weight: (scores.score(phrase) * 100).rounded() / 100,
                isNew: before.map { isNew(phrase, since: $0, rules) } ?? false)
        }.sorted { ($1.weight, $1.people, $0.phrase) < ($0.weight, $0.people, $1.phrase) }.prefix(most).map { $0 }
    }

    /// How many people use each phrase.
    private var people: [[String]: Int] {
        texts.reduce(into: [:]) { counts, text in for phrase in text.keys { counts[phrase, default: 0] += 1 } }
    }

    private static func holds(_ longer: [String], _ phrase: [String]) -> Bool {
        (0...longer.count - phrase.count).contains { Array(longer[$0..<$0 + phrase.count]) == phrase }
    }

    /// The form that most people wrote; of equals the first of the alphabet.
    private func wording(_ phrase: [String]) -> String {
        let forms = texts.compactMap { $0[phrase] }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        return forms.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? phrase.joined(separator: " ")
    }

    /// By log-odds, held back by both rounds together (Monroe and others 2008); 2 is worth naming.
    private func isNew(_ phrase: [String], since before: Themes, _ rules: PrivacyRules) -> Bool {
        let (now, then) = (people[phrase] ?? 0, before.people[phrase] ?? 0)
        let (all, allThen) = (people.values.reduce(0, +), before.people.values.reduce(0, +))
        let odds = LogOdds(
            now, of: all, then, of: allThen, prior: Double(now + then) / 2 + 0.5, priorTotal: Double(all + allThen) / 2)
        return (odds?.z ?? 0) >= 2
    }

    // MARK: Reading

    /// Words of each sentence, in small letters and one form of Unicode.
    private static func sentences(_ text: String) -> [[String]] {
        let plain = text.precomposedStringWithCompatibilityMapping.lowercased()
        return plain.split { ".!?;:\n\r,()\"".contains($0) }.map { sentence in
            sentence.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "'" && $0 != "’" }
                .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "-'’")) }.filter { !$0.isEmpty }
        }
    }

    /// Words between stop words; numbers and single letters separate too.
    private static func runs(_ words: [String], _ language: Language) -> [[String]] {
        words.split { language.stopWords.contains($0) || $0.count < 2 || $0.allSatisfy(\.isNumber) }.map(Array.init)
    }

    private static func phrases(_ runs: [[String]], _ language: Language) -> [[String]: String] {
        var phrases: [[String]: String] = [:]
        for run in runs {
            for length in 1...min(3, run.count) {
                for start in 0...run.count - length {
                    let words = Array(run[start..<start + length])
                    phrases[words.map(language.stem)] = words.joined(separator: " ")
                }
            }
        }
        return phrases
    }
}
