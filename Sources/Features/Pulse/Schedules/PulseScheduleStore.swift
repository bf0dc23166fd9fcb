import Foundation
import Records
import Store

extension Connection {
    /// Those that run first, then by title.
    package func pulseSchedules() throws -> [PulseSchedule] {
        let all = try rows("\(Self.scheduleColumns)") { try PulseSchedule($0) }
        let order = PulseSchedule.State.allCases
        return all.sorted {
            (order.firstIndex(of: $0.state) ?? 0, $0.title, $0.id)
                < (order.firstIndex(of: $1.state) ?? 0, $1.title, $1.id)
        }
    }

    package func pulseSchedule(_ id: PulseSchedule.ID) throws -> PulseSchedule? {
        try row("\(Self.scheduleColumns) WHERE id = \(id)") { try PulseSchedule($0) }
    }

    /// Those whose next round should be open by now.
    func dueSchedules(at now: Int64) throws -> [PulseSchedule] {
        try rows("\(Self.scheduleColumns) WHERE state = 'running' AND next_at <= \(now * 1000) ORDER BY next_at, id") {
            try PulseSchedule($0)
        }
    }

    func add(_ schedule: PulseSchedule, by actor: AuditEntry.Actor, at now: Int64) throws {
        try run(
            """
            INSERT INTO pulse_schedule (id, title, team, plan, state, made_at, next_day, next_at, note)
            VALUES (\(schedule.id), \(schedule.title), \(Round.key(schedule.teams)), \(try schedule.planText),
                    \(schedule.state.rawValue), \(now * 1000), \(schedule.next?.day),
                    \(schedule.next.map { $0.opens * 1000 }), \(schedule.note))
            """)
        try audit(.scheduleStarted, of: schedule.id, by: actor, at: now)
    }

    /// Starts, pauses or ends one. What was ended stays so.
    ///
    /// - Returns: false where nothing changed.
    @discardableResult func set(
        _ state: PulseSchedule.State, next: PulseSchedule.Occasion?, of schedule: PulseSchedule,
        by actor: AuditEntry.Actor, at now: Int64
    ) throws -> Bool {
        guard schedule.state != state, schedule.state != .ended else { return false }
        try run(
            """
            UPDATE pulse_schedule
            SET state = \(state.rawValue), next_day = \(next?.day), next_at = \(next.map { $0.opens * 1000 }), note = NULL
            WHERE id = \(schedule.id)
            """)
        let action: AuditEntry.Action =
            switch state {
            case .running: .scheduleStarted
            case .paused: .schedulePaused
            case .ended: .scheduleEnded
            }
        try audit(action, of: schedule.id, by: actor, at: now)
        return true
    }

    /// What is changed of it for rounds to come.
    func keep(_ schedule: PulseSchedule, by actor: AuditEntry.Actor, at now: Int64) throws {
        try run(
            """
            UPDATE pulse_schedule
            SET title = \(schedule.title), plan = \(try schedule.planText), next_day = \(schedule.next?.day),
                next_at = \(schedule.next.map { $0.opens * 1000 }), note = \(schedule.note)
            WHERE id = \(schedule.id)
            """)
        try audit(.scheduleChanged, of: schedule.id, by: actor, at: now)
    }

    /// Goes on to the next occasion, where nobody else has done so.
    ///
    /// - Returns: false where another process was quicker, or somebody has paused it meanwhile.
    func advance(_ schedule: PulseSchedule, to next: PulseSchedule.Occasion, note: String?) throws -> Bool {
        try run(
            """
            UPDATE pulse_schedule SET next_day = \(next.day), next_at = \(next.opens * 1000), note = \(note)
            WHERE id = \(schedule.id) AND state = 'running' AND next_day = \(schedule.next?.day)
            """) > 0
    }

    func note(_ note: String, on schedule: PulseSchedule) throws {
        try run("UPDATE pulse_schedule SET note = \(note) WHERE id = \(schedule.id)")
    }

    /// The newest first.
    package func rounds(of schedule: PulseSchedule.ID) throws -> [Round] {
        try rows("SELECT id FROM pulse_round WHERE schedule = \(schedule) ORDER BY opens_at DESC, id") {
            try $0.get(0, as: String.self)
        }.compactMap { try round($0) }
    }

    /// Says of a round that it is one of a schedule, and from when on people hear of it by their own clock.
    func tie(_ round: Round.ID, to schedule: PulseSchedule, on day: CivilDay) throws {
        try run(
            """
            UPDATE pulse_round
            SET schedule = \(schedule.id), prompt_day = \(day), prompt_minute = \(schedule.plan.rhythm.minute)
            WHERE id = \(round)
            """)
    }

    /// When somebody first hears of a round, by their own clock; nil for one that was announced by hand.
    func prompt(of round: Round.ID, by clock: ZoneClock) throws -> Int64? {
        try row("SELECT prompt_day, prompt_minute FROM pulse_round WHERE id = \(round)") { row -> Int64? in
            guard let day = try row.get(0, as: CivilDay?.self), let minute = try row.get(1, as: Int?.self) else {
                return nil
            }
            return clock.instant(day, minute)
        }.flatMap { $0 }
    }

    private static var scheduleColumns: SQL {
        "SELECT id, title, team, plan, state, next_day, next_at, note FROM pulse_schedule"
    }
}

extension PulseSchedule {
    fileprivate init(_ row: Row) throws {
        let (day, opens): (CivilDay?, Int64?) = (try row.get(5), try row.get(6))
        self.init(
            id: try row.get(0), title: try row.get(1),
            teams: try row.get(2, as: String.self).split(separator: " ").map(String.init),
            plan: try JSONDecoder().decode(Plan.self, from: Data(row.get(3, as: String.self).utf8)),
            state: State(rawValue: try row.get(4)) ?? .ended,
            next: day.flatMap { day in opens.map { Occasion(day: day, opens: $0 / 1000) } }, note: try row.get(7))
    }

    fileprivate var planText: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(plan), as: UTF8.self)
        }
    }
}
