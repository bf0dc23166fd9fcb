import Foundation
import Hummingbird
import Interface
import Records
import Store

/// Public holidays by country or region, for teams and members to choose: kept by administrators.
package struct HolidaysRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/holidays") { _, context in try await page(context, HolidaysDraft()) },
            Route(.post, "/holidays", handler: keep),
            Route(.post, "/holidays/{calendar}/removal", handler: remove),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func page(_ context: AppContext, _ draft: HolidaysDraft) async throws -> Response {
        let token = context.formToken
        return try await services.framed(isRefused: !draft.errors.isEmpty) { db in
            HolidaysPage(calendars: try db.holidayCalendars(), draft: draft, formToken: token)
        }
    }

    @Sendable private func keep(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        var draft = HolidaysDraft(name: form["name"].lowercased(), title: form["title"], days: form["days"])
        let now = time
        do {
            let holidays = try draft.holidays()
            try await services.database.write { try $0.keep(holidays, by: .member(member.id), at: now) }
            return .redirect(to: Link.holidays.path, type: .normal)
        } catch let trouble as HolidaysDraft.Trouble {
            draft.errors[trouble.field] = trouble.sentence
            return try await page(context, draft)
        }
    }

    @Sendable private func remove(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _) = try await context.signedForm(request)
        let name = try context.parameter("calendar")
        let now = time
        try await services.database.write { db in
            guard try db.hasHolidayCalendar(name) else {
                throw Problem.notFound("There is no holiday calendar called \(name).")
            }
            try db.removeHolidays(name, by: .member(member.id), at: now)
        }
        return .redirect(to: Link.holidays.path, type: .normal)
    }
}

/// Holidays as somebody typed or pasted them.
package struct HolidaysDraft: Sendable {
    var name = ""
    var title = ""
    var days = ""
    var errors: [String: String] = [:]

    package struct Trouble: Error, Sendable {
        package let field: String
        package let sentence: String
    }

    init() {}

    package init(name: String, title: String, days: String) {
        self.name = name
        self.title = title
        self.days = days
    }

    /// - Throws: `Trouble`.
    package func holidays() throws -> KeptHolidays {
        guard Team.isName(name) else {
            throw Trouble(field: "name", sentence: "A calendar's name has \(Team.nameRule), such as de-by.")
        }
        guard title.count <= 100 else { throw Trouble(field: "title", sentence: "Take at most 100 characters.") }
        do {
            return KeptHolidays(name: name, title: title.isEmpty ? name : title, days: try Holidays(days).days)
        } catch {
            throw Trouble(field: "days", sentence: error.description)
        }
    }
}

struct HolidaysPage: Page {
    let calendars: [KeptHolidays]
    let draft: HolidaysDraft
    let formToken: String

    var title: String { "Public holidays" }
    var room: Room.ID? { "people" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Days on which nobody is expected to work. Teams and members choose the calendar of their country or region.", above: Breadcrumb([Interface.Link("Teams", to: Link.teams.path)], current: title).html))
        <section aria-labelledby="all"><h2 id="all">Calendars</h2>\(table)</section>
        <section aria-labelledby="new"><h2 id="new">Add days</h2>\
        <p>What a calendar has already stays: paste each year’s file when it comes.</p>\
        <form method="post" action="\(href: Link.holidays.path)">\(FormToken(text: formToken))\
        \(Field("Name", name: "name", form: "holidays", value: draft.name, hint: "Short, such as de-by.", error: draft.errors["name"], isRequired: true))\
        \(Field("Title", name: "title", form: "holidays", value: draft.title, hint: "Such as Bavaria.", error: draft.errors["title"]))\
        \(Field("Days", name: "days", form: "holidays", .lines, value: draft.days, hint: "The content of a calendar file (.ics), or a day a line: 2026-05-01 Labour Day.", error: draft.errors["days"], isRequired: true))\
        <p class="form__end"><button class="button" type="submit">Keep</button></p></form></section>
        """
    }

    private var table: Table {
        Table(
            "Holiday calendars",
            columns: [.text("Title"), .text("Name"), .number("Days"), .text("From"), .text("Through"), .text("")],
            rows: calendars.map { one in
                [
                    name(one.title), "<code>\(one.name)</code>", "\(one.days.count)",
                    "\(when(one.days.min()) { "\(Days.long($0))" })", "\(when(one.days.max()) { "\(Days.long($0))" })",
                    ButtonForm(
                        words: "Remove", path: Link("holidays", one.name, "removal").path, token: formToken,
                        subject: one.title
                    ).html,
                ]
            }, none: "None yet. Without one, every weekday is a working day.")
    }
}

extension Link {
    static let holidays = Link("holidays")
}
