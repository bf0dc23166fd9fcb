import Foundation

/// Chance that comes out the same every time (SplitMix64; G. Steele, D. Lea and C. Flood, 2014).
///
/// It draws by formulas of its own: those of the standard library may change, and what was invented with a seed would too.
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// Dice for one part of something, which fall the same whatever is drawn for the others.
    package init(seed: UInt64, _ parts: Int...) {
        self.init(seed: seed)
        for part in parts { state = next() ^ (UInt64(bitPattern: Int64(part)) &* 0xD6E8_FEB8_6659_FD93) }
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// From 0 up to, and without, 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(unit() * Double(range.count))
    }

    /// Of mean 0 and deviation 1 (Box and Muller).
    mutating func normal() -> Double {
        let (one, other) = (1 - unit(), unit())
        return (-2 * log(one)).squareRoot() * cos(2 * .pi * other)
    }

    /// Half of all are below the median; `spread` is the deviation of the logarithm.
    mutating func logNormal(median: Double, spread: Double) -> Double { median * exp(spread * normal()) }

    /// How often something happens that happens by itself (Poisson).
    mutating func count(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        guard mean < 30 else { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
        let limit = exp(-mean)
        var (count, product) = (0, unit())
        while product > limit {
            count += 1
            product *= unit()
        }
        return count
    }

    /// - Parameter elements: not empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[whole(0...elements.count - 1)] }

    /// A place among weights, each as likely as it weighs.
    mutating func place(_ weights: [Double]) -> Int {
        var left = unit() * weights.reduce(0, +)
        for (place, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return place }
        }
        return weights.count - 1
    }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for place in elements.indices.dropFirst().reversed() { elements.swapAt(place, whole(0...place)) }
        return elements
    }
}
