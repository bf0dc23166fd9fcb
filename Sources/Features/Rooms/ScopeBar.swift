import Interface
import Records
import Store

/// The choice of what a room about one repository speaks of: whose paths, and which timeframe.
struct ScopeBar: Component {
    /// The page itself, with the scope in force.
    let place: Link
    let scope: Scope
    /// Those with path rules in this repository.
    let teams: [Team]

    /// Whose paths may be chosen: a team as people call it, or a name that no team bears.
    struct Team: Hashable, Sendable {
        let name: String
        let title: String
    }

    private static let everybody = "Whole repository"

    var html: HTML {
        ChoiceBar(
            label: "Whose paths",
            teams: ([nil] + teams.map { $0 }).map { team in
                .init(
                    team?.title ?? Self.everybody,
                    place.within(Scope(team: team?.name, timeframe: scope.timeframe)), value: team?.name)
            },
            team: scope.team,
            timeframes: Timeframe.Choice.allCases.map { choice in
                .init(choice.title, place.within(Scope(team: scope.team, timeframe: choice)))
            }, timeframe: scope.timeframe.title
        ).html
    }
}

/// A page about one repository below the choice of what it speaks of.
struct ScopedPage: Page {
    let page: any Page
    let bar: ScopeBar
    /// How the team's rules meet the tree; nil where everything is shown or nothing is known yet.
    let coverage: PathCoverage?
    /// Whether the numbers are those of an import before.
    let isOutdated: Bool

    var title: String { page.title }
    var room: Room.ID? { page.room }
    var scripts: [Asset] { page.scripts }

    var content: HTML {
        """
        \(bar)\(when(coverage?.trouble) { Note(.bad, trouble($0)).html })\(when(isOutdated, Self.outdated.html))\
        \(page.content)
        """
    }

    private static let outdated = Note(
        "Something has changed since these numbers were counted. They are being counted anew; load the page again in a moment."
    )

    private func trouble(_ sentence: String) -> HTML {
        "\(Wording.capitalised(sentence)) <code>tutti paths set</code> changes the rules."
    }
}

extension Connection {
    /// Those with path rules in a repository, by title.
    func sharers(of repository: Repository.ID) throws -> [ScopeBar.Team] {
        try rows(
            """
            SELECT DISTINCT path_rule.name, coalesce(team.title, path_rule.name)
            FROM path_rule JOIN repository ON repository.number = path_rule.repository
            LEFT JOIN team ON team.name = path_rule.name
            WHERE repository.id = \(repository)
            """
        ) { ScopeBar.Team(name: try $0.text(0), title: try $0.text(1)) }
        .sorted { ($0.title, $0.name) < ($1.title, $1.name) }
    }
}
