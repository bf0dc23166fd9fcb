import Records

/// Whether a change request says what reviewers need (HANDBOOK E8, H4), and what makes it one to look at together.
package struct ChangeRequestCheck: Hashable, Sendable {
    package struct Finding: Codable, Hashable, Sendable {
        package enum Level: String, Codable, Sendable {
            /// Has to be mended before somebody is asked to review it.
            case error
            case warning
        }

        package var level: Level
        /// Which part: `why`, `ticket`, `size`.
        package var part: String
        /// What is missing, and what to do.
        package var sentence: String
    }

    /// What a team may choose. The rest is HANDBOOK's.
    package struct Rules: Hashable, Sendable {
        /// The parts that a description has, in order; the first three need text.
        package var headings: [String]
        /// Nil looks for `ABC-123`, `#123`, `GH-123` and addresses of issues.
        package var ticket: TicketPattern?
        /// More changed lines than this are hard to review well.
        package var mostLines: Int
        /// What stands under the headings of a template before anybody wrote there, by the heading's name.
        var unwritten: [String: String] = [:]

        package init(headings: [String] = Self.usualHeadings, ticket: TicketPattern? = nil, mostLines: Int = 400) {
            self.headings = headings
            self.ticket = ticket
            self.mostLines = mostLines
        }

        /// The parts of a repository's own template; those of HANDBOOK H4 where it has none.
        package init(template: String?, ticket: TicketPattern? = nil, mostLines: Int = 400) {
            let own = template.map { DescribedParts($0).parts } ?? []
            let headings = own.isEmpty ? Self.usualHeadings : own.map(\.heading)
            self.init(headings: headings, ticket: ticket, mostLines: mostLines)
            unwritten = Dictionary(own.map { ($0.name, $0.text) }) { first, _ in first }
        }

        package static let usualHeadings = ["Why", "What", "How tested", "Risk, rollback", "Contract", "Look here"]
    }

    package let findings: [Finding]
    /// Why a lead should look at it together with somebody; empty for an ordinary change.
    package let complexity: [String]

    package var isWell: Bool { !findings.contains { $0.level == .error } }

    /// - Parameter owners: who answers for which paths; nil where no file says.
    package init(_ request: ChangeRequest, rules: Rules = Rules(), owners: CodeOwners? = nil) {
        let isTrivial = request.labels.contains { $0.lowercased() == "trivial" } && request.changedLines ?? .max <= 10
        let parts = DescribedParts(request.body).parts
        var findings = rules.headings.enumerated().compactMap { place, heading in
            Self.missing(heading, isNeeded: place < 3, isTrivial: isTrivial, rules, in: parts)
        }
        if !isTrivial, !request.namesTicket(rules.ticket ?? .usual) {
            findings.append(
                Finding(
                    level: .error, part: "ticket",
                    sentence:
                        "No ticket is named. Write its key or address, such as ABC-123 or #123, or label the change “trivial” if it is at most ten lines."
                ))
        }
        if let lines = request.changedLines, lines > rules.mostLines {
            findings.append(
                Finding(
                    level: .warning, part: "size",
                    sentence:
                        "It changes \(lines) lines, and reviews find less beyond \(rules.mostLines). Could it be two?"))
        }
        let contract = (request.paths ?? []).filter(SensitivePath.isContract)
        if let first = contract.first, !Self.says("contract", parts), !Self.says("api", parts) {
            findings.append(
                Finding(
                    level: .warning, part: "contract",
                    sentence: "It changes what others rely on (\(first)) and does not say what that means for them."))
        }
        self.findings = findings
        complexity = Self.complexity(request, rules, owners)
    }

    private static let leastText = 15

    private static func missing(
        _ heading: String, isNeeded: Bool, isTrivial: Bool, _ rules: Rules, in parts: [DescribedParts.Part]
    ) -> Finding? {
        let name = DescribedParts.Part.name(of: heading)
        if isTrivial, name.hasPrefix("risk") { return nil }
        guard let part = parts.first(where: { $0.name == name }) else {
            return Finding(
                level: isNeeded ? .error : .warning, part: name,
                sentence: "The part “\(heading)” is missing. Add it, even if it says “none”.")
        }
        let text = part.text == rules.unwritten[name] ? "" : part.text
        guard isNeeded, text.count < leastText else { return nil }
        return Finding(
            level: .error, part: name,
            sentence: text.isEmpty
                ? "“\(heading)” has nothing under it. Say it in a sentence."
                : "“\(heading)” says too little to review by: “\(text)”. Say it in a sentence.")
    }

    private static func says(_ word: String, _ parts: [DescribedParts.Part]) -> Bool {
        parts.contains { $0.name.split(separator: " ").contains(Substring(word)) && !$0.text.isEmpty }
    }

    private static func complexity(_ request: ChangeRequest, _ rules: Rules, _ owners: CodeOwners?) -> [String] {
        var reasons: [String] = []
        if let lines = request.changedLines, lines > rules.mostLines { reasons.append("\(lines) changed lines") }
        let paths = request.paths ?? []
        func name(_ chosen: [String], _ what: String) {
            guard let first = chosen.first else { return }
            reasons.append("\(what): \(first)\(chosen.count > 1 ? " and \(chosen.count - 1) more" : "")")
        }
        name(paths.filter(SensitivePath.isContract), "a contract or a schema")
        name(paths.filter(SensitivePath.isAboutSecurity), "security")
        if let owners { name(paths.filter { owners.owners(of: $0).isEmpty }, "nobody answers for") }
        let places = Set(paths.map { $0.split(separator: "/").dropLast().prefix(2).joined(separator: "/") })
        if places.count > 5 { reasons.append("\(places.count) parts of the repository at once") }
        return reasons
    }
}

