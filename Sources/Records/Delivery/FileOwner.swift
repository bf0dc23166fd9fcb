/// Who answers for a file, and by what that is known.
package struct FileOwner: Codable, Hashable, Sendable {
    package enum Source: String, Codable, Sendable {
        /// The repository's CODEOWNERS file names them.
        case codeOwners = "codeowners"
        /// They did at least a twentieth of the recent work in the file's module (HANDBOOK B2).
        case knowledge
    }

    /// As CODEOWNERS writes them; of people who know it their names, empty where these are not told.
    package var names: [String]
    package var source: Source

    package init(_ names: [String], by source: Source) {
        self.names = names
        self.source = source
    }

    /// Without names of people that a git history alone tells.
    package var withoutNames: FileOwner { source == .knowledge ? FileOwner([], by: source) : self }
}

/// Who answers for the files of one repository.
package struct RepositoryOwners: Sendable {
    private let paths: ReportedPaths
    private let codeOwners: CodeOwners?
    private let modules: [String: [String]]

    /// - Parameters:
    ///   - paths: of all files at the head.
    ///   - codeOwners: nil where there is no such file.
    ///   - modules: who knows each, by its directory; "." for the top.
    package init(paths: some Sequence<String>, codeOwners: CodeOwners? = nil, modules: [String: [String]] = [:]) {
        self.paths = ReportedPaths(paths)
        self.codeOwners = codeOwners
        self.modules = modules
    }

    /// Nil where nobody is known to answer for it.
    ///
    /// - Parameter reported: a file as a report names it.
    package func owner(of reported: String) -> FileOwner? {
        guard let path = paths.match(reported) else { return nil }
        if let owners = codeOwners?.owners(of: path), !owners.isEmpty { return FileOwner(owners, by: .codeOwners) }
        return knowers(of: path).map { FileOwner($0, by: .knowledge) }
    }

    /// Of the nearest directory that is a module.
    private func knowers(of path: String) -> [String]? {
        var directory = path[...]
        while let slash = directory.lastIndex(of: "/") {
            directory = directory[..<slash]
            if let known = modules[String(directory)] { return known }
        }
        return modules["."]
    }

    /// Where code hosts look for the file, in that order.
    package static let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]
}
