import Testing

@testable import Statistics

/// The scored answers of HANDBOOK C1 and the numbers of C11.
@Suite("Reliability and agreement")
struct ReliabilityTests {
    private static let raw: [[Double?]] = [
        [2, 6, 1, 5, 3, 6, 6], [3, 5, 2, 6, 2, 5, 6], [1, 7, 1, 6, 1, 6, 7], [4, 4, 3, 4, 4, 5, 5],
        [2, 6, 2, 5, 2, 6, 5], [5, 3, 4, 3, 5, 4, 4],
    ]
    private static let scored = Items(raw).reversed([0, 2, 4], low: 1, high: 7)

    @Test func `alpha of the scored answers`() throws {
        let alpha = try #require(CronbachAlpha(Self.scored))
        try expect(alpha.raw, 0.9746, digits: 4)
        try expect(alpha.interval?.low, 0.923, digits: 3)
        try expect(alpha.interval?.high, 0.996, digits: 3)
        #expect(alpha.rows == 6)
    }

    @Test func `a forgotten reversal shows in the item's own correlation`() throws {
        let alpha = try #require(CronbachAlpha(Items(Self.raw)))
        for item in [0, 2, 4] { #expect(try #require(alpha.items[item].restCorrelation) < 0) }
    }

    @Test func `the team agrees`() throws {
        let even = Agreement.evenVariance(options: 7)
        #expect(even == 4)
        try expect(Agreement.rwgJ(Self.scored, evenVariance: even), 0.915, digits: 3)
    }

    @Test func `people who disagree more than chance agree by nothing`() {
        #expect(Agreement.rwg([1, 1, 5, 5], evenVariance: 2) == 0)
        #expect(Agreement.rwgJ(Items([[1, 5], [5, 1], [1, 5]]), evenVariance: 2) == 0)
        #expect(Agreement.rwg([3], evenVariance: 2) == nil)
        #expect(Agreement.rwg([3, 3, 3], evenVariance: 2) == 1)
    }

    @Test func `omega and alpha of given loadings`() throws {
        let loadings = [0.7, 0.6, 0.8, 0.5]
        try expect(McDonaldOmega.omega(loadings), 0.7494, digits: 4)
        try expect(McDonaldOmega.impliedAlpha(loadings), 0.7421, digits: 4)
    }

    /// Two columns are uncorrelated and of equal spread over these eight rows; sums of them have known correlations.
    @Test func `omega finds the loadings that made the answers`() throws {
        let signs = (0..<32).map { row in (0..<5).map { row >> $0 & 1 == 0 ? 1.0 : -1 } }
        let loadings = [0.7, 0.6, 0.8, 0.5]
        let rows: [[Double?]] = signs.map { sign in
            loadings.enumerated().map { $1 * sign[4] + (1 - $1 * $1).squareRoot() * sign[$0] }
        }
        let omega = try #require(McDonaldOmega(Items(rows)))
        for (found, loading) in zip(omega.loadings, loadings) { try expect(found, loading, digits: 6) }
        try expect(omega.value, 0.7494, digits: 4)
    }

    @Test func `one factor may not explain more than all of an item`() throws {
        let rows: [[Double?]] = (0..<40).map { row in
            let base = Double(row % 7)
            return [base, base, Double(row * 13 % 11), Double(row * 5 % 9)]
        }
        let omega = try #require(McDonaldOmega(Items(rows)))
        #expect(omega.loadings.allSatisfy { abs($0) <= 1 })
        #expect((0...1).contains(omega.value))
    }

    @Test func `too little to tell is said by nothing`() {
        #expect(CronbachAlpha(Items([])) == nil)
        #expect(CronbachAlpha(Items([[1, 2]])) == nil)
        #expect(CronbachAlpha(Items([[1], [2], [3]])) == nil)
        #expect(CronbachAlpha(Items([[1, 3], [2, 3], [4, 3]])) == nil)
        #expect(McDonaldOmega(Items([[1, 2], [2, 1], [3, 3]])) == nil)
        #expect(IntraclassCorrelation([[1, 2, 3]]) == nil)
        #expect(IntraclassCorrelation([[1], [2], []]) == nil)
    }

    @Test func `groups that are all alike inside differ only between`() throws {
        let found = try #require(IntraclassCorrelation([[1, 1], [3, 3], [5, 5]]))
        #expect(found.single == 1 && found.ofMeans == 1)
        #expect(found.groups == 3 && found.answers == 6)
    }
}