/// How a ticket is written.
package struct TicketPattern: Hashable, Sendable {
    private let source: String

    /// Nil for what is no regular expression.
    package init?(_ source: String) {
        guard (try? Regex(source)) != nil else { return nil }
        self.source = source
    }

    private init(checked source: String) { self.source = source }

    package static let usual = TicketPattern(
        checked:
            #"\b(?!UTF-|SHA-|ISO-|RFC-|CVE-|HTTP-|TLS-|AES-|RSA-|MD-)[A-Z][A-Z0-9]+-[1-9][0-9]*\b|(^|[\s(\[])(GH-|#|!)[1-9][0-9]*\b|https?://\S+/(issues|browse|work_items|task|issue)/\S+"#
    )

    /// Reading the expression costs more than looking for it, so that it is done once for all texts.
    func isIn(any texts: [String]) -> Bool {
        guard let regex = try? Regex(source) else { return false }
        return texts.contains { $0.contains(regex) }
    }
}

/// Paths whose changes concern more than those who read them.
enum SensitivePath {
    /// What other programs rely on: descriptions of interfaces, and schemas of databases.
    static func isContract(_ path: String) -> Bool {
        let path = path.lowercased()
        let name = path.split(separator: "/").last ?? ""
        let folders = path.split(separator: "/").dropLast()
        if [".proto", ".graphql", ".graphqls", ".avsc", ".xsd", ".wsdl", ".thrift"].contains(where: name.hasSuffix) {
            return true
        }
        let isDescription = [".yaml", ".yml", ".json"].contains(where: name.hasSuffix)
        if isDescription, ["openapi", "swagger", "asyncapi"].contains(where: name.contains) { return true }
        return folders.contains {
            ["migrations", "migration", "schema", "schemas", "liquibase", "flyway"].contains($0)
        }
    }

    /// Who may come in and what protects them.
    static func isAboutSecurity(_ path: String) -> Bool {
        let words = Set(path.lowercased().split { !$0.isLetter }.map(String.init))
        return !words.isDisjoint(with: [
            "auth", "authn", "authz", "authentication", "authorization", "security", "crypto", "permissions", "oauth",
            "saml", "secrets", "tls",
        ])
    }
}
