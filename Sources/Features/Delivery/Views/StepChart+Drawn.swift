import Interface

extension StepChart {
    /// The points up to where fewer than one in a hundred is left: a long tail would press all else against the side.
    static func drawn(_ points: [Point]) -> [Point] {
        let end = points.firstIndex { $0.share < 0.01 } ?? points.endIndex - 1
        return Array(points.prefix(through: end))
    }
}
