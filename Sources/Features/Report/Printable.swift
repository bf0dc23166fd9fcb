/// Text from outside made safe for a terminal.
///
/// A commit may be written by anybody, and a terminal obeys what it is sent. Control characters, and invisible ones that
/// reorder or hide what stands beside them, appear as escapes: `\u{1B}`. Everything that people write with stays.
package enum Printable {
    package static func text(_ raw: String) -> String {
        guard raw.unicodeScalars.contains(where: isHazardous) else { return raw }
        var result = ""
        for scalar in raw.unicodeScalars {
            if isHazardous(scalar) {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isHazardous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        // Joiners shape letters and emoji; the other format characters turn text around or hide it.
        case .format: scalar.value != 0x200C && scalar.value != 0x200D
        default: false
        }
    }
}

/// How many columns a text takes in a terminal.
package enum DisplayWidth {
    package static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

    private static func of(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return wide.contains { $0.contains(first.value) } ? 2 : 1
        }
    }

    /// East Asian wide and full-width blocks (Unicode Annex 11), and emoji.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]

    /// The text cut so that it takes at most `width` columns, with "…" where something is missing.
    package static func fitted(_ text: String, in width: Int) -> String {
        guard of(text) > width, width > 0 else { return width > 0 ? text : "" }
        var result = ""
        var used = 0
        for character in text {
            let size = of(character)
            if used + size > width - 1 { break }
            result.append(character)
            used += size
        }
        return result + "…"
    }

    /// The text with spaces up to `width` columns.
    package static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - of(text)))
    }

    /// Lines of at most `width` columns, broken between words; a longer word is cut.
    package static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if !line.isEmpty, of(line) + 1 + of(String(word)) > width {
                lines.append(line)
                line = ""
            }
            if !line.isEmpty { line += " " }
            line += word
            while of(line) > width {
                let head = String(fitted(line, in: width + 1).dropLast())
                if head.isEmpty { break }
                lines.append(head)
                line = String(line.dropFirst(head.count))
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
