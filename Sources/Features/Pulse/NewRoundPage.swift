import Interface
import Records
import Surveys

/// Announces a round: what is asked, of whom, how long. Nothing of it can be changed afterwards.
struct NewRoundPage: Page {
    let form: NewRoundForm
    let askable: Askable
    let formToken: String
    let error: String?

    var title: String { "Announce a round" }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(lead)", above: Breadcrumb([Anchor("Pulse", to: Link.pulse.path)], current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })
        <form method="post" action="\(href: Link.pulse.path)">\
        <input type="hidden" name="form" value="\(formToken)">\
        \(Field("Title", name: "title", form: "round", value: form.title, hint: "What people read first: “Week 47”.", isRequired: true))\
        \(whom)\(packs)\
        \(Field("Statements of your own", name: "statements", form: "round", .lines, value: form.statements, hint: "One a line, to be answered from 1, strongly disagree, to 5, strongly agree."))\
        \(Field("A question to be answered in words", name: "words", form: "round", value: form.words, hint: "May stay empty."))\
        \(Field("Days open", name: "days", form: "round", .number, value: form.days, hint: "1 to 30.", isRequired: true))\
        <p class="form__end"><button class="button" type="submit">Announce it</button></p></form>
        """
    }

    private var lead: String {
        let fixed = "Once it is announced, nothing of it can be changed."
        return askable.rows.isEmpty
            ? "Asked is everybody who may sign in here: \(people(askable.members.count)). \(fixed)" : fixed
    }

    private func people(_ count: Int) -> String { Wording.count(count, "person", "people") }

    private var whom: HTML {
        guard !askable.rows.isEmpty else { return .empty }
        return """
            <fieldset class="question"><legend>Who is asked</legend><div class="question__choices">\
            \(choice("everybody", "Everybody who may sign in here: \(people(askable.members.count))", form.whom == .everybody))\
            \(choice(NewRoundForm.onlyTeams, "Those who belong to the teams chosen below", form.whom == .teams))</div></fieldset>\
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
            "\(title), \(people(count))\(isSmall ? ", too few to be seen alone" : "")",
            name: NewRoundForm.field(team: name),
            form: "round", .checkbox, value: form.teams.contains(name) ? "on" : ""
        ).html
    }

    private var packs: HTML {
        """
        <fieldset class="question"><legend>Packs</legend>\(each(Pack.builtIn) { pack in
            let minutes = max(1, (pack.seconds + 30) / 60)
            let name = NewRoundForm.field(pack.id)
            return Field(
                "\(pack.title), \(Wording.count(pack.questions.count, "question", "questions")), \(Wording.count(minutes, "minute", "minutes"))",
                name: name, form: "round", .checkbox, value: form.packs.contains(pack.id) ? "on" : "", hint: pack.why
            ).html
        })</fieldset>
        """
    }
}
