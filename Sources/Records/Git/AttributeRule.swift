/// One line of a `.gitattributes` file.
struct AttributeRule: Sendable {
    struct Setting: Sendable {
        let name: String
        /// Nil for `!name`: back to unspecified.
        let state: Attributes.State?
    }

    enum Line {
        case rule(AttributeRule)
        case macro(String, [Setting])
    }

    let pattern: PathPattern
    let settings: [Setting]
}

extension AttributeRule.Line {
    /// Nil for a comment and for a line that git passes over: one with a wrong name, a negated pattern, or too long.
    init?(_ text: String, folder: String) {
        var line = text.utf8.drop(while: Self.isBlank)
        guard let first = line.first, first != UInt8(ascii: "#"), text.utf8.count < 2048 else { return nil }
        var pattern = Self.quotedPattern(&line) ?? Self.word(&line)
        if pattern.count > Self.macroMark.count, pattern.starts(with: Self.macroMark) {
            // The name may stand apart from its mark.
            pattern.removeFirst(Self.macroMark.count)
            guard let name = Self.name(pattern), let settings = Self.settings(line) else { return nil }
            self = .macro(name, settings)
            return
        }
        guard pattern.first != UInt8(ascii: "!"), let settings = Self.settings(line) else { return nil }
        self = .rule(AttributeRule(pattern: PathPattern(bytes: pattern, base: folder), settings: settings))
    }

    private static let macroMark = Array("[attr]".utf8)

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || 9...13 ~= byte && byte != 11 && byte != 12 }

    private static func word(_ line: inout Substring.UTF8View) -> [UInt8] {
        let word = line.prefix { !isBlank($0) }
        line = line.dropFirst(word.count)
        return Array(word)
    }

    private static func settings(_ text: Substring.UTF8View) -> [AttributeRule.Setting]? {
        var settings: [AttributeRule.Setting] = []
        for word in text.split(whereSeparator: isBlank) {
            guard let setting = setting(Array(word)) else { return nil }
            settings.append(setting)
        }
        return settings
    }

    private static func setting(_ word: [UInt8]) -> AttributeRule.Setting? {
        switch word.first {
        case UInt8(ascii: "-"):
            return name(word.dropFirst()).map { AttributeRule.Setting(name: $0, state: .unset) }
        case UInt8(ascii: "!"):
            return name(word.dropFirst()).map { AttributeRule.Setting(name: $0, state: nil) }
        default:
            guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else {
                return name(word).map { AttributeRule.Setting(name: $0, state: .set) }
            }
            let value = String(decoding: word[(equals + 1)...], as: UTF8.self)
            return name(word[..<equals]).map { AttributeRule.Setting(name: $0, state: .value(value)) }
        }
    }

    /// Letters, digits, `-`, `_` and `.`, not beginning with `-`.
    private static func name(_ bytes: some Collection<UInt8>) -> String? {
        let isValid = bytes.allSatisfy { byte in
            97...122 ~= byte || 65...90 ~= byte || 48...57 ~= byte || byte == 45 || byte == 46 || byte == 95
        }
        guard isValid, let first = bytes.first, first != UInt8(ascii: "-") else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A pattern in double quotes, as C writes a string; nil where there is none.
    private static func quotedPattern(_ line: inout Substring.UTF8View) -> [UInt8]? {
        guard line.first == UInt8(ascii: "\"") else { return nil }
        var rest = line.dropFirst()
        var pattern: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                line = rest
                return pattern
            }
            guard byte == .backslash else {
                pattern.append(byte)
                continue
            }
            guard let escaped = escape(&rest) else { return nil }
            pattern.append(escaped)
        }
        return nil
    }

    private static func escape(_ rest: inout Substring.UTF8View) -> UInt8? {
        guard let byte = rest.popFirst() else { return nil }
        if let plain = escapes[byte] { return plain }
        guard 48...51 ~= byte, let second = rest.popFirst(), let third = rest.popFirst(), 48...55 ~= second,
            48...55 ~= third
        else { return nil }
        return (byte - 48) << 6 | (second - 48) << 3 | (third - 48)
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, .backslash: .backslash,
        UInt8(ascii: "\""): UInt8(ascii: "\""),
    ]
}
