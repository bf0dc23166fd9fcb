/// A mark and the words for it.
package struct LegendEntry: Component {
    package enum Mark: Sendable {
        case square(Lens)
        case round(Lens)
        case band, interval, corner, unknown
        /// A line of a lens, with the dashes that tell it from others.
        case line(Lens, dashes: HTML)
        /// A field as deep as a share from 0 to 1 makes it.
        case depth(Double)
        /// A dashed line: a goal, a median.
        case reference
    }

    private let mark: Mark
    private let words: String

    package init(_ mark: Mark, _ words: String) {
        self.mark = mark
        self.words = words
    }

    package var html: HTML {
        "<li><svg viewBox=\"0 0 18 12\" width=\"18\" height=\"12\" aria-hidden=\"true\">\(sign)</svg>\(words)</li>"
    }

    private var sign: HTML {
        switch mark {
        case .square(let lens): "<rect class=\"fill-\(lens.rawValue)\" x=\"4\" y=\"1\" width=\"10\" height=\"10\"/>"
        case .round(let lens): "<circle class=\"fill-\(lens.rawValue)\" cx=\"9\" cy=\"6\" r=\"5\"/>"
        case .line(let lens, let dashes): "<path class=\"line line-\(lens.rawValue)\"\(dashes) d=\"M0 6H18\"/>"
        case .band: "<rect class=\"band\" width=\"18\" height=\"12\"/>"
        case .interval: "<path class=\"interval\" d=\"M1 6H17M1 3V9M17 3V9\"/>"
        case .corner: "<path class=\"corner\" d=\"M5 1h9v9z\"/>"
        case .unknown: "<rect class=\"unknown\" x=\".5\" y=\".5\" width=\"17\" height=\"11\"/>"
        case .reference: "<path class=\"reference\" d=\"M0 6H18\"/>"
        case .depth(let share):
            "<rect class=\"cell\" x=\".5\" y=\".5\" width=\"17\" height=\"11\"/><rect class=\"fill-work\" fill-opacity=\"\(Depth.opacity(share))\" x=\".5\" y=\".5\" width=\"17\" height=\"11\"/>"
        }
    }
}

/// How deep a field is coloured. Never so deep that ink on it would be hard to read.
enum Depth {
    static func opacity(_ share: Double) -> Double {
        share.isFinite ? 0.04 + 0.46 * min(max(share, 0), 1) : 0
    }
}
