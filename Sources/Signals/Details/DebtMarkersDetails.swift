import Records

/// What the page of debt markers draws.
package struct DebtMarkersDetails: Codable, Hashable, Sendable {
    package struct Kind: Codable, Hashable, Sendable {
        /// TODO, FIXME, HACK, XXX.
        package var kind: String
        package var count: Int
    }

    package struct Module: Codable, Hashable, Sendable {
        /// The directory; "." for what lies at the top.
        package var path: String
        package var count: Int
        /// Lines of its source files.
        package var lines: Int
        package var perThousandLines: Double
    }

    /// Markers whose line was last written this many months ago.
    package struct Age: Codable, Hashable, Sendable {
        package var fromMonths: Int
        /// Not part of it; nil for the last one.
        package var toMonths: Int?
        package var count: Int
    }

    package var count: Int
    /// Lines of all source files.
    package var lines: Int
    package var perThousandLines: Double
    /// Most frequent first.
    package var kinds: [Kind]
    /// Most markers first, then by path.
    package var modules: [Module]
    /// Under 1, 6, 12, 24, 48 months, and more; empty where no age is known.
    package var ages: [Age]
    package var medianMonths: Double?
    /// Markers whose age was not looked up.
    package var withoutAge: Int
    /// Oldest first, those without an age last; at most two hundred.
    package var markers: [DebtMarker]
}
