/// What the `.gitattributes` files of a tree say about its paths, with git's order and precedence.
///
/// A file deeper in the tree wins over one above it, and a later line over an earlier one. Macros are defined at the
/// root only; `binary` is known from the start.
package struct Attributes: Sendable {
    package enum State: Hashable, Sendable {
        case set
        case unset
        case value(String)
    }

    private var rules: [String: [AttributeRule]] = [:]
    private var macros: [String: [AttributeRule.Setting]] = [
        "binary": [
            .init(name: "diff", state: .unset), .init(name: "merge", state: .unset), .init(name: "text", state: .unset),
        ]
    ]

    /// - Parameter files: the text of each `.gitattributes` by its path.
    package init(files: [String: String]) {
        for (path, text) in files {
            let folder = Self.folder(of: path)
            for line in text.split(whereSeparator: \.isNewline) {
                switch AttributeRule.Line(String(line), folder: folder) {
                case .rule(let rule): rules[folder, default: []].append(rule)
                case .macro(let name, let settings) where folder.isEmpty: macros[name] = settings
                case .macro, nil: break
                }
            }
        }
    }

    package var isEmpty: Bool { rules.isEmpty }

    /// Every attribute that a file at this path has; those that are not mentioned are unspecified.
    package func states(of path: String) -> [String: State] {
        var known: [String: State?] = [:]
        var folder = Self.folder(of: path)
        while true {
            for rule in (rules[folder] ?? []).reversed() where rule.pattern.matches(path) {
                fill(&known, with: rule.settings)
            }
            if folder.isEmpty { break }
            folder = Self.folder(of: folder)
        }
        return known.compactMapValues { $0 }
    }

    /// What is known already stays; a macro that becomes set brings its own settings along.
    private func fill(_ known: inout [String: State?], with settings: [AttributeRule.Setting]) {
        for setting in settings.reversed() where known[setting.name] == nil {
            known.updateValue(setting.state, forKey: setting.name)
            if setting.state == .set, let more = macros[setting.name] { fill(&known, with: more) }
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}
