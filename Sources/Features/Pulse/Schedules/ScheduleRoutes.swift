import Foundation
import Hummingbird
import Interface
import Records
import Store
import Surveys

/// Pulses that come again: what is scheduled, for everybody to read, and for leads to start, pause and end.
extension PulseRoom {
    var scheduleRoutes: [Route] {
        [
            .get("/pulse/schedules", handler: schedules),
            .get("/pulse/schedules/new", handler: scheduleForm),
            Route(.post, "/pulse/schedules", handler: startSchedule),
            .get("/pulse/schedules/{schedule}") { _, context in try await schedulePage(context) },
            .get("/pulse/schedules/{schedule}/edit", handler: changeForm),
            Route(.post, "/pulse/schedules/{schedule}", handler: changeSchedule),
            Route(.post, "/pulse/schedules/{schedule}/state", handler: setSchedule),
            .get("/pulse/burden", handler: burden),
            Route(.post, "/pulse/burden", handler: keepBudget),
        ]
    }

    @Sendable private func schedules(_ request: Request, context: AppContext) async throws -> Response {
        let mayStart = try await mayAnnounce(context)
        return try await services.framed { db in
            SchedulesPage(schedules: try db.pulseSchedules(), tree: TeamTree(try db.teams()), mayStart: mayStart)
        }
    }

    @Sendable private func scheduleForm(_ request: Request, context: AppContext) async throws -> Response {
        try await newSchedule(ScheduleForm(), context)
    }

    private func newSchedule(
        _ typed: ScheduleForm, _ context: AppContext, of schedule: PulseSchedule? = nil, error: String? = nil
    ) async throws -> Response {
        let token = context.formToken
        let (time, member) = (time, context.visitor.member)
        return try await services.framed(isRefused: error != nil) { db in
            NewSchedulePage(
                form: typed, schedule: schedule, askable: try db.askable(by: member, at: time), packs: try db.packs(),
                burden: BurdenTable(
                    try db.burdenLedger(at: time), try db.askedCrowd(), try db.pulseBudgets(), at: time),
                formToken: token, error: error)
        }
    }

    @Sendable private func startSchedule(_ request: Request, context: AppContext) async throws -> Response {
        let (member, sent) = try await context.signedForm(request)
        guard desk != nil else { throw Self.noKey }
        let time = time
        let (askable, packs) = try await services.database.read { db in
            (try db.askable(by: member, at: time), try db.packs())
        }
        let typed = ScheduleForm(sent, teams: askable.mayChoose, packs: packs)
        let id = PulseSchedule.newID(services.randomBytes)
        do {
            let schedule = try await services.database.write { db in
                try db.startSchedule(ScheduleDraft(typed), id: id, by: .member(member.id), at: time)
            }
            return .redirect(to: Link.schedule(schedule.id).path, type: .normal)
        } catch let trouble as FormTrouble {
            return try await newSchedule(typed, context, error: trouble.description)
        } catch let trouble as BurdenTrouble {
            return try await newSchedule(typed, context, error: trouble.description)
        }
    }

    // MARK: Changing

    /// - Throws: a problem of status 403 for somebody who does not keep it.
    private func kept(_ context: AppContext) async throws -> PulseSchedule {
        let id = try context.parameter("schedule")
        let (time, member) = (time, context.visitor.member)
        return try await services.database.read { db in
            guard let schedule = try db.pulseSchedule(id) else { throw Self.noSuchSchedule }
            guard let member, try db.mayKeep(schedule, member, at: time) else { throw Self.notKept }
            return schedule
        }
    }

    @Sendable private func changeForm(_ request: Request, context: AppContext) async throws -> Response {
        let schedule = try await kept(context)
        return try await newSchedule(ScheduleForm(schedule), context, of: schedule)
    }

    @Sendable private func changeSchedule(_ request: Request, context: AppContext) async throws -> Response {
        let (member, sent) = try await context.signedForm(request)
        let schedule = try await kept(context)
        let time = time
        let packs = try await services.database.read { try $0.packs() }
        let typed = ScheduleForm(sent, teams: schedule.teams, packs: packs)
        do {
            try await services.database.write { db in
                _ = try db.change(schedule, to: ScheduleChange(typed), by: .member(member.id), at: time)
            }
            return .redirect(to: Link.schedule(schedule.id).path, type: .normal)
        } catch let trouble as FormTrouble {
            return try await newSchedule(typed, context, of: schedule, error: trouble.description)
        } catch let trouble as BurdenTrouble {
            return try await newSchedule(typed, context, of: schedule, error: trouble.description)
        }
    }

    private func schedulePage(_ context: AppContext, error: String? = nil) async throws -> Response {
        let id = try context.parameter("schedule")
        let token = context.formToken
        let (now, member) = (services.now(), context.visitor.member)
        let time = time
        return try await services.framed(isRefused: error != nil) { db in
            guard let schedule = try db.pulseSchedule(id) else { throw Self.noSuchSchedule }
            let mayKeep = try member.map { try db.mayKeep(schedule, $0, at: time) } ?? false
            return SchedulePage(
                schedule: schedule, tree: TeamTree(try db.teams()),
                packs: try db.packs().filter { schedule.plan.packs.contains($0.id) },
                rounds: try db.rounds(of: id).map { ($0, $0.phase(at: now)) },
                places: try db.askedPlaces(schedule.teams, at: time), formToken: mayKeep ? token : nil, error: error)
        }
    }

    @Sendable private func setSchedule(_ request: Request, context: AppContext) async throws -> Response {
        let (member, sent) = try await context.signedForm(request)
        let id = try context.parameter("schedule")
        guard let state = PulseSchedule.State(rawValue: sent["state"]) else {
            throw Problem.badRequest("A schedule is running, paused or ended.")
        }
        let time = time
        do {
            try await services.database.write { db in
                guard let schedule = try db.pulseSchedule(id) else { throw Self.noSuchSchedule }
                guard try db.mayKeep(schedule, member, at: time) else {
                    throw Self.notKept
                }
                try db.set(state, of: id, by: .member(member.id), at: time)
            }
            return .redirect(to: Link.schedule(id).path, type: .normal)
        } catch let trouble as BurdenTrouble {
            return try await schedulePage(context, error: trouble.description)
        }
    }

    static let notKept = Problem.forbidden("Those who lead the teams that it asks, and administrators, change it.")
    static let noSuchSchedule = Problem.notFound("There is no such schedule. /pulse/schedules lists them all.")
}

extension Connection {
    /// Whether somebody may pause or end it: who might start it today.
    func mayKeep(_ schedule: PulseSchedule, _ member: Member, at now: Int64) throws -> Bool {
        if member.isAdministrator { return true }
        guard !schedule.teams.isEmpty else { return try leads(member.id, at: now) }
        return try askable(by: member, at: now).mayChoose.isSuperset(of: schedule.teams)
    }
}

extension Link {
    static let schedules = Link("pulse", "schedules")
    static let newSchedule = Link("pulse", "schedules", "new")
    static let burden = Link("pulse", "burden")
    static func schedule(_ id: PulseSchedule.ID) -> Link { Link("pulse", "schedules", id) }
    static func changing(_ id: PulseSchedule.ID) -> Link { Link("pulse", "schedules", id, "edit") }
}
