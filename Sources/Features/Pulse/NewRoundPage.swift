import Interface
import Records
import Surveys

/// Announces a round: what is asked, of whom, how long. Nothing of it can be changed afterwards.
struct NewRoundPage: Page {
    let form: NewRoundForm
    let askable: Askable
    let packs: [Pack]
    /// That may have another wave.
    let series: [WaveSeries]
    let burden: BurdenTable
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
        \(AudienceFields(askable: askable, whom: form.whom, teams: form.teams))\(PackFields(packs: packs, chosen: form.packs))\
        \(Field("Statements of your own", name: "statements", form: "round", .lines, value: form.statements, hint: "One a line, to be answered from 1, strongly disagree, to 5, strongly agree."))\
        \(Field("A question to be answered in words", name: "words", form: "round", value: form.words, hint: "May stay empty."))\
        \(Field("Days open", name: "days", form: "round", .number, value: form.days, hint: "1 to 30.", isRequired: true))\
        \(SeriesField(series: series, chosen: form.series))\(burden.before)\
        <p class="form__end"><button class="button" type="submit">Announce it</button></p></form>
        """
    }

    private var lead: String {
        let fixed = "Once it is announced, nothing of it can be changed."
        return askable.rows.isEmpty
            ? "Asked is everybody who may sign in here: \(people(askable.members.count)). \(fixed)" : fixed
    }

    private func people(_ count: Int) -> String { Wording.count(count, "person", "people") }
}
