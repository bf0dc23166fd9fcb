import Statistics
import Surveys
import Testing

/// Worked numbers of HANDBOOK C.
@Suite("Scores of a scale")
struct ScaleScoreTests {
    private static let safety = [
        [2, 6, 1, 5, 3, 6, 6], [3, 5, 2, 6, 2, 5, 6], [1, 7, 1, 6, 1, 6, 7], [4, 4, 3, 4, 4, 5, 5],
        [2, 6, 2, 5, 2, 6, 5], [5, 3, 4, 3, 5, 4, 4],
    ]

    private static func questions() throws -> [Question] {
        try (1...7).map { try Question.points("q\($0)", 1...7, isReversed: [1, 3, 5].contains($0)) }
    }

    private static func responses(_ rows: [[Int]]) -> [Response] {
        rows.map { row in
            Response(Dictionary(uniqueKeysWithValues: row.enumerated().map { (Question.ID("q\($0 + 1)"), .point($1)) }))
        }
    }

    @Test func `psychological safety, reversed items turned round`() throws {
        let questions = try Self.questions()
        let items = Self.responses(Self.safety).map { ScaleScore.items($0, questions) }
        let scores = items.compactMap(ScaleScore.person)
        for (score, expected) in zip(scores, [5.857, 5.571, 6.714, 4.429, 5.714, 3.429]) {
            try expect(score, expected, digits: 3)
        }
        try expect(Statistics.mean(scores), 5.286, digits: 3)
        try expect(Statistics.deviation(scores), 1.168, digits: 3)
        try expect(Statistics.meanInterval(scores)?.low, 4.06, digits: 2)
        try expect(Statistics.meanInterval(scores)?.high, 6.51, digits: 2)
        try expect(try Points.of(1...7).percentOfRange(5.2857), 71.4, digits: 1)
        try expect(Agreement.rwgJ(Items(items), evenVariance: Agreement.evenVariance(options: 7)), 0.915, digits: 3)
        try expect(CronbachAlpha(Items(items))?.raw, 0.9746, digits: 4)
    }

    @Test func `a forgotten reversal shows`() throws {
        let questions = try (1...7).map { try Question.points("q\($0)", 1...7) }
        let scores = Self.responses(Self.safety).compactMap { ScaleScore.person(ScaleScore.items($0, questions)) }
        try expect(Statistics.mean(scores), 4.095, digits: 3)
    }

    @Test(
        arguments: [
            ([4, 5], 4.5), ([3, nil], nil), ([2, 4], 3), ([4, 5, 4], 4.333_333_333_333),
            ([1, 1, 1, 1, 1, nil, nil], 1),
            ([1, 1, 1, 1, nil, nil, nil], nil), ([], nil),
        ] as [([Double?], Double?)])
    func `a person's mean needs seven tenths of the items`(_ items: [Double?], _ expected: Double?) throws {
        let score = ScaleScore.person(items)
        if let expected { try expect(score, expected, digits: 9) } else { #expect(score == nil) }
    }

    @Test func `autonomy turns its last item round`() throws {
        let questions = [
            try Question.points("q1"), try Question.points("q2"), try Question.points("q3", isReversed: true),
        ]
        let response = Self.responses([[4, 5, 2]])[0]
        #expect(ScaleScore.items(response, questions) == [4, 5, 4])
    }

    @Test func `straight lines are counted only where items are mixed`() throws {
        let rows = Self.responses([[4, 4, 4, 4, 4, 4, 4], [4, 4, 4, 4, 4, 4, 5]])
        #expect(ScaleScore.straightLines(rows, try Self.questions()) == 1)
        #expect(ScaleScore.straightLines(rows, try (1...7).map { try Question.points("q\($0)", 1...7) }) == 0)
    }
}
