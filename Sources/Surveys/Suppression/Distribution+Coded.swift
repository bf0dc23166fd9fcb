extension Distribution {
    /// The same with at least one answer outside each pole, and at least one in it.
    ///
    /// Where everybody agrees, each single answer is known, however many there are. Therefore one answer is moved, as
    /// little as that takes, and every figure comes from what is left: "nearly all" is told of all and of all but one,
    /// and nobody can tell which (HANDBOOK D3, homogeneity). A mean may so appear up to a few steps divided by the number
    /// of answers nearer to the middle than it is.
    package var coded: Distribution {
        var coded = self
        guard answers > 1 else { return coded }
        if coded.count(in: points.top) == answers { coded.move(from: coded.lowest, to: points.top.lowerBound - 1) }
        if coded.count(in: points.bottom) == answers {
            coded.move(from: coded.highest, to: points.bottom.upperBound + 1)
        }
        if coded.count(in: points.top) == 0 { coded.move(from: coded.highest, to: points.top.lowerBound) }
        if coded.count(in: points.bottom) == 0 { coded.move(from: coded.lowest, to: points.bottom.upperBound) }
        return coded
    }

    private var lowest: Int { points.low + (counts.firstIndex { $0 > 0 } ?? 0) }
    private var highest: Int { points.low + (counts.lastIndex { $0 > 0 } ?? 0) }

    private mutating func move(from: Int, to: Int) {
        counts[from - points.low] -= 1
        counts[to - points.low] += 1
    }
}
