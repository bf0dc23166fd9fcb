import Interface
import Records

/// The choice of what a room speaks of, above its page: whose paths, and which timeframe. Links, or a form where there
/// are many teams; both work without a script, and what was chosen stands in the address.
struct ScopeBar: Component {
    /// The page itself, with the scope in force.
    let place: Link
    let scope: Scope
    /// Teams with path rules in this repository, sorted.
    let teams: [String]

    private static let fewTeams = 6

    var html: HTML {
        "<div class=\"scope\">\(when(!teams.isEmpty, teamChoice))\(timeframeChoice.html)</div>"
    }

    private var timeframeChoice: Choice {
        let options = Timeframe.Choice.allCases.map { choice in
            place.within(Scope(team: scope.team, timeframe: choice)).anchor(choice.title)
        }
        return Choice("Timeframe", options: options, current: scope.timeframe.title)
    }

    private var teamChoice: HTML {
        teams.count > Self.fewTeams ? teamForm.html : teamLinks.html
    }

    private static let everybody = "Whole repository"

    private var teamLinks: Choice {
        let options = [nil] + teams.map { $0 }
        return Choice(
            "Team",
            options: options.map { team in
                place.within(Scope(team: team, timeframe: scope.timeframe)).anchor(team ?? Self.everybody)
            }, current: scope.team ?? Self.everybody)
    }

    private var teamForm: FilterForm {
        let options = [Field.Option(Self.everybody, value: "")] + teams.map { .init($0, value: $0) }
        let others = place.within(Scope(timeframe: scope.timeframe))
        return FilterForm(
            "Whose paths", action: others.place,
            fields: [Field("Team", name: "team", form: "scope", .select(options), value: scope.team ?? "")],
            keeping: others.choices)
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
