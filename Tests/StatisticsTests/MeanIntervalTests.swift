import Testing

@testable import Statistics

@Suite("Means")
struct MeanIntervalTests {
    @Test(
        arguments: [
            (1, 0.975, 12.706_204_736), (2, 0.975, 4.302_652_73), (5, 0.975, 2.570_581_836), (17, 0.975, 2.109_815_578),
            (30, 0.95, 1.697_260_887), (1_000, 0.975, 1.962_339_081), (4, 0.025, -2.776_445_105), (3, 0.5, 0),
        ] as [(Double, Double, Double)])
    func `Student's t is exact`(freedom: Double, p: Double, expected: Double) throws {
        try expect(StudentT(freedom: freedom).quantile(p), expected, digits: 8)
    }

    @Test func `the normal distribution is exact`() throws {
        try expect(Normal.quantile(0.975), 1.959_963_985, digits: 9)
        try expect(Normal.quantile(0.001), -3.090_232_306, digits: 9)
        try expect(Normal.below(1), 0.841_344_746, digits: 9)
        #expect(Normal.quantile(0) == -.infinity && Normal.quantile(1) == .infinity)
    }

    @Test func `counts of answers give the mean of C10`() throws {
        let answers = [1, 2, 3, 8, 4].enumerated().flatMap {
            [Double](repeating: Double($0.offset + 1), count: $0.element)
        }
        try expect(Statistics.mean(answers), 3.667, digits: 3)
        try expect(Statistics.deviation(answers), 1.138, digits: 3)
        let bounds = try #require(Statistics.meanInterval(answers))
        try expect(bounds.low, 3.10, digits: 2)
        try expect(bounds.high, 4.23, digits: 2)
    }

    @Test func `is certain when everybody answered`() {
        #expect(Statistics.meanInterval([1, 2, 3], population: 3) == Bounds(2, 2))
    }

    @Test func `one answer has no spread`() {
        #expect(Statistics.meanInterval([3]) == nil)
        #expect(Statistics.deviation([3]) == nil)
        #expect(Statistics.mean([]) == nil)
    }
}
