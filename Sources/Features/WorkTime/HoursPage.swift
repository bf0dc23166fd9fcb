import Interface
import Records

/// When the reader works: zone and hours with their history, absences, and hours without messages.
struct HoursPage: Page {
    let schedules: [WorkSchedule]
    /// Whole or partial, those that are over left out.
    let absences: [Absence]
    let quiet: QuietHours
    let calendars: [KeptHolidays]
    let draft: HoursDraft
    let formToken: String

    var title: String { "Your working time" }
    var room: Room.ID? { "people" }

    var content: HTML {
        """
        \(PageHead(title, lead: "When you work and when you do not, by your own clock. Nobody else sees this page; why you are away is asked nowhere.", above: Breadcrumb([Interface.Link("You", to: Link.me.path)], current: title).html))
        <section aria-labelledby="schedule"><h2 id="schedule">Zone and hours</h2>\(history)\(scheduleForm)</section>
        <section aria-labelledby="absences"><h2 id="absences">Away</h2>\(absenceTable)\(absenceForm)</section>
        <section aria-labelledby="quiet"><h2 id="quiet">No messages</h2>\(quietForm)</section>
        """
    }

    private var history: HTML {
        guard !schedules.isEmpty else {
            return
                "<p>You have said nothing yet: the hours of your team count, and if it has none, Monday to Friday from nine to five UTC.</p>"
        }
        return Table(
            "Your zone and hours", columns: [.text("From"), .text("Zone"), .text("Hours"), .text("Holidays")],
            rows: schedules.map { one in
                [
                    "\(Days.long(one.from))", "\(one.zone)", "\(one.hours.text.isEmpty ? "none" : one.hours.text)",
                    "\(calendars.first { $0.name == one.holidays }?.title ?? "none")",
                ]
            }
        ).html
    }

    private var scheduleForm: HTML {
        """
        <form method="post" action="\(href: Link.hours.path)">\(FormToken(text: formToken))\
        \(Field("From", name: "from", form: "schedule", .date, value: draft.from, hint: "What was before stays counted as it was.", error: draft.errors["from"], isRequired: true))\
        \(Field("Time zone", name: "zone", form: "schedule", value: draft.zone, hint: "Such as Europe/Berlin.", error: draft.errors["zone"], isRequired: true))\
        \(Field("Working hours", name: "hours", form: "schedule", value: draft.hours, hint: "Such as: Mon-Thu 09:00-17:00; Fri 09:00-12:30 13:00-15:00.", error: draft.errors["hours"]))\
        \(Field("Public holidays", name: "holidays", form: "schedule", .select([.init("None", value: "")] + calendars.map { .init($0.title, value: $0.name) }), value: draft.holidays, error: draft.errors["holidays"]))\
        <p class="form__end"><button class="button" type="submit">Keep</button></p></form>
        """
    }

    private var absenceTable: Table {
        Table(
            "When you are away", columns: [.text("From"), .text("Through"), .text("Hours"), .text("")],
            rows: absences.map { one in
                [
                    "\(Days.long(one.first))", "\(Days.long(one.last))",
                    "\(one.hours.map { "\(WallTime.text($0.lowerBound))–\(WallTime.text($0.upperBound))" } ?? "whole days")",
                    ButtonForm(
                        words: "Remove", path: Link("me", "absences", "removal").path, token: formToken,
                        fields: [("first", one.first.text), ("at", "\(one.hours?.lowerBound ?? 0)")],
                        subject: "the absence from \(Days.long(one.first))"
                    ).html,
                ]
            }, none: "You are not away in the days to come.")
    }

    private var absenceForm: HTML {
        """
        <form method="post" action="\(href: Link("me", "absences").path)">\(FormToken(text: formToken))\
        \(Field("First day", name: "first", form: "absence", .date, value: draft.first, error: draft.errors["first"], isRequired: true))\
        \(Field("Last day", name: "last", form: "absence", .date, value: draft.last, hint: "Empty for one day.", error: draft.errors["last"]))\
        \(Field("Only at", name: "span", form: "absence", value: draft.span, hint: "Such as 12:00-24:00. Empty for whole days.", error: draft.errors["span"]))\
        <p class="form__end"><button class="button button--plain" type="submit">Add</button></p></form>
        """
    }

    private var quietForm: HTML {
        """
        <p>In these hours, by your clock, no message is sent to you. Where both are the same, none is quiet.</p>\
        <form method="post" action="\(href: Link("me", "quiet-hours").path)">\(FormToken(text: formToken))\
        \(Field("From", name: "from", form: "quiet", value: draft.quietFrom ?? WallTime.text(quiet.from), error: draft.errors["quiet-from"], isRequired: true))\
        \(Field("Until", name: "until", form: "quiet", value: draft.quietUntil ?? WallTime.text(quiet.until), error: draft.errors["quiet-until"], isRequired: true))\
        <p class="form__end"><button class="button button--plain" type="submit">Keep</button></p></form>
        """
    }
}

/// What was typed on that page, and what is wrong with it.
struct HoursDraft: Sendable {
    var from = ""
    var zone = ""
    var hours = ""
    var holidays = ""
    var first = ""
    var last = ""
    var span = ""
    var quietFrom: String?
    var quietUntil: String?
    var errors: [String: String] = [:]
}

extension Link {
    static let hours = Link("me", "hours")
}
