/// Names beside their points such that no two names touch. A name without room is left out.
enum LabelPlacement {
    struct Label: Equatable {
        let text: String
        /// Where the first letter begins, on the line that letters stand on.
        let x: Double
        let y: Double
        let width: Double

        func touches(_ other: Label) -> Bool {
            x < other.x + other.width + 4 && other.x < x + width + 4 && abs(y - other.y) < 15
        }
    }

    /// The first name has the first choice.
    static func place(_ names: [(text: String, x: Double, y: Double)], in frame: PlotFrame) -> [Label] {
        var placed: [Label] = []
        for name in names {
            guard let text = Lettering.fitted(name.text, in: 180, isStrong: true) else { continue }
            let width = Lettering.width(text, isStrong: true)
            let label = candidates(text, width, name.x, name.y).first { candidate in
                candidate.x >= frame.left && candidate.x + width <= frame.right
                    && candidate.y - 10 >= frame.top - 6 && candidate.y <= frame.bottom
                    && !placed.contains { $0.touches(candidate) }
                    && !names.contains { covers(candidate, $0.x, $0.y) }
            }
            if let label { placed.append(label) }
        }
        return placed
    }

    // Beside the point at its end, at its start, above, below.
    private static func candidates(_ text: String, _ width: Double, _ x: Double, _ y: Double) -> [Label] {
        [
            Label(text: text, x: x + 8, y: y + 4, width: width),
            Label(text: text, x: x - 8 - width, y: y + 4, width: width),
            Label(text: text, x: x - width / 2, y: y - 9, width: width),
            Label(text: text, x: x - width / 2, y: y + 18, width: width),
        ]
    }

    private static func covers(_ label: Label, _ x: Double, _ y: Double) -> Bool {
        x > label.x - 3 && x < label.x + label.width + 3 && y > label.y - 13 && y < label.y + 5
    }
}
