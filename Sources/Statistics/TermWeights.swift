import Foundation

/// How much a word tells about a text, and what is new in a later batch of texts (HANDBOOK C15).
package enum TermWeights {
    /// tf · ln(N/df): a word that stands in every text tells nothing. 0 for a word that stands nowhere.
    package static func plain(frequency: Int, documents: Int, containing: Int) -> Double {
        guard containing > 0, documents > 0 else { return 0 }
        return Double(frequency) * log(Double(documents) / Double(containing))
    }

    /// (1 + ln tf) · (ln((1 + N)/(1 + df)) + 1): never nothing, and repeating a word counts less each time.
    package static func smoothed(frequency: Int, documents: Int, containing: Int) -> Double {
        guard frequency > 0 else { return 0 }
        return (1 + log(Double(frequency))) * (log(Double(1 + documents) / Double(1 + containing)) + 1)
    }

    /// ln(1 + (N − n + ½)/(n + ½)), which is never negative.
    package static func bm25Inverse(documents: Int, containing: Int) -> Double {
        log(1 + (Double(documents - containing) + 0.5) / (Double(containing) + 0.5))
    }

    /// What one word adds to how well a text answers a question (BM25, Robertson & Zaragoza 2009), with k₁ = 1.2 and
    /// b = 0.75.
    package static func bm25(
        frequency: Int, documents: Int, containing: Int, length: Double, averageLength: Double
    ) -> Double {
        guard averageLength > 0 else { return 0 }
        let (k, b) = (1.2, 0.75)
        let tf = Double(frequency)
        let damping = k * (1 - b + b * length / averageLength)
        return bm25Inverse(documents: documents, containing: containing) * tf * (k + 1) / (tf + damping)
    }
}

/// How much oftener a word stands in one batch of texts than in another, held back by a prior so that rare words do not
/// win by chance (Monroe, Colaresi & Quinn 2008).
package struct LogOdds: Codable, Hashable, Sendable {
    package var difference: Double
    /// The difference in standard deviations; below about 2 not worth naming.
    package var z: Double

    /// Nil when either batch has no other word left to compare with, or nothing is known of the word at all.
    /// - Parameters:
    ///   - prior: how often the word would be expected in as many words as `priorTotal`.
    package init?(
        _ count: Int, of total: Int, _ otherCount: Int, of otherTotal: Int, prior: Double, priorTotal: Double
    ) {
        func odds(_ count: Int, _ total: Int) -> Double {
            (Double(count) + prior) / (Double(total - count) + priorTotal - prior)
        }
        let (first, second) = (odds(count, total), odds(otherCount, otherTotal))
        guard first > 0, second > 0, first.isFinite, second.isFinite else { return nil }
        difference = log(first) - log(second)
        z = difference / (1 / (Double(count) + prior) + 1 / (Double(otherCount) + prior)).squareRoot()
    }
}

/// Scores of phrases by how long the phrases are that their words stand in (RAKE, Rose et al. 2010).
package struct PhraseScores: Sendable {
    /// Degree / frequency of each word: how many words its phrases have on average.
    package let words: [String: Double]

    /// - Parameter phrases: runs of words between stop words and punctuation, each as its words; all occurrences.
    package init(_ phrases: [[String]]) {
        var degree: [String: Int] = [:]
        var frequency: [String: Int] = [:]
        for phrase in phrases {
            for word in phrase {
                degree[word, default: 0] += phrase.count
                frequency[word, default: 0] += 1
            }
        }
        words = degree.reduce(into: [:]) { $0[$1.key] = Double($1.value) / Double(frequency[$1.key] ?? 1) }
    }

    /// The sum over its words.
    package func score(_ phrase: [String]) -> Double { phrase.reduce(0) { $0 + (words[$1] ?? 0) } }
}
