/// Numbers and lists as a sentence says them.
enum Phrase {
    /// "9,200".
    static func number(_ value: Int) -> String {
        var text = ""
        for (place, digit) in String(value.magnitude).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }

    /// "1 file", "20 files".
    static func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
        "\(number(value)) \(value == 1 ? noun : plural ?? noun + "s")"
    }

    /// One of what a plural names: "module with 20 commits" of "modules with 20 commits".
    static func singular(of plural: String) -> String {
        let words = plural.split(separator: " ").map(String.init)
        // What follows a noun says which ones.
        let followers: Set = ["of", "with", "in", "on", "by", "for", "that", "whose", "as"]
        guard let place = words.indices.last(where: { !words[..<($0 + 1)].contains(where: followers.contains) }) else {
            return plural
        }
        var singular = words
        singular[place] = one(words[place])
        return singular.joined(separator: " ")
    }

    private static func one(_ plural: String) -> String {
        if plural == "people" { return "person" }
        if plural.hasSuffix("ies") { return plural.dropLast(3) + "y" }
        if plural.hasSuffix("ches") { return String(plural.dropLast(2)) }
        return plural.hasSuffix("s") ? String(plural.dropLast()) : plural
    }

    /// As `count`, with small numbers as words and a capital, for the start of a sentence: "Two modules".
    static func opening(_ value: Int, _ noun: String) -> String {
        let words = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
        let word = words.indices.contains(value) ? words[value] : number(value)
        return "\(word) \(value == 1 ? noun : noun + "s")"
    }

    /// A module's path in a sentence.
    static func module(_ path: String) -> String { path == "." ? "the top folder" : path }

    /// A share of 0–1 as "81 %", and as "under 1 %" rather than a nought that is none.
    static func percent(_ share: Double) -> String {
        if share > 0, share < 0.01 { return "under 1 %" }
        return "\(Int((share * 100).rounded())) %"
    }

    /// "a", "a and b", "a, b and c"; of five or more "a, b, c and 2 more".
    static func list(_ items: [String]) -> String {
        let shown = items.count > 4 ? Array(items.prefix(3)) + ["\(items.count - 3) more"] : items
        guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
        return shown.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The number with at most two decimals: "0.8", "3.33".
    static func decimal(_ value: Double) -> String {
        let hundredths = Int((value.magnitude * 100).rounded())
        let fraction = hundredths % 100
        var text = "\(number(hundredths / 100))"
        if fraction > 0 {
            text += fraction % 10 == 0 ? ".\(fraction / 10)" : fraction < 10 ? ".0\(fraction)" : ".\(fraction)"
        }
        return (value < 0 ? "-" : "") + text
    }
}
