import Foundation

/// What in a text may tell who wrote it, shown to the writer before sending and to nobody else.
package struct WritingHint: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable {
        case name
        case address
        /// A word as programs are written with.
        case code
        /// A ticket, a date or another number that leads to something.
        case number
        case quotation
    }

    package let kind: Kind
    package let text: String

    /// - Parameter names: of the people who may be asked.
    package static func hints(in text: String, names: [String] = []) -> [WritingHint] {
        var hints: [WritingHint] = []
        func add(_ kind: Kind, _ found: some StringProtocol) {
            let hint = WritingHint(kind: kind, text: String(found))
            if !hints.contains(hint) { hints.append(hint) }
        }
        for match in text.matches(of: /[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|https?:\/\/\S+|@[A-Za-z0-9_-]+/) {
            add(.address, match.output)
        }
        for match in text.matches(
            of: /\b[A-Z][A-Z0-9]+-[0-9]+\b|#[0-9]+|\b[0-9]{1,4}[.\/-][0-9]{1,2}[.\/-][0-9]{1,4}\b/)
        {
            add(.number, match.output)
        }
        for match in text.matches(
            of:
                /`[^`]+`|\b[a-z]+(?:[A-Z][a-z0-9]*)+\b|\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\b|\b[A-Za-z0-9]+_[A-Za-z0-9_]+\b|\b[\w-]+\.[a-z]{1,5}\(\)|\b\w+\(\)/
        ) {
            add(.code, match.output)
        }
        for match in text.matches(of: /"[^"]{3,}"|“[^”]{3,}”|„[^“”]{3,}[“”]/) { add(.quotation, match.output) }
        let words = Set(text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init))
        for name in names.flatMap({ $0.split(separator: " ") })
        where name.count > 2 && words.contains(name.lowercased()) {
            add(.name, name)
        }
        return hints
    }
}
