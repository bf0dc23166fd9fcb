import Records

/// An organisation small enough to be held as a whole, so that its records name the commits of real git histories.
package struct DrawnInvention: Sendable {
    package let organisation: Organisation
    private let chapters: [Chapter]

    package init(_ organisation: Organisation) {
        self.organisation = organisation
        chapters = Array(Chapters(organisation))
    }

    package var histories: [InventedHistory] {
        organisation.repositories.map { InventedHistory(organisation, $0, chapters) }
    }

    /// What is known of a history once git has written it.
    package struct Written: Sendable {
        /// Names of commits, by their marks.
        package var names: [Int: String]
        package var changes: InventedHistory.Changes

        package init(names: [Int: String], changes: InventedHistory.Changes) {
            self.names = names
            self.changes = changes
        }
    }

    /// - Parameter written: of every repository, in their order.
    package func tell(_ written: [Written], _ take: (Part) throws -> Void) rethrows {
        let madeUp = Repositories.madeUp(organisation.seed)
        let telling = Telling(
            organisation: organisation,
            repositories: Repositories(
                name: { written[$0.repository].names[$0.number] ?? madeUp.name($0) },
                files: { written[$0].changes[$1] }))
        try take(telling.opening())
        for chapter in chapters {
            for part in telling.parts(of: chapter) { try take(part) }
        }
    }
}
