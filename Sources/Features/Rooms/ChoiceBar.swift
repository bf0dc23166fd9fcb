import Interface

/// The choice of whose work a room speaks of and of what time, above its page. Links, or a form where there are many
/// teams; both work without a script, and what was chosen stands in the address.
struct ChoiceBar: Component {
    struct Option: Sendable {
        let title: String
        let link: Link
        /// In the address; nil for everybody.
        let value: String?

        init(_ title: String, _ link: Link, value: String? = nil) {
            self.title = title
            self.link = link
            self.value = value
        }
    }

    /// What the teams are for those who listen: "Whose paths".
    let label: String
    /// Everybody first; empty where there is nothing to choose.
    let teams: [Option]
    let team: String?
    let timeframes: [Option]
    let timeframe: String

    private static let fewTeams = 6

    var html: HTML {
        "<div class=\"scope\">\(when(teams.count > 1, teamChoice))\(timeframeChoice.html)</div>"
    }

    private var timeframeChoice: Choice {
        Choice("Timeframe", options: timeframes.map { $0.link.anchor($0.title) }, current: timeframe)
    }

    private var current: Option? { teams.first { $0.value == team } }

    private var teamChoice: HTML {
        teams.count > Self.fewTeams + 1
            ? teamForm.html
            : Choice("Team", options: teams.map { $0.link.anchor($0.title) }, current: current?.title ?? "").html
    }

    private var teamForm: FilterForm {
        let everybody = teams[0].link
        return FilterForm(
            label, action: everybody.place,
            fields: [
                Field(
                    "Team", name: "team", form: "scope",
                    .select(teams.map { Field.Option($0.title, value: $0.value ?? "") }), value: team ?? "")
            ],
            keeping: everybody.choices)
    }
}
