import Foundation

/// A run of lines `key: value` and `- key: text`, up to the next empty line.
struct PackBlock {
    struct Line {
        let number: Int
        let key: String
        var value: String
    }

    /// The first field, which says what the block is.
    let head: Line
    private let fields: [Line]
    /// The lines that begin with a dash.
    let options: [Line]

    static let keys: [String: Set<String>] = [
        "pack": ["version", "title", "why", "source", "every", "answers"],
        "scale": ["title", "low is good"],
        "question": ["version", "text", "why", "source", "answers", "reversed", "scale", "trend of", "low is good"],
    ]

    private init(_ lines: [Line]) throws(PackTrouble) {
        let fields = lines.filter { !$0.key.hasPrefix("- ") }
        guard let head = fields.first, let known = Self.keys[head.key] else {
            throw PackTrouble(
                lines[0].number, "A block begins with \"pack:\", \"scale:\" or \"question:\" and its name.")
        }
        for line in fields.dropFirst() where !known.contains(line.key) {
            throw PackTrouble(
                line.number,
                "\"\(line.key)\" is no field of a \(head.key). There are: "
                    + known.sorted().joined(separator: ", ") + ".")
        }
        for (place, line) in fields.enumerated() where fields[..<place].contains(where: { $0.key == line.key }) {
            throw PackTrouble(line.number, "\"\(line.key)\" stands here a second time.")
        }
        self.head = head
        self.fields = Array(fields.dropFirst())
        options = lines.filter { $0.key.hasPrefix("- ") }.map {
            Line(number: $0.number, key: String($0.key.dropFirst(2)), value: $0.value)
        }
    }

    subscript(_ key: String) -> Line? { fields.first { $0.key == key } }

    func required(_ key: String) throws(PackTrouble) -> String {
        guard let line = self[key], !line.value.isEmpty else {
            throw PackTrouble(head.number, "This \(head.key) has no \"\(key):\".")
        }
        return line.value
    }

    func number(_ key: String, or usual: Int) throws(PackTrouble) -> Int {
        guard let line = self[key] else { return usual }
        guard let number = Int(line.value), (1...1_000).contains(number) else {
            throw PackTrouble(line.number, "\"\(key)\" is a whole number from 1.")
        }
        return number
    }

    func flag(_ key: String) throws(PackTrouble) -> Bool {
        guard let line = self[key] else { return false }
        guard ["yes", "no"].contains(line.value) else {
            throw PackTrouble(line.number, "\"\(key)\" is yes or no.")
        }
        return line.value == "yes"
    }

    /// The blocks of a file. Lines that begin with `#` are comments; one that begins with a space goes on with the line
    /// before it.
    static func all(of text: String) throws(PackTrouble) -> [PackBlock] {
        var blocks: [PackBlock] = []
        var lines: [Line] = []
        for (place, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = raw.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("#") { continue }
            if line.isEmpty {
                if !lines.isEmpty { blocks.append(try PackBlock(lines)) }
                lines = []
            } else if raw.first?.isWhitespace ?? false, !line.hasPrefix("- "), !lines.isEmpty {
                lines[lines.count - 1].value += " " + line
            } else {
                lines.append(try Self.line(line, place + 1))
            }
        }
        if !lines.isEmpty { blocks.append(try PackBlock(lines)) }
        return blocks
    }

    private static func line(_ text: String, _ number: Int) throws(PackTrouble) -> Line {
        guard let colon = text.firstIndex(of: ":") else {
            throw PackTrouble(
                number, "Expected \"key: value\"; a longer value goes on in a line that begins with a space.")
        }
        let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        return Line(number: number, key: String(text[..<colon]).trimmingCharacters(in: .whitespaces), value: value)
    }
}
