/// The points of a scale, from one end to the other in steps of one.
package struct Points: Codable, Hashable, Sendable {
    package let low: Int
    package let high: Int
    /// What points are called, at least the ends.
    package var words: [Int: String]
    /// How many points at the upper end count as agreement.
    package var boxes: Int
    /// Whether a low answer is the good one, as with exhaustion.
    package var lowIsGood: Bool
    /// "Would you recommend…", 0–10, told as promoters less detractors.
    package var isNetPromoter: Bool

    /// Nil for fewer than two points, more than 101, boxes that leave no point outside, or a recommendation that is not
    /// asked from 0 to 10.
    package init?(
        _ range: ClosedRange<Int>, words: [Int: String] = [:], boxes: Int? = nil, lowIsGood: Bool = false,
        isNetPromoter: Bool = false
    ) {
        let count = range.count
        let boxes = boxes ?? (count >= 4 ? 2 : 1)
        guard (2...101).contains(count), (1..<count).contains(boxes), !isNetPromoter || range == 0...10 else {
            return nil
        }
        low = range.lowerBound
        high = range.upperBound
        self.words = words.filter { range.contains($0.key) }
        self.boxes = boxes
        self.lowIsGood = lowIsGood
        self.isNetPromoter = isNetPromoter
    }

    package static let netPromoter = Points(0...10, boxes: 2, isNetPromoter: true)

    package var range: ClosedRange<Int> { low...high }
    package var count: Int { high - low + 1 }
    package var middle: Double { Double(low + high) / 2 }

    /// The points that count as agreement: "top boxes".
    package var top: ClosedRange<Int> { high - boxes + 1...high }

    /// The points that count as disagreement: as many at the lower end, without those of the upper. For the question
    /// whether people would recommend it is 0–6.
    package var bottom: ClosedRange<Int> {
        isNetPromoter ? low...low + 6 : low...min(low + boxes - 1, top.lowerBound - 1)
    }

    /// The answer as if the question had been asked the other way round.
    package func reversed(_ point: Int) -> Int { low + high - point }

    /// Where a mean lies between the ends, 0–100 %.
    package func percentOfRange(_ mean: Double) -> Double { (mean - Double(low)) / Double(high - low) * 100 }
}
