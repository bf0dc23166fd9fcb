import Interface
import Records
import Surveys

/// Starts a pulse that comes again.
struct NewSchedulePage: Page {
    let form: ScheduleForm
    let askable: Askable
    let packs: [Pack]
    let burden: BurdenTable
    let formToken: String
    let error: String?

    var title: String { "Start a pulse that comes again" }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "A few questions at a time, those first that were asked least. It can be paused and ended; what was announced of a round stays.", above: Breadcrumb([Link.pulse.anchor("Pulse"), Link.schedules.anchor("Schedules")], current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })
        <form method="post" action="\(href: Link.schedules.path)">\(FormToken(text: formToken))\
        \(Field("Title", name: "title", form: "schedule", value: form.title, hint: "Rounds add their day to it.", isRequired: true))\
        \(AudienceFields(askable: askable, whom: form.whom, teams: form.teams))\
        \(PackFields(packs: packs, chosen: form.packs))\
        \(Field("It comes", name: "every", form: "schedule", .select(Self.rhythms), value: form.every))\
        \(Field("On", name: "weekday", form: "schedule", .select(Self.weekdays), value: form.weekday))\
        \(Field("At", name: "time", form: "schedule", value: form.time, hint: "By the clock of each who is asked. On a public holiday of all of them it comes on the next working day.", isRequired: true))\
        \(Field("Not before", name: "first", form: "schedule", .date, value: form.first, hint: "May stay empty."))\
        \(Field("Days open", name: "open-days", form: "schedule", .number, value: form.openDays, hint: "A round is over before the next one begins.", isRequired: true))\
        \(Field("Minutes a round", name: "minutes", form: "schedule", .number, value: form.minutes, hint: "1 to \(ScheduleForm.mostMinutes). A round never asks for more.", isRequired: true))\
        \(burden.before)\
        <p class="form__end"><button class="button" type="submit">Start it</button></p></form>
        """
    }

    private static let rhythms = [
        Field.Option("every week", value: PulseRhythm.Every.weekly.rawValue),
        Field.Option("every other week", value: PulseRhythm.Every.fortnightly.rawValue),
        Field.Option("every month", value: PulseRhythm.Every.monthly.rawValue),
    ]
    private static let weekdays = PulseRhythm.weekdays.enumerated().map { Field.Option($1, value: "\($0)") }
}
