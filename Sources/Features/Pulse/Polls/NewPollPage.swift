import BlindTickets
import Interface
import Records
import Surveys

/// Opens a poll: type a question, choose, press the button.
struct NewPollPage: Page {
    let form: NewPollForm
    let audience: PollAudience
    let formToken: String
    let error: String?

    var title: String { "Ask one question at once" }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Nothing of a poll can be changed once it is open, and nothing is shown before it closes.", above: Breadcrumb([Link.pulse.anchor("Pulse")], current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })
        <form method="post" action="\(href: Link.polls.path)">\(FormToken(text: formToken))\
        \(Field("Question", name: "question", form: "poll", value: form.question, isRequired: true))\
        \(radios("How it is answered", "kind", NewPollForm.Kind.allCases.map { ($0.rawValue, $0.words) }, form.kind))\
        \(Field("Options", name: "options", form: "poll", .lines, value: form.options, hint: "One a line, 2 to 20; not for yes or no."))\
        \(radios("Whose names are known", "mode", Self.modes, form.mode))\
        \(Field("Who is asked", name: "team", form: "poll", .select(people), value: form.team))\
        \(Field("Open for", name: "hours", form: "poll", .select(Self.spans), value: form.hours, hint: "An anonymous one for four hours at least. Below a day its answers wait for less time, so that whoever watches the line can guess better whose they are: its page says so before the question."))\
        <p class="form__end"><button class="button" type="submit">Open it</button></p></form>
        """
    }

    private static let modes = [
        (
            Manifest.Mode.anonymous.rawValue,
            "Nobody’s: anonymous, as a round is; from six people on, shown from five answers on"
        ),
        (Manifest.Mode.named.rawValue, "Everybody’s: those who are asked see after the close who said what"),
    ]
    private static let spans = NewPollForm.spans.map { Field.Option($1, value: "\($0)") }

    private var people: [Field.Option] {
        audience.teams.map { team in
            let count = Wording.count(audience.askable.people(of: team.name), "person", "people")
            return Field.Option("\(team.title), \(count)", value: team.name)
        }
            + (audience.mayAskEverybody
                ? [
                    Field.Option(
                        "Everybody, \(Wording.count(audience.askable.members.count, "person", "people"))", value: "")
                ]
                : [])
    }

    private func radios(_ legend: String, _ field: String, _ options: [(String, String)], _ chosen: String) -> HTML {
        """
        <fieldset class="question"><legend>\(legend)</legend><div class="question__choices">\(each(options) { value, words in
            "<label class=\"question__choice\"><input type=\"radio\" name=\"\(field)\" value=\"\(value)\"\(when(value == chosen, " checked"))><span>\(words)</span></label>"
        })</div></fieldset>
        """
    }
}
