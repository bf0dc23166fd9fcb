import Foundation
import Records

/// What mending a finding of each rule takes, as a team agrees in a file of its repository.
///
/// ```json
/// { "files": ["**/*.swift", "!Tests/"],
///   "rules": { "force_cast": 10, "line_length": 1 },
///   "tools": { "ESLint": { "complexity": 45 } },
///   "levels": { "error": 30, "warning": 10, "note": 2 } }
/// ```
package struct MendingCosts: Sendable {
    /// Minutes by rule, whichever tool found it.
    private let rules: [String: Double]
    /// By tool, and there by rule; they go before the others.
    private let tools: [String: [String: Double]]
    /// Of rules that have no cost of their own.
    private let levels: [CodeFinding.Level: Double]
    private let files: [(pattern: PathPattern, takesBack: Bool)]
    /// The same for files that say the same, however they are written.
    package let canonical: Data

    private static let members = ["files", "levels", "rules", "tools"]

    /// - Throws: `FormatTrouble` with a sentence.
    package init(_ data: Data) throws(FormatTrouble) {
        let value = try Self.value(data)
        guard case .object(let members) = value else { throw .costs("it is no JSON object; it begins with {") }
        if let unknown = members.keys.sorted().first(where: { !Self.members.contains($0) }) {
            throw .costs("it has no place for “\(unknown)”; there are \(Self.members.joined(separator: ", "))")
        }
        rules = try Self.minutes(members["rules"], "rules")
        var tools: [String: [String: Double]] = [:]
        for (tool, costs) in try Self.object(members["tools"], "tools") {
            tools[tool] = try Self.minutes(costs, "tools.\(tool)")
        }
        self.tools = tools
        levels = try Self.levels(members["levels"])
        files = try Self.patterns(members["files"])
        if rules.isEmpty, levels.isEmpty, tools.values.allSatisfy(\.isEmpty) {
            throw .costs("nothing in it has a cost; write minutes by rule into “rules”")
        }
        do { canonical = try JSONValue.canonical(value) } catch { throw .costs("it cannot be written again") }
    }

    package var namesFiles: Bool { !files.isEmpty }

    /// Minutes that mending it takes; nil where nobody says.
    package func minutes(for finding: CodeFinding) -> Double? {
        let own = finding.rule.flatMap { rule in
            tools[finding.tool].flatMap { Self.minutes(of: rule, in: $0) } ?? Self.minutes(of: rule, in: rules)
        }
        return own ?? levels[finding.level]
    }

    /// Whether a file belongs to the analysed languages; all do where the file names none. The last pattern that fits decides.
    ///
    /// - Parameter path: from the root of the repository.
    package func cover(_ path: String) -> Bool {
        guard let last = files.last(where: { $0.pattern.matchesWithin(path) }) else { return files.isEmpty }
        return !last.takesBack
    }

    /// `CA1000/1` is a part of rule `CA1000`, as in SARIF.
    private static func minutes(of rule: String, in costs: [String: Double]) -> Double? {
        var name = rule[...]
        while true {
            if let minutes = costs[String(name)] { return minutes }
            guard let slash = name.lastIndex(of: "/") else { return nil }
            name = name[..<slash]
        }
    }
}

extension MendingCosts {
    private static func value(_ data: Data) throws(FormatTrouble) -> JSONValue {
        if data.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { throw .empty }
        do { return try JSONValue(json: data) } catch {
            guard case DecodingError.dataCorrupted(let context) = error, let place = context.underlyingError as? NoJSON
            else { throw .costs("it is no JSON") }
            let line = 1 + data.prefix(place.byte).count { $0 == UInt8(ascii: "\n") }
            throw .broken(line: line, why: "here it stops being JSON; look for a comma or a quotation mark")
        }
    }

    private static func object(_ value: JSONValue?, _ name: String) throws(FormatTrouble) -> [String: JSONValue] {
        switch value {
        case nil: return [:]
        case .object(let members): return members
        default: throw .costs("“\(name)” is no object; write { \"name of a rule\": minutes }")
        }
    }

    /// No single finding takes seventy days.
    private static let most = 100_000.0

    private static func minutes(_ value: JSONValue?, _ name: String) throws(FormatTrouble) -> [String: Double] {
        var found: [String: Double] = [:]
        for (rule, minutes) in try object(value, name).sorted(by: { $0.key < $1.key }) {
            guard case .number(let number) = minutes, (0...most).contains(number) else {
                let example = "\"\(rule)\": 10"
                throw .costs("“\(name).\(rule)” should be minutes, a number from 0 to \(Int(most)); write \(example)")
            }
            found[rule] = number
        }
        return found
    }

    private static func levels(_ value: JSONValue?) throws(FormatTrouble) -> [CodeFinding.Level: Double] {
        var found: [CodeFinding.Level: Double] = [:]
        for (name, minutes) in try minutes(value, "levels") {
            guard let level = CodeFinding.Level(rawValue: name), level != .none else {
                throw .costs("“levels.\(name)” is no level of a finding; there are error, warning, note")
            }
            found[level] = minutes
        }
        return found
    }

    private static func patterns(
        _ value: JSONValue?
    ) throws(FormatTrouble) -> [(pattern: PathPattern, takesBack: Bool)] {
        guard let value else { return [] }
        let texts = value.elements.compactMap(\.text)
        guard !texts.isEmpty, texts.count == value.elements.count, !texts.contains(where: \.isEmpty) else {
            throw .costs("“files” should be a list of patterns; write \"files\": [\"**/*.swift\"]")
        }
        return texts.map { text in
            let takesBack = text.hasPrefix("!")
            return (PathPattern(takesBack ? text.dropFirst() : text[...]), takesBack)
        }
    }
}
