/// How the answers on a scale spread around its middle: to the left who disagrees, to the right who agrees.
///
/// Drawn to lie under others of its kind, so that the middles stand in one line.
package struct LikertBar: Component {
    private let label: String
    private let shares: [Double]
    private let left: Double

    private static let (width, height, reach) = (420.0, 30.0, 168.0)

    /// - Parameters:
    ///   - label: what was asked; read aloud with the shares.
    ///   - shares: by point, from the lowest; they add up to 1.
    ///   - left: how much of them lies below the middle.
    package init(_ label: String, shares: [Double], left: Double) {
        self.label = label
        self.shares = shares
        self.left = left
    }

    package var html: HTML {
        """
        <svg class="likert" viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(label): \(words)">\
        \(each(marks) { $0 })<line class="likert__middle" x1="\(Self.width / 2)" x2="\(Self.width / 2)" y1="2" y2="28"/></svg>
        """
    }

    private var words: String {
        shares.map { "\(Int(($0 * 100).rounded())) %" }.joined(separator: ", ") + ", from the lowest point"
    }

    private var marks: [HTML] {
        var x = Self.width / 2 - left * Self.reach * 1.2
        return shares.enumerated().compactMap { place, share in
            let span = share * Self.reach * 1.2
            defer { x += span }
            guard span > 0 else { return nil }
            return """
                <rect class="likert__part likert__part--\(kind(place))" x="\(Format.coordinate(x))" y="6" width="\(Format.coordinate(span))" height="18"/>
                """
        }
    }

    /// Five shades, whatever the number of points.
    private func kind(_ place: Int) -> Int {
        guard shares.count > 1 else { return 3 }
        let position = Double(place) / Double(shares.count - 1)
        return position == 0.5 ? 3 : position < 0.5 ? (position < 0.25 ? 1 : 2) : (position > 0.75 ? 5 : 4)
    }
}
