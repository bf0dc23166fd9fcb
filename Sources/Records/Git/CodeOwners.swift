/// Who answers for which paths, as a CODEOWNERS file says.
///
/// In GitHub's reading the last line that matches a path decides, and a line without owners says "nobody". A file with
/// sections is read as GitLab reads it: every section decides for itself, a line without owners takes those of its
/// section, `!` takes paths out of one, and a path without a leading slash lies at any depth.
package struct CodeOwners: Hashable, Sendable {
    package struct Section: Hashable, Sendable {
        /// Empty for the lines before any section.
        package var name: String
        /// Approval is not asked for (GitLab's `^`).
        package var isOptional: Bool
        package var defaultOwners: [String]
        package var rules: [Rule] = []
    }

    package struct Rule: Hashable, Sendable {
        package var pattern: String
        package var owners: [String]
        package var line: Int
        let matcher: CodeOwnersMatcher
    }

    package private(set) var sections: [Section] = [Section(name: "", isOptional: false, defaultOwners: [])]

    package init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let hasSections = lines.contains { Section(header: $0) != nil }
        var current = 0
        for (place, line) in lines.enumerated() {
            if let section = Section(header: line) {
                current = open(section)
            } else if let rule = Rule(line, number: place + 1, hasSections: hasSections) {
                sections[current].rules.append(rule)
            }
        }
    }

    /// All lines that name a pattern.
    package var rules: [Rule] { sections.flatMap(\.rules) }

    /// The owners in the order of the file, each once.
    package func owners(of path: String) -> [String] { naming(path).map(\.owner) }

    /// The same, with the pattern of the line that names each first.
    package func naming(_ path: String) -> [(owner: String, pattern: String)] {
        var found: [(owner: String, pattern: String)] = []
        for section in sections {
            guard let rule = section.rule(for: path) else { continue }
            for owner in section.owners(by: rule) where !found.contains(where: { $0.owner == owner }) {
                found.append((owner, rule.pattern))
            }
        }
        return found
    }

    /// Everybody whom any line names, and every section as a whole.
    package var owners: Set<String> { Set(sections.flatMap { $0.defaultOwners + $0.rules.flatMap(\.owners) }) }

    /// Sections of the same name, in whatever case, are one.
    private mutating func open(_ section: Section) -> Int {
        let same = sections.firstIndex { !$0.name.isEmpty && $0.name.lowercased() == section.name.lowercased() }
        if let same { return same }
        sections.append(section)
        return sections.count - 1
    }
}

extension CodeOwners.Section {
    /// The line that decides; nil where none does.
    func rule(for path: String) -> CodeOwners.Rule? {
        if rules.contains(where: { $0.matcher.isExclusion && $0.matcher.matches(path) }) { return nil }
        return rules.last { !$0.matcher.isExclusion && $0.matcher.matches(path) }
    }

    func owners(by rule: CodeOwners.Rule) -> [String] { rule.owners.isEmpty ? defaultOwners : rule.owners }

    /// `[Name]`, `^[Name][2] @owner`: anything after the brackets has to be an owner.
    init?(header line: Substring) {
        var rest = line.drop(while: \.isWhitespace)
        let isOptional = rest.first == "^"
        if isOptional { rest.removeFirst() }
        guard rest.first == "[", let close = rest.firstIndex(of: "]") else { return nil }
        let name = rest[rest.index(after: rest.startIndex)..<close]
        rest = rest[rest.index(after: close)...]
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            guard Int(rest[rest.index(after: rest.startIndex)..<end]) != nil else { return nil }
            rest = rest[rest.index(after: end)...]
        }
        guard !name.isEmpty, rest.isEmpty || rest.first?.isWhitespace == true else { return nil }
        let words = rest.split(whereSeparator: \.isWhitespace).prefix { !$0.hasPrefix("#") }.map(String.init)
        guard words.allSatisfy({ $0.contains("@") }) else { return nil }
        self.init(name: String(name), isOptional: isOptional, defaultOwners: words)
    }
}
