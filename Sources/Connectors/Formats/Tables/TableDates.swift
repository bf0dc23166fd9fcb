import Foundation

/// How a table writes points in time.
package enum TableDates: Hashable, Sendable {
    /// `2026-03-02T09:00:00Z`, or with an offset; without either it is UTC.
    case iso
    /// Seconds or milliseconds since 1970.
    case unix, unixMilliseconds
    /// Digits at fixed places, named by letters: `dd.MM.yyyy HH:mm:ss`; the offset from UTC in seconds.
    case pattern(String, offset: Int64)

    init(_ name: String?, offset: String?) throws(FormatTrouble) {
        switch name {
        case nil, "iso": self = .iso
        case "unix": self = .unix
        case "unix-ms": self = .unixMilliseconds
        case .some(let pattern):
            guard pattern.contains("yyyy"), pattern.contains("MM"), pattern.contains("dd") else {
                throw .mapping("“dates” is “\(pattern)”; it is iso, unix, unix-ms or a pattern like dd.MM.yyyy HH:mm")
            }
            self = .pattern(pattern, offset: try Self.seconds(offset ?? "+00:00"))
        }
    }

    /// In words for whoever wrote the table.
    var wanted: String {
        switch self {
        case .iso: "a date like 2026-03-02T09:00:00Z"
        case .unix: "seconds since 1970"
        case .unixMilliseconds: "milliseconds since 1970"
        case .pattern(let pattern, _): "a date like \(pattern)"
        }
    }

    /// Seconds since 1970; nil where the text is not of this shape, or no day that exists.
    func read(_ text: String) -> Int64? {
        switch self {
        case .iso: Instant(text.replacing(" ", with: "T", maxReplacements: 1))?.seconds
        case .unix: Double(text).flatMap { Int64(exactly: $0.rounded(.down)) }
        case .unixMilliseconds: Double(text).flatMap { Int64(exactly: ($0 / 1000).rounded(.down)) }
        case .pattern(let pattern, let offset): Self.read(text, pattern).map { $0 - offset }
        }
    }

    private static func read(_ text: String, _ pattern: String) -> Int64? {
        guard text.utf8.count == pattern.utf8.count else { return nil }
        var numbers: [Character: String] = [:]
        for (letter, character) in zip(pattern, text) {
            if "yMdHms".contains(letter) {
                guard character.isASCII, character.isNumber else { return nil }
                numbers[letter, default: ""].append(character)
            } else if letter != character {
                return nil
            }
        }
        func two(_ letter: Character) -> String { numbers[letter] ?? "00" }
        let iso = "\(numbers["y"] ?? "")-\(two("M"))-\(two("d"))T\(two("H")):\(two("m")):\(two("s"))Z"
        return Instant(iso)?.seconds
    }

    private static func seconds(_ offset: String) throws(FormatTrouble) -> Int64 {
        guard let match = offset.wholeMatch(of: /([+-])(\d\d):(\d\d)/), let hours = Int64(match.2),
            let minutes = Int64(match.3)
        else { throw .mapping("“offset” is “\(offset)”; it is like +01:00") }
        return (match.1 == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
