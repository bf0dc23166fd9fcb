/// Round numbers along an axis.
enum Ticks {
    /// Multiples of 1, 2 or 5 times a power of ten that enclose the range, about as many as asked for.
    static func round(_ low: Double, _ high: Double, about count: Int, whole: Bool = false) -> [Double] {
        guard low.isFinite, high.isFinite, high > low else { return [low.isFinite ? low : 0] }
        let step = max(step((high - low) / Double(max(count, 1))), whole ? 1 : 0)
        let first = (low / step + 1e-9).rounded(.down)
        let last = (high / step - 1e-9).rounded(.up)
        guard abs(first) < 1e15, last - first < 1000 else { return [low, high] }
        return (0...Int(last - first)).map { tidy((first + Double($0)) * step, step) }
    }

    /// Powers of ten that enclose the range, with 2 and 5 between them where there is room.
    static func logarithmic(_ high: Double, about count: Int) -> [Double] {
        var powers = [1.0]
        while let last = powers.last, last < high, powers.count < 300 { powers.append(last * 10) }
        guard powers.count > 1 else { return [1, 10] }
        guard powers.count * 2 < count else { return powers }
        let between = powers.dropLast().flatMap { [$0, $0 * 2, $0 * 5] }
        return between.prefix { $0 < high } + [between.first { $0 >= high } ?? powers[powers.count - 1]]
    }

    /// The smallest of 1, 2, 5 times a power of ten that is not below `rough`.
    private static func step(_ rough: Double) -> Double {
        var power = 1.0
        while power < rough { power *= 10 }
        while power / 10 >= rough * (1 - 1e-9) { power /= 10 }
        return [power / 5, power / 2, power].first { $0 >= rough * (1 - 1e-9) } ?? power
    }

    // Three times 0.1 is not 0.3: as a quotient of whole numbers it is.
    private static func tidy(_ value: Double, _ step: Double) -> Double {
        guard step < 1 else { return value.rounded() }
        var scale = 1.0
        while scale * step < 1 - 1e-9, scale < 1e15 { scale *= 10 }
        return (value * scale).rounded() / scale
    }
}
