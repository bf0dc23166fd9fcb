import Testing

@testable import Statistics

/// The numbers of HANDBOOK C15.
@Suite("Weights of words")
struct WordWeightTests {
    @Test func `a word that stands in few texts tells more`() throws {
        try expect(TermWeights.plain(frequency: 2, documents: 20, containing: 4), 3.2189, digits: 4)
        try expect(TermWeights.smoothed(frequency: 2, documents: 20, containing: 4), 4.1230, digits: 4)
        #expect(TermWeights.plain(frequency: 2, documents: 20, containing: 20) == 0)
        #expect(TermWeights.smoothed(frequency: 0, documents: 20, containing: 4) == 0)
    }

    @Test func `a text that repeats a word answers better, but less and less`() throws {
        try expect(TermWeights.bm25Inverse(documents: 20, containing: 4), 1.5404, digits: 4)
        let found = TermWeights.bm25(frequency: 2, documents: 20, containing: 4, length: 30, averageLength: 40)
        try expect(found, 2.2783, digits: 4)
    }

    @Test func `phrases score by their words' company`() throws {
        let scores = PhraseScores([
            ["code", "review", "delay"], ["code", "review"], ["unclear", "requirements"], ["review", "delay"],
        ])
        #expect(scores.words["code"] == 2.5 && scores.words["delay"] == 2.5)
        try expect(scores.words["review"], 2.333, digits: 3)
        try expect(scores.score(["code", "review", "delay"]), 7.333, digits: 3)
        #expect(scores.score(["elsewhere"]) == 0)
    }

    @Test func `a rare word does not become news by chance`() throws {
        let odds = try #require(LogOdds(9, of: 300, 3, of: 400, prior: 6, priorTotal: 1_000))
        try expect(odds.difference, 0.5901, digits: 4)
        try expect(odds.z, 1.40, digits: 2)
        #expect(LogOdds(0, of: 0, 0, of: 0, prior: 0, priorTotal: 0) == nil)
    }
}
