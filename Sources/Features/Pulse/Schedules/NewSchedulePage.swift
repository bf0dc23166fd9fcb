import Interface
import Records
import Surveys

/// Starts a pulse that comes again, or changes one for its rounds to come.
struct NewSchedulePage: Page {
    let form: ScheduleForm
    /// The one that is changed; nil for a new one.
    let schedule: PulseSchedule?
    let askable: Askable
    let packs: [Pack]
    let burden: BurdenTable
    let formToken: String
    let error: String?

    var title: String { schedule == nil ? "Start a pulse that comes again" : "Change when it comes, and what it asks" }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(lead)", above: Breadcrumb([Link.pulse.anchor("Pulse"), Link.schedules.anchor("Schedules")] + above, current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })
        <form method="post" action="\(href: action)">\(FormToken(text: formToken))\
        \(Field("Title", name: "title", form: "schedule", value: form.title, hint: "Rounds add their day to it.", isRequired: true))\
        \(when(schedule == nil, AudienceFields(askable: askable, whom: form.whom, teams: form.teams).html))\
        \(PackFields(packs: packs, chosen: form.packs))\
        \(Field("It comes", name: "every", form: "schedule", .select(Self.rhythms), value: form.every))\
        \(Field("On", name: "weekday", form: "schedule", .select(Self.weekdays), value: form.weekday))\
        \(Field("At", name: "time", form: "schedule", value: form.time, hint: "By the clock of each who is asked. On a public holiday of all of them it comes on the next working day.", isRequired: true))\
        \(Field("Not before", name: "first", form: "schedule", .date, value: form.first, hint: schedule == nil ? "May stay empty." : "Stays as it is where this is empty."))\
        \(Field("Days open", name: "open-days", form: "schedule", .number, value: form.openDays, hint: "A round is over before the next one begins.", isRequired: true))\
        \(Field("Minutes a round", name: "minutes", form: "schedule", .number, value: form.minutes, hint: "1 to \(ScheduleForm.mostMinutes). A round never asks for more.", isRequired: true))\
        \(Field("People may tie their answers of up to four rounds together", name: "tied", form: "schedule", .checkbox, value: form.isTied ? "on" : "", hint: "Each decides for themselves, and reads first what is dangerous about it. Such rounds are not divided by teams, and compare what is asked again: choose packs that fit whole into one round."))\
        \(burden.before)\
        <p class="form__end"><button class="button" type="submit">\(schedule == nil ? "Start it" : "Change it")</button></p></form>
        """
    }

    private var lead: String {
        schedule == nil
            ? "A few questions at a time, those first that were asked least. It can be changed, paused and ended; what was announced of a round stays."
            : "It holds for rounds to come; one that is open keeps its rules. Whom it asks stays: for other people start another one."
    }

    private var above: [Anchor] { schedule.map { [Link.schedule($0.id).anchor($0.title)] } ?? [] }
    private var action: String { (schedule.map { Link.schedule($0.id) } ?? Link.schedules).path }

    private static let rhythms = [
        Field.Option("every week", value: PulseRhythm.Every.weekly.rawValue),
        Field.Option("every other week", value: PulseRhythm.Every.fortnightly.rawValue),
        Field.Option("every month", value: PulseRhythm.Every.monthly.rawValue),
    ]
    private static let weekdays = PulseRhythm.weekdays.enumerated().map { Field.Option($1, value: "\($0)") }
}
