import Interface
import Records
import Surveys

/// Who is asked, and which teams see a result of their own.
struct AudienceFields: Component {
    let askable: Askable
    let whom: Segmentation.Whom
    let teams: Set<String>

    var html: HTML {
        guard !askable.rows.isEmpty else { return .empty }
        let everybody = Wording.count(askable.members.count, "person", "people")
        return """
            <fieldset class="question"><legend>Who is asked</legend><div class="question__choices">\
            \(choice("everybody", "Everybody who may sign in here: \(everybody)", whom == .everybody))\
            \(choice(NewRoundForm.onlyTeams, "Those who belong to the teams chosen below", whom == .teams))</div></fieldset>\
            <fieldset class="question"><legend>Teams that see a result of their own</legend>\
            <p class="field__hint">Everybody counts in one team. Parts add up to the team that they belong to; a team with \
            fewer than \(Askable.least(k: 5)) people answers together with the chosen one above it, and so does its smallest part where too few \
            remain beside it.</p>\(each(askable.rows) { team($0) })</fieldset>
            """
    }

    private func choice(_ value: String, _ words: String, _ isChosen: Bool) -> HTML {
        """
        <label class="question__choice"><input type="radio" name="whom" value="\(value)"\(when(isChosen, " checked"))><span>\(words)</span></label>
        """
    }

    private func team(_ row: TeamTree.Row) -> HTML {
        let name = row.team.name
        let title = (askable.tree.above(name).map(\.title) + [row.team.title]).joined(separator: " › ")
        let count = askable.people(of: name)
        let isSmall = count < Askable.least(k: 5)
        return Field(
            "\(title), \(Wording.count(count, "person", "people"))\(isSmall ? ", too few to be seen alone" : "")",
            name: NewRoundForm.field(team: name),
            form: "round", .checkbox, value: teams.contains(name) ? "on" : ""
        ).html
    }
}

/// Packs to be chosen, each with how long it takes and why one would ask it.
struct PackFields: Component {
    let packs: [Pack]
    let chosen: Set<Pack.ID>

    var html: HTML {
        """
        <fieldset class="question"><legend>Packs</legend>\(each(packs) { pack in
            let minutes = max(1, (pack.seconds + 30) / 60)
            return Field(
                "\(pack.title), \(Wording.count(pack.questions.count, "question", "questions")), \(Wording.count(minutes, "minute", "minutes"))",
                name: NewRoundForm.field(pack.id), form: "round", .checkbox, value: chosen.contains(pack.id) ? "on" : "",
                hint: pack.why
            ).html
        })</fieldset>
        """
    }
}
