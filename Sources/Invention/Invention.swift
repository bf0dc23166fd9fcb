import Records

/// All that happens in an invented organisation, in an order in which it is made and never held as a whole: chapter by
/// chapter, a team's sprint each. There is no git history behind it; names of commits are made up.
package struct Invention: Sequence, Sendable {
    package let organisation: Organisation

    package init(_ organisation: Organisation) { self.organisation = organisation }

    package func makeIterator() -> Iterator { Iterator(organisation) }

    package struct Iterator: IteratorProtocol {
        private var chapters: Chapters
        private let telling: Telling
        private var hasBegun = false

        init(_ organisation: Organisation) {
            chapters = Chapters(organisation)
            telling = Telling(organisation: organisation, repositories: .madeUp(organisation.seed))
        }

        package mutating func next() -> [Part]? {
            guard hasBegun else {
                hasBegun = true
                return [telling.opening()]
            }
            return chapters.next().map(telling.parts)
        }
    }
}

/// The plans, sprint by sprint and in each team by team.
struct Chapters: Sequence, IteratorProtocol {
    private let sprints: Int
    private var teams: [TeamPlanning]
    private var place = 0

    init(_ organisation: Organisation) {
        sprints = organisation.sprintCount
        teams = organisation.teams.map { TeamPlanning(organisation, $0) }
    }

    mutating func next() -> Chapter? {
        let (sprint, team) = place.quotientAndRemainder(dividingBy: teams.count)
        guard sprint < sprints else { return nil }
        place += 1
        return teams[team].chapter(sprint)
    }
}
