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
    /// 1 − edits / length of the longer (Levenshtein). Nil when below `floor`, found out early.
    static func of(_ left: [UInt8], _ right: [UInt8], atLeast floor: Double) -> Double? {
        let longest = max(left.count, right.count)
        guard longest > 0 else { return 1 }
        let allowed = Int((1 - floor) * Double(longest) + 1e-9)
        guard abs(left.count - right.count) <= allowed else { return nil }
        var row = Array(0...right.count)
        for (place, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            var best = row[0]
            for column in right.indices {
                let changed = min(row[column] + 1, row[column + 1] + 1, diagonal + (byte == right[column] ? 0 : 1))
                diagonal = row[column + 1]
                row[column + 1] = changed
                best = min(best, changed)
            }
            if best > allowed { return nil }
        }
        return row[right.count] <= allowed ? 1 - Double(row[right.count]) / Double(longest) : nil
    }
}
