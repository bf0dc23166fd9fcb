import Interface

/// Small numbers as words, the way a sentence wants them.
package enum Wording {
    private static let small = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]

    /// "one module", "nine modules", "14 modules", "1,204 modules".
    package static func count(_ count: Int, _ one: String, _ many: String) -> String {
        "\(number(count)) \(count == 1 ? one : many)"
    }

    package static func number(_ count: Int) -> String {
        small.indices.contains(count) ? small[count] : Format.number(count)
    }

    /// The sentence with its first letter large.
    package static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    /// An argument as a shell takes it: as it is where that is safe, else in single quotes.
    package static func quoted(_ argument: String) -> String {
        if argument.wholeMatch(of: /[\w.\/@%+=:,][\w.\/@%+=:,-]*/) != nil { return argument }
        return "'" + argument.replacing("'", with: "'\\''") + "'"
    }

    /// "Ada", "Ada and Bo", "Ada, Bo and Cy".
    package static func list(_ names: [String]) -> String {
        guard let last = names.last else { return "" }
        return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
    }
}
