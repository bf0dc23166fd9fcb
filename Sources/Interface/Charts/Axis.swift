/// What a direction of a chart means.
package struct Axis: Sendable {
    package enum Format: Sendable {
        case number
        /// Things that come whole: commits, people. No tick between one and two.
        case whole
        /// Values are shares from 0 to 1.
        case percent
    }

    package enum Spacing: Sendable {
        case even
        /// Every step the same factor; for numbers that reach over powers of ten. Values below 1 stand at 1.
        case logarithmic
    }

    /// With its unit: "Pickup time, working hours".
    package let title: String
    package let format: Format
    package let spacing: Spacing
    /// Ends that the axis must reach at least; nil lets the numbers decide. Bars always begin at zero.
    package let bounds: ClosedRange<Double>?

    package init(
        _ title: String, format: Format = .number, spacing: Spacing = .even, bounds: ClosedRange<Double>? = nil
    ) {
        self.title = title
        self.format = format
        self.spacing = spacing
        self.bounds = bounds
    }

    /// A value at a tick, in few letters: "500 M" for 500,000,000.
    func tickWords(_ value: Double) -> String {
        guard format != .percent, abs(value) >= 1e6 else { return words(value) }
        return Interface.Format.number(value / 1e6, decimals: 2) + "\u{A0}M"
    }

    package func words(_ value: Double) -> String {
        switch format {
        case .number: Interface.Format.number(value, decimals: abs(value) < 1 ? 3 : abs(value) < 10 ? 2 : 1)
        case .whole: Interface.Format.number(value, decimals: 0)
        case .percent: Interface.Format.percent(value, decimals: abs(value) < 0.1 ? 1 : 0)
        }
    }
}
