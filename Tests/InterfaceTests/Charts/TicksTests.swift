import Testing

@testable import Interface

@Suite("Ticks")
struct TicksTests {
    @Test(arguments: [
        (0.0, 10.0, 5, [0, 2, 4, 6, 8, 10.0]), (0, 412, 4, [0, 200, 400, 600]), (0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.3, 0.34, 4, [0.3, 0.31, 0.32, 0.33, 0.34]), (-7, 13, 4, [-10, -5, 0, 5, 10, 15]), (5, 5, 4, [5]),
    ])
    func `are round and enclose the range`(_ low: Double, _ high: Double, _ count: Int, _ ticks: [Double]) {
        #expect(Ticks.round(low, high, about: count) == ticks)
    }

    @Test func `do not part whole things`() {
        #expect(Ticks.round(0, 2, about: 6, whole: true) == [0, 1, 2])
    }

    @Test func `stay round for any range`() {
        var chance = SplitMix(state: 7)
        for _ in 0..<2000 {
            let low = Double.random(in: -1e6...1e6, using: &chance)
            let high = low + Double.random(in: 1e-3...1e7, using: &chance)
            let ticks = Ticks.round(low, high, about: 5)
            #expect(ticks.count >= 2 && ticks.count <= 9, "\(low) \(high)")
            #expect(ticks[0] <= low + (high - low) * 1e-6 && ticks[ticks.count - 1] >= high - (high - low) * 1e-6)
            let step = ticks[1] - ticks[0]
            #expect(zip(ticks, ticks.dropFirst()).allSatisfy { abs($1 - $0 - step) < step * 1e-6 })
        }
    }

    @Test func `of a logarithmic axis are powers of ten, with two and five where there is room`() {
        #expect(Ticks.logarithmic(3400, about: 5) == [1, 10, 100, 1000, 10000])
        #expect(Ticks.logarithmic(30, about: 7) == [1, 2, 5, 10, 20, 50])
        #expect(Ticks.logarithmic(1, about: 5) == [1, 10])
    }

    @Test func `a scale keeps order and stays inside`() {
        let scale = Scale([1, 3400], axis: Axis("Lines", spacing: .logarithmic), from: 100, to: 0, about: 5)
        #expect(scale.place(1) == 100 && scale.place(10000) == 0)
        #expect(abs(scale.place(100) - 50) < 1e-9)
        #expect(scale.place(0) == 100 && scale.place(.nan) == 100)
    }

    @Test func `equal values stand in the middle`() {
        let scale = Scale([3, 3], axis: Axis("Days"), from: 0, to: 100, about: 4)
        #expect(abs(scale.place(3) - 50) < 1)
    }
}

/// The same chance on every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
