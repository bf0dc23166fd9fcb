import Interface
import Surveys

/// Announces a round: what is asked, of whom, how long. Nothing of it can be changed afterwards.
struct NewRoundPage: Page {
    let form: NewRoundForm
    /// How many people would be asked.
    let people: Int
    let formToken: String
    let error: String?

    var title: String { "Announce a round" }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Asked is everybody who may sign in here: \(Wording.count(people, "person", "people")). Once it is announced, nothing of it can be changed.", above: Breadcrumb([Anchor("Pulse", to: Link.pulse.path)], current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })
        <form method="post" action="\(href: Link.pulse.path)">\
        <input type="hidden" name="form" value="\(formToken)">\
        \(Field("Title", name: "title", form: "round", value: form.title, hint: "What people read first: “Week 47”.", isRequired: true))\
        \(packs)\
        \(Field("Statements of your own", name: "statements", form: "round", .lines, value: form.statements, hint: "One a line, to be answered from 1, strongly disagree, to 5, strongly agree."))\
        \(Field("A question to be answered in words", name: "words", form: "round", value: form.words, hint: "May stay empty."))\
        \(Field("Days open", name: "days", form: "round", .number, value: form.days, hint: "1 to 30.", isRequired: true))\
        <p class="form__end"><button class="button" type="submit">Announce it</button></p></form>
        """
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
