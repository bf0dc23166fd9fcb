import Records

/// What somebody asks to have merged, as far as it can be looked at before anybody reviews it.
package struct ChangeRequest: Hashable, Sendable {
    package var title: String
    package var body: String
    package var branch: String
    package var labels: [String]
    /// Added and deleted; nil where nobody counted.
    package var changedLines: Int?
    /// Nil where they are not known.
    package var paths: [String]?

    package init(
        title: String, body: String, branch: String = "", labels: [String] = [], changedLines: Int? = nil,
        paths: [String]? = nil
    ) {
        self.title = title
        self.body = body
        self.branch = branch
        self.labels = labels
        self.changedLines = changedLines
        self.paths = paths
    }

    /// Where the code hosts look for a template, in that order.
    package static let templatePaths = [
        ".github/pull_request_template.md", ".github/PULL_REQUEST_TEMPLATE.md", "pull_request_template.md",
        "PULL_REQUEST_TEMPLATE.md", "docs/pull_request_template.md", "docs/PULL_REQUEST_TEMPLATE.md",
        ".gitlab/merge_request_templates/Default.md", ".gitlab/merge_request_templates/default.md",
    ]
}

/// The parts of a description: headings, and what was written under each.
struct DescribedParts {
    struct Part: Hashable {
        /// As it stands: "How tested (commands, cases)".
        let heading: String
        /// Without comments, in one line.
        let text: String

        /// Lower-case words of the heading without what stands in brackets: `how tested`.
        var name: String { Self.name(of: heading) }

        static func name(of heading: some StringProtocol) -> String {
            let bare = heading.prefix { $0 != "(" }
            return bare.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
        }
    }

    let parts: [Part]

    init(_ markdown: String) {
        var parts: [Part] = []
        var heading: String?
        var lines: [Substring] = []
        var isCode = false
        func close() {
            guard let heading else { return }
            parts.append(Part(heading: heading, text: lines.joined(separator: " ").trimmingWhitespace))
        }
        for line in Self.withoutComments(markdown).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        {
            if line.trimmingWhitespace.hasPrefix("```") { isCode.toggle() }
            if !isCode, let found = Self.heading(of: line) {
                close()
                (heading, lines) = (found, [])
            } else {
                lines.append(line)
            }
        }
        close()
        self.parts = parts
    }

    /// `## Why (the problem)`, and a line that is bold from end to end.
    private static func heading(of line: Substring) -> String? {
        let text = line.trimmingWhitespace
        let marks = text.prefix { $0 == "#" }
        if (1...6).contains(marks.count), text.dropFirst(marks.count).first == " " {
            return text.dropFirst(marks.count).trimmingWhitespace
        }
        if text.hasPrefix("**"), text.hasSuffix("**"), text.count > 4, !text.dropFirst(2).dropLast(2).contains("**") {
            return text.dropFirst(2).dropLast(2).trimmingWhitespace
        }
        return nil
    }

    /// HTML comments are what a template says to the writer. One that never ends takes the rest with it, as a reader sees it.
    static func withoutComments(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "<!--") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstRange(of: "-->") else { return result }
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}

extension StringProtocol {
    var trimmingWhitespace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
