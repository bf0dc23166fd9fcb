/// What the page of parallel work draws.
package struct ParallelWorkDetails: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// Git cannot merge the two with one another: `files` are those in conflict.
        case clash
        /// They share at least three files, which git can merge.
        case files
        /// Each touches a file that usually changes together with one of the other's.
        case coupled
    }

    package struct Branch: Codable, Hashable, Sendable {
        package var name: String
        /// `Person.id`s of its authors, and their names.
        package var people: [String]
        package var names: [String]
        /// In seconds since 1970.
        package var updatedAt: Int64
    }

    package struct Pair: Codable, Hashable, Sendable {
        package var kind: Kind
        package var first: Branch
        package var second: Branch
        /// Files in conflict, or that both touch.
        package var files: [String]
        /// A file of the first and one of the second that change together, highest degree first.
        package var coupled: [Coupled]
    }

    package struct Coupled: Codable, Hashable, Sendable {
        package var first: String
        package var second: String
        /// Percent.
        package var degree: Double
    }

    /// Open branches by people.
    package var branches: Int
    /// Clashes first, then by the number of files.
    package var pairs: [Pair]
}
