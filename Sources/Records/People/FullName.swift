import Foundation

/// A person's name with everything taken away that two spellings of it may differ in.
///
/// Compatibility decomposition (NFKD) without its marks, lower case, without punctuation, and the order of the words
/// does not matter: "Čech, Ana" is "ana cech" (HANDBOOK B1).
struct FullName: Hashable {
    let words: [String]
    let text: String

    init(_ name: String) {
        var plain = String.UnicodeScalarView()
        for scalar in name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if scalar.properties.isWhitespace {
                plain.append(" ")
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                if scalar.properties.generalCategory != .nonspacingMark { plain.append(scalar) }
            }
        }
        words = String(plain).split(separator: " ").map(String.init).sorted()
        text = words.joined(separator: " ")
    }

    /// One word is a nickname or a given name: too little to suspect anything.
    var isFull: Bool { words.count >= 2 }
}

/// How much alike two texts are.
enum Likeness {
    /// 1 − edits / length of the longer (Levenshtein), both as Unicode scalars. Nil when below `floor`, found out early.
    static func of(_ left: [UInt32], _ right: [UInt32], atLeast floor: Double) -> Double? {
        let longest = max(left.count, right.count)
        guard longest > 0 else { return 1 }
        let allowed = Int((1 - floor) * Double(longest) + 1e-9)
        guard abs(left.count - right.count) <= allowed else { return nil }
        let begin = zip(left, right).prefix { $0 == $1 }.count
        let mostAlike = min(left.count, right.count) - begin
        let end = zip(left.reversed(), right.reversed()).prefix(mostAlike).prefix { $0 == $1 }.count
        return edits(Array(left[begin..<(left.count - end)]), Array(right[begin..<(right.count - end)]), most: allowed)
            .map { 1 - Double($0) / Double(longest) }
    }

    /// Nil when there are more than `allowed`.
    private static func edits(_ left: [UInt32], _ right: [UInt32], most allowed: Int) -> Int? {
        var row = Array(0...right.count)
        for (place, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            var best = row[0]
            for column in right.indices {
                let changed = min(row[column] + 1, row[column + 1] + 1, diagonal + (letter == right[column] ? 0 : 1))
                diagonal = row[column + 1]
                row[column + 1] = changed
                best = min(best, changed)
            }
            if best > allowed { return nil }
        }
        return row[right.count] <= allowed ? row[right.count] : nil
    }
}
