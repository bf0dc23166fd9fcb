/// What stands between the fields of a file.
struct TextDialect {
    let delimiter: Character
    /// From which line on there is data: a spreadsheet may name the delimiter in a line of its own (`sep=;`).
    let firstLine: Int

    private static let candidates: [Character] = [",", ";", "\t", "|"]

    init(_ text: Substring) {
        let head = text.prefix(20_000)
        let first = head.prefix { !$0.isNewline }
        if first.hasPrefix("sep="), first.count == 5, let named = first.last {
            delimiter = named
            firstLine = 2
        } else {
            delimiter = Self.guess(head)
            firstLine = 1
        }
    }

    /// The candidate that most lines hold equally often, the oftener the better.
    private static func guess(_ text: Substring) -> Character {
        var lines: [[Character: Int]] = [[:]]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if isQuoted { continue }
            if character.isNewline {
                if lines.count == 50 { break }
                lines.append([:])
            } else if candidates.contains(character) {
                lines[lines.count - 1][character, default: 0] += 1
            }
        }
        func weight(_ candidate: Character) -> Int {
            let counts = lines.filter { !$0.isEmpty }.map { $0[candidate] ?? 0 }
            guard let first = counts.first, first > 0 else { return 0 }
            return counts.count { $0 == first } * 1_000 + min(first, 999)
        }
        return candidates.max { weight($0) < weight($1) }.flatMap { weight($0) > 0 ? $0 : nil } ?? ","
    }
}
