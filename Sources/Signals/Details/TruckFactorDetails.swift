/// What the page of the truck factor draws.
package struct TruckFactorDetails: Codable, Hashable, Sendable {
    /// One absence, in the order of the simulation: whoever then authors most of the files that are still covered.
    package struct Absence: Codable, Hashable, Sendable {
        package var person: Knower
        /// Files of which this person is an author, of all source files.
        package var files: Int
        /// `files` / all source files, 0–1.
        package var share: Double
        /// Share of the source files that still have an author afterwards, 0–1.
        package var coverageAfter: Double
        /// False where the published variant's last step leaves the person out of the count.
        package var isCounted: Bool
    }

    /// The same repository by the other readings of the definition.
    package struct Variants: Codable, Hashable, Sendable {
        /// People seen in the last 90 days only: what Tutti shows.
        package var active: Int
        /// Everybody who ever contributed, without the pruning step.
        package var everybody: Int
        /// The 2015 study's: everybody, creators exempt from the absolute bound, people with under a tenth of the
        /// first one's files not counted.
        package var published: Int
    }

    /// "active" or "published": which variant the value is.
    package var variant: String
    /// Source files at the head.
    package var files: Int
    /// Of these, files with at least one author, whoever and whenever.
    package var authoredFiles: Int
    /// Files that have authors, none of whom was seen in the last 90 days.
    package var orphanedFiles: Int
    package var contributors: Int
    package var activePeople: Int
    /// Share of the source files with an author before anybody is away, 0–1.
    package var coverageAtStart: Double
    package var absences: [Absence]
    package var variants: Variants
}
