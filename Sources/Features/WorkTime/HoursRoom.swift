import Foundation
import Hummingbird
import Records
import Store

/// When the reader works, on a page of their own.
package struct HoursRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/me/hours") { _, context in try await page(context) },
            Route(.post, "/me/hours", handler: keepSchedule),
            Route(.post, "/me/absences", handler: addAbsence),
            Route(.post, "/me/absences/removal", handler: removeAbsence),
            Route(.post, "/me/quiet-hours", handler: keepQuietHours),
        ]
    }

    private func page(_ context: AppContext, _ draft: HoursDraft? = nil) async throws -> Response {
        let me = try context.ownself()
        let now = Int64(services.now().timeIntervalSince1970)
        let token = context.formToken
        return try await services.framed(isRefused: draft != nil) { db in
            let schedules = try db.schedules(of: me)
            let clock = schedules.last.flatMap { ZoneClock($0.zone) } ?? .utc
            let today = clock.day(at: now)
            let filled = try draft ?? Self.draft(db.proposal(for: me, on: today), today)
            return HoursPage(
                schedules: schedules, absences: try db.absences(of: me).filter { $0.last >= today },
                quiet: try db.quietHours(of: me.member.id), calendars: try db.holidayCalendars(),
                draft: filled, formToken: token)
        }
    }

    private static func draft(_ schedule: WorkSchedule, _ today: CivilDay) -> HoursDraft {
        HoursDraft(
            from: today.text, zone: schedule.zone, hours: schedule.hours.text, holidays: schedule.holidays ?? "",
            first: today.text)
    }

    @Sendable private func keepSchedule(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        var draft = HoursDraft(
            from: form["from"], zone: form["zone"], hours: form["hours"], holidays: form["holidays"])
        if CivilDay(draft.from) == nil { draft.errors["from"] = TeamTrouble.noDay(draft.from).description }
        let hours: WeeklyHours
        do throws(WeeklyHoursTrouble) { hours = try WeeklyHours(draft.hours) } catch {
            draft.errors["hours"] = error.description
            hours = .usual
        }
        guard draft.errors.isEmpty, let from = CivilDay(draft.from) else { return try await page(context, draft) }
        let schedule = WorkSchedule(
            from: from, zone: draft.zone, hours: hours, holidays: draft.holidays.isEmpty ? nil : draft.holidays)
        do {
            try await services.database.write { try $0.keep(schedule, of: me) }
            return .redirect(to: Link.hours.path, type: .normal)
        } catch let trouble as TeamTrouble {
            draft.errors[trouble.field ?? "zone"] = trouble.description
            return try await page(context, draft)
        }
    }

    @Sendable private func addAbsence(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        var draft = HoursDraft(first: form["first"], last: form["last"], span: form["span"])
        let first = CivilDay(draft.first)
        let last = draft.last.isEmpty ? first : CivilDay(draft.last)
        if first == nil { draft.errors["first"] = TeamTrouble.noDay(draft.first).description }
        if last == nil, first != nil { draft.errors["last"] = TeamTrouble.noDay(draft.last).description }
        if let first, let last, last < first || last.number - first.number > 800 {
            draft.errors["last"] = "The last day is before the first, or years after it."
        }
        let hours = Self.hours(draft.span)
        if hours == nil, !draft.span.isEmpty {
            draft.errors["span"] = "Write for example 12:00-24:00, or leave it empty for whole days."
        }
        guard draft.errors.isEmpty, let first, let last else { return try await page(context, draft) }
        try await services.database.write { try $0.add(Absence(first: first, last: last, hours: hours), of: me) }
        return .redirect(to: Link.hours.path, type: .normal)
    }

    /// Nil for what is no span within a day.
    private static func hours(_ text: String) -> Range<Int>? {
        let ends = text.split { "-–—".contains($0) }.map {
            WallTime.minutes($0.trimmingCharacters(in: .whitespaces))
        }
        guard ends.count == 2, let from = ends[0], let until = ends[1], from < until else { return nil }
        return from..<until
    }

    @Sendable private func removeAbsence(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        guard let first = CivilDay(form["first"]), let at = Int(form["at"]), (0..<1440).contains(at) else {
            throw Problem.badRequest("There is no such absence.")
        }
        try await services.database.write {
            try $0.remove(Absence(first: first, last: first, hours: at..<1440), of: me)
        }
        return .redirect(to: Link.hours.path, type: .normal)
    }

    @Sendable private func keepQuietHours(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        var draft = HoursDraft(quietFrom: form["from"], quietUntil: form["until"])
        let (from, until) = (WallTime.minutes(form["from"]), WallTime.minutes(form["until"]))
        let wrong = "Write a time of day, such as 19:00."
        if from.map({ $0 == 1440 }) ?? true { draft.errors["quiet-from"] = wrong }
        if until.map({ $0 == 1440 }) ?? true { draft.errors["quiet-until"] = wrong }
        guard draft.errors.isEmpty, let from, let until else { return try await page(context, draft) }
        try await services.database.write { try $0.keep(QuietHours(from: from, until: until), of: me) }
        return .redirect(to: Link.hours.path, type: .normal)
    }
}

extension Connection {
    /// What the form is filled in with: what holds now, or the hours of the first of their teams.
    func proposal(for me: Oneself, on today: CivilDay) throws -> WorkSchedule {
        let own = try schedules(of: me)
        if let holding = own.last(where: { $0.from <= today }) ?? own.first { return holding }
        let current = try memberships(ofMember: me.member.id).first { $0.holds(on: today) }
        let team = try current.flatMap { try self.team($0.team) }
        return WorkSchedule(
            from: today, zone: team?.zone ?? "UTC", hours: team?.hours ?? .usual, holidays: team?.holidays)
    }
}
