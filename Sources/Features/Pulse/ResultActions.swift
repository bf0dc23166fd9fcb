import Interface
import Store
import Surveys

/// What those who read a result together make of it: one press makes a topic, and a topic becomes an action.
struct ResultActions: Component {
    let round: Round.ID
    /// Whose they are: a team's name; nil for everybody.
    let team: String?
    /// From this round, as far as they are the reader's to see.
    let actions: [TeamAction]
    let circle: ActionCircle
    let highlights: RoundHighlights?
    let questionnaire: Questionnaire
    let formToken: String

    /// Buttons at most; everything else can be chosen from the list.
    private static let most = 4

    var html: HTML {
        """
        <section aria-labelledby="do"><h2 id="do">What we make of it</h2>\
        \(actions.isEmpty ? "<p>Nothing yet. A result that nobody talks about makes the next round smaller.</p>" : ActionList(actions: actions, circle: circle, formToken: formToken, back: round).html)\
        \(suggestions)\(own)</section>
        """
    }

    /// What to talk about first: what is low, what got worse, what people see differently.
    private var suggested: [RoundHighlights.Measure] {
        guard let highlights else { return [] }
        let worse = highlights.moved.filter { $0.change?.isBetter == false }
        var seen = Set(actions.map(\.about))
        return (worse + highlights.low + highlights.apart).filter { seen.insert($0.id).inserted }
    }

    private var suggestions: HTML {
        let suggested = suggested.prefix(Self.most)
        guard !suggested.isEmpty else { return .empty }
        return """
            <p>To talk about:</p><ul class="plain">\(each(suggested) { measure in
                "<li>\(name(of: measure)) \(ButtonForm(words: "Make it a topic", path: Link.actions.path, token: formToken, fields: fields(measure), subject: name(of: measure)).html)</li>"
            })</ul>
            """
    }

    private func fields(_ measure: RoundHighlights.Measure) -> [(name: String, value: String)] {
        [
            ("title", String(name(of: measure).prefix(200))), ("team", team ?? ""), ("round", round),
            ("about", measure.id),
        ]
    }

    private func name(of measure: RoundHighlights.Measure) -> String {
        let title =
            measure.isScale
            ? questionnaire.scales.first { $0.id == measure.id }?.title
            : questionnaire[Question.ID(measure.id)]?.text
        return title ?? measure.id
    }

    private var own: HTML {
        let people = circle.owners[team ?? ""] ?? []
        let form: HTML = """
            <form method="post" action="\(href: Link.actions.path)">\(FormToken(text: formToken))\
            <input type="hidden" name="team" value="\(team ?? "")"><input type="hidden" name="round" value="\(round)">\
            \(Field("What", name: "title", form: "make", hint: "A few words: “Reviews begin before noon”.", isRequired: true))\
            \(Field("Owner", name: "owner", form: "make", .select([.init("Nobody yet: a topic to talk about", value: "")] + people.map { .init($0.name, value: $0.id) })))\
            \(Field("Until", name: "due", form: "make", .date, hint: "For an action with an owner."))\
            <p class="form__end"><button class="button button--plain" type="submit">Write it down</button></p></form>
            """
        return Details("A topic or an action in your own words", content: form).html
    }
}

extension Connection {
    /// Nil for somebody to whom the shown group does not belong: who only reads it takes nothing on for others.
    func resultActions(
        of round: Round, _ questionnaire: Questionnaire, _ cell: RoundResult.CellResult, for visitor: Visitor,
        formToken: String, at now: Int64
    ) throws -> ResultActions? {
        guard let member = visitor.member else { return nil }
        let circle = try actionCircle(of: member.id, at: now)
        let team = Self.team(of: round, cell.id, in: circle)
        guard circle.holds(team) else { return nil }
        return ResultActions(
            round: round.id, team: team, actions: try actions(from: round.id, of: Set(circle.teams.keys)),
            circle: circle, highlights: RoundHighlights(cell, questionnaire), questionnaire: questionnaire,
            formToken: formToken)
    }

    /// Of one team's result the team; of several together the reader's own; else everybody.
    private static func team(of round: Round, _ cell: String, in circle: ActionCircle) -> String? {
        if let value = cell.split(separator: "=").last.map(String.init) {
            let name = value.hasSuffix("/") ? String(value.dropLast()) : value
            return name == Segmentation.others ? nil : name
        }
        if round.teams.count == 1 { return round.teams[0] }
        return round.teams.first { circle.teams[$0] != nil }
    }
}
