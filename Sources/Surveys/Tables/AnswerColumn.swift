import Foundation

/// One column of a table of answers, and what kind of answers it holds.
package struct AnswerColumn: Sendable {
    package let name: String
    package let kind: Kind
    /// Numbers by row; nil where nothing usable was answered. Empty unless the kind is one of numbers.
    package let numbers: [Double?]
    /// What was written, by row, without spaces around it; nil for a gap.
    package let texts: [String?]
    /// Rows, by their place, whose value does not belong here, and why.
    package private(set) var misfits: [(row: Int, why: String)] = []

    package enum Kind: String, Codable, Hashable, Sendable {
        /// Whole numbers on a scale.
        case scale
        case number
        /// One of few texts.
        case choice
        /// Texts of which most stand once.
        case words
        case empty
    }

    /// What is written where somebody gave no answer.
    private static let gaps: Set<String> = ["", "na", "n/a", "#n/a", "nan", "null", "-", "."]

    /// Where fewer values than this share are numbers, the others are no slips.
    private static let leastNumeric = 0.8
    /// Spans wider than this are numbers, not points.
    private static let widestScale = 10.0

    /// - Parameter scale: the ends that whoever asks has named. A column of which more than a fifth lies outside, or
    ///   anything where not all numbers are whole, is not on that scale; in others what lies outside is a misfit.
    package init(_ name: String, _ fields: [String], scale: ClosedRange<Double>?) {
        self.name = name
        let texts: [String?] = fields.map { field in
            let text = field.trimmingCharacters(in: .whitespacesAndNewlines)
            return Self.gaps.contains(text.lowercased()) ? nil : text
        }
        self.texts = texts
        let given = texts.count { $0 != nil }
        let parsed = Self.numbers(texts)
        let numeric = parsed.count { $0 != nil }
        guard given > 0 else {
            (kind, numbers) = (.empty, [])
            return
        }
        guard Double(numeric) >= Self.leastNumeric * Double(given) else {
            let distinct = Set(texts.compactMap { $0 }).count
            kind = distinct <= 25 || distinct * 4 <= given ? .choice : .words
            numbers = []
            return
        }
        misfits = texts.indices.filter { texts[$0] != nil && parsed[$0] == nil }.map { ($0, "is no number") }
        var values = parsed
        var isOnScale = false
        if let scale {
            let outside = parsed.indices.filter { parsed[$0].map { !scale.contains($0) } ?? false }
            let isWhole = parsed.allSatisfy { $0.map { $0 == $0.rounded() } ?? true }
            isOnScale = outside.isEmpty || isWhole && Double(outside.count) <= (1 - Self.leastNumeric) * Double(numeric)
            if isOnScale {
                for row in outside {
                    values[row] = nil
                    misfits.append((row, "lies outside the scale"))
                }
            }
        }
        numbers = values
        let kept = values.compactMap { $0 }
        let isWhole = kept.allSatisfy { $0 == $0.rounded() && abs($0) <= 1e6 }
        let span = (kept.max() ?? 0) - (kept.min() ?? 0)
        kind = isWhole && (isOnScale || span <= Self.widestScale) ? .scale : .number
        misfits.sort { $0.row < $1.row }
    }

    package var isNumeric: Bool { kind == .scale || kind == .number }
    package var values: [Double] { numbers.compactMap { $0 } }

    /// Numbers with a point, or with a comma where the column has no points.
    private static func numbers(_ texts: [String?]) -> [Double?] {
        let hasPoints = texts.contains { $0.map { $0.contains(".") && Double($0) != nil } ?? false }
        return texts.map { text in
            guard let text else { return nil }
            let number = Double(text) ?? (hasPoints ? nil : Double(text.replacing(",", with: ".", maxReplacements: 1)))
            return number.flatMap { $0.isFinite && !text.contains("x") && !text.contains("X") ? $0 : nil }
        }
    }
}
