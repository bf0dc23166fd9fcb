import Foundation
import Records

/// What a run says of its tool, its rules and the places that its results point to.
struct SarifRun {
    private struct Rule {
        var id: String?
        var level: CodeFinding.Level?
        var messages: [String: String]
    }

    private(set) var tool: String?
    private(set) var toolVersions: Set<String> = []
    private var rules: [Rule] = []
    private var ruleByID: [String: Int] = [:]
    private var hasTool = false
    /// By name of the base: where it is, and from which other base.
    var bases: [String: JSONValue]?
    /// Addresses of the files, in their order.
    var artifacts: [String?] = []
    var shared: Set<String> = []

    mutating func describe(tool value: JSONValue) {
        hasTool = true
        let driver = value["driver"] ?? value
        tool = driver["name"]?.text
        toolVersions = Set(([driver] + (value["extensions"]?.elements ?? [])).compactMap(Self.version))
        rules = (driver["rules"]?.elements ?? []).map { rule in
            Rule(
                id: rule["id"]?.text,
                level: rule["defaultConfiguration"]?["level"]?.text.flatMap(CodeFinding.Level.init),
                messages: (rule["messageStrings"]?.members ?? [:]).compactMapValues { $0["text"]?.text })
        }
        for extra in value["extensions"]?.elements ?? [] {
            for rule in extra["rules"]?.elements ?? [] { describe(extra: rule) }
        }
        for (place, rule) in rules.enumerated() {
            if let id = rule.id, ruleByID[id] == nil { ruleByID[id] = place }
        }
    }

    private static func version(of component: JSONValue) -> String? {
        guard let name = component["name"]?.text, !name.isEmpty else { return nil }
        let version = component["semanticVersion"]?.text ?? component["version"]?.text
        return version.map { "\(name) \($0)" } ?? name
    }

    /// Rules of extensions are found by name only: their numbers begin anew in each extension.
    private var extras: [String: CodeFinding.Level] = [:]

    private mutating func describe(extra rule: JSONValue) {
        guard let id = rule["id"]?.text else { return }
        extras[id] = rule["defaultConfiguration"]?["level"]?.text.flatMap(CodeFinding.Level.init)
    }

    /// Whether what this result refers to has been read.
    func knowsAll(about result: SarifResult) -> Bool {
        let needsArtifact = result.uri == nil && result.artifact.map { $0 >= artifacts.count } ?? false
        return hasTool && !needsArtifact && (result.base == nil || bases != nil)
    }

    func finding(_ result: SarifResult) -> CodeFinding {
        let rule = rule(of: result)
        var finding = CodeFinding(
            tool: tool ?? "", rule: result.ruleID ?? rule?.id,
            level: result.level ?? rule?.level ?? result.ruleID.flatMap { extras[$0] } ?? .warning,
            message: message(of: result, rule), path: path(of: result), line: result.line,
            fingerprint: result.fingerprint, isSuppressed: result.isSuppressed)
        finding.column = result.column
        finding.baseline = result.baseline
        return finding
    }

    /// By number where it has one and the names agree; else by name, and `CA1000/1` is a part of rule `CA1000`.
    private func rule(of result: SarifResult) -> Rule? {
        if let place = result.ruleIndex, rules.indices.contains(place) {
            let rule = rules[place]
            if result.ruleID == nil || result.ruleID == rule.id { return rule }
        }
        var id = result.ruleID
        while let name = id {
            if let place = ruleByID[name] { return rules[place] }
            id = name.lastIndex(of: "/").map { String(name[..<$0]) }
        }
        return nil
    }

    private func message(of result: SarifResult, _ rule: Rule?) -> String {
        guard let id = result.messageID, let text = rule?.messages[id] else { return result.message }
        return result.messageArguments.enumerated().reduce(text) { text, argument in
            text.replacing("{\(argument.offset)}", with: argument.element)
        }
    }

    /// Relative to the repository as far as the log says: what is relative is kept, with the bases that are too.
    private func path(of result: SarifResult) -> String? {
        let own = result.uri ?? result.artifact.flatMap { artifacts.indices.contains($0) ? artifacts[$0] : nil }
        guard var path = own else { return nil }
        var base = result.base
        var seen: Set<String> = []
        while let name = base, !path.contains(":"), !path.hasPrefix("/"), seen.insert(name).inserted {
            let uri = bases?[name]?["uri"]?.text ?? ""
            if uri.contains(":") || uri.hasPrefix("/") { break }
            path = uri.isEmpty || uri.hasSuffix("/") ? uri + path : "\(uri)/\(path)"
            base = bases?[name]?["uriBaseId"]?.text
        }
        if path.hasPrefix("file://") { path = String(path.dropFirst(7)) }
        return path.removingPercentEncoding ?? path
    }
}
