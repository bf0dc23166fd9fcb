import BlindTickets
import Foundation
import Records
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("Rounds that open by themselves", .timeLimit(.minutes(40)))
struct ScheduledRoundsTests {
    /// A Monday at 14:13 in UTC.
    private static let start = Int64(Respondents.opens.timeIntervalSince1970)

    private static func draft(
        teams: [String] = [], packs: [String] = ["mood", "trust", "focus"], every: String = "weekly", minutes: Int = 2
    ) -> ScheduleDraft {
        ScheduleDraft(
            title: "How it goes", teams: teams, packs: packs, every: every, weekday: 1, time: "10:00", first: "",
            openDays: 4, minutes: minutes)
    }

    @discardableResult
    private static func start(_ team: Respondents, _ draft: ScheduleDraft = draft()) async throws -> PulseSchedule {
        let now = Int64(team.clock.now.timeIntervalSince1970)
        return try await team.database.write { try $0.startSchedule(draft, id: "weekly", by: .commandLine, at: now) }
    }

    private static func schedule(_ team: Respondents) async throws -> PulseSchedule {
        try #require(try await team.database.read { try $0.pulseSchedule("weekly") })
    }

    private static func turn(_ team: Respondents, to seconds: Int64) {
        team.clock.turn(to: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    @Test(arguments: Backend.all)
    func `at their time, once, however many servers look`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 8)
            let schedule = try await Self.start(team)
            let opens = try #require(schedule.next?.opens)
            #expect(Days.instant(opens) == "2026-09-22T10:00:00Z")
            #expect(try await team.desk.openScheduled() == [])
            Self.turn(team, to: opens + 15)
            let other = team.otherDesk(on: database)
            let opened = try await withThrowingTaskGroup(of: [Round.ID].self) { group in
                for desk in [team.desk, other, team.desk, other] { group.addTask { try await desk.openScheduled() } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let round = try await team.round(try #require(opened.first))
            #expect(opened.count == 1)
            #expect(try await team.desk.openScheduled() == [])
            #expect(round.manifest.title == "How it goes, 22 September 2026")
            #expect(Days.instant(Int64(round.manifest.closes.timeIntervalSince1970)) == "2026-09-26T10:00:00Z")
            #expect(round.manifest.segments.map(\.size) == [8])
            #expect(try await Self.schedule(team).next?.day.text == "2026-09-29")
            #expect(try await database.read { try $0.rounds(of: "weekly").map(\.id) } == [round.id])
        }
    }

    @Test(arguments: Backend.all)
    func `what was asked least comes first, and what rests is left alone`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            try await Self.start(team, Self.draft(packs: ["mood", "focus", "documentation"], minutes: 1))
            var asked: [String: Int] = [:]
            for _ in 0..<6 {
                let opens = try #require(try await Self.schedule(team).next?.opens)
                // Late by a different time every week: a pause of one week must not leave every other week out.
                Self.turn(team, to: opens + Int64(asked.count % 3) * 7000)
                let round = try #require(try await team.desk.openScheduled().first)
                let questions = try await database.read { try $0.questionnaire(of: round) }.questions
                #expect(questions.reduce(0) { $0 + $1.seconds } <= 60)
                for question in questions { asked[question.id.text, default: 0] += 1 }
                Self.turn(team, to: opens + 6 * 86_400)
                _ = try await team.desk.releaseEnded()
            }
            #expect(asked["mood/week"] == 6)
            // Thirteen and eight weeks have not passed: nothing else came twice.
            #expect(asked.filter { $0.key != "mood/week" }.values.allSatisfy { $0 == 1 })
            #expect(asked.count > 8)
        }
    }

    @Test(arguments: Backend.all)
    func `after a pause of the server one opens late, and what is too late is left out`(_ backend: Backend) async throws
    {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let opens = try #require(try await Self.start(team).next?.opens)
            Self.turn(team, to: opens + 2 * 86_400)
            let round = try await team.round(try #require(try await team.desk.openScheduled().first))
            #expect(Int64(round.manifest.opens.timeIntervalSince1970) == opens + 2 * 86_400)
            #expect(Int64(round.manifest.closes.timeIntervalSince1970) == opens + 4 * 86_400)
            // Three weeks and a half without a server.
            Self.turn(team, to: opens + 24 * 86_400 + 60)
            #expect(try await team.desk.openScheduled() == [])
            let schedule = try await Self.schedule(team)
            #expect(
                schedule.note
                    == "The round of 29 September 2026 was left out. The server was not running until half of its time was over."
            )
            #expect(schedule.next?.day.text == "2026-10-20")
        }
    }

    @Test(arguments: Backend.all)
    func `nothing opens while it is paused, and nothing ever once it has ended`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let opens = try #require(try await Self.start(team).next?.opens)
            let now = Self.start
            try await database.write { try $0.set(.paused, of: "weekly", by: .commandLine, at: now) }
            Self.turn(team, to: opens + 60)
            #expect(try await team.desk.openScheduled() == [])
            try await database.write { try $0.set(.running, of: "weekly", by: .commandLine, at: opens + 60) }
            #expect(try await team.desk.openScheduled().count == 1)
            try await database.write { try $0.set(.ended, of: "weekly", by: .commandLine, at: opens + 120) }
            try await database.write { try $0.set(.running, of: "weekly", by: .commandLine, at: opens + 180) }
            #expect(try await Self.schedule(team).state == .ended)
            let actions: [String] = try await database.read { db in
                try db.rows("SELECT action FROM audit_entry WHERE subject = 'weekly' ORDER BY number") { try $0.get(0) }
            }
            #expect(
                actions == [
                    "started a pulse that comes again", "paused a pulse that comes again",
                    "started a pulse that comes again", "ended a pulse that comes again",
                ])
        }
    }

    @Test(arguments: Backend.all)
    func `it asks less where little room is left, and nothing where there is none`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let opens = try #require(try await Self.start(team, Self.draft(minutes: 2)).next?.opens)
            // 72 of 150 seconds are used by a round that was announced by hand.
            _ = try await team.announce()
            let now = Self.start
            try await database.write { try $0.keep(Burden(minutesPerMonth: 2)!, ofTeam: "", by: .commandLine, at: now) }
            Self.turn(team, to: opens)
            let round = try #require(try await team.desk.openScheduled().first)
            let seconds = try await database.read { try $0.questionnaire(of: round).seconds }
            #expect((12...48).contains(seconds))
            Self.turn(team, to: opens + 7 * 86_400)
            _ = try await team.desk.releaseEnded()
            #expect(try await team.desk.openScheduled() == [])
            #expect(try #require(try await Self.schedule(team).note).contains("leaves too little time"))
        }
    }

    @Test(arguments: Backend.all)
    func `with too few people nothing opens, and the schedule says so`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let opens = try #require(try await Self.start(team).next?.opens)
            try await database.write { try $0.endMembership(of: "member-5", at: opens) }
            Self.turn(team, to: opens)
            #expect(try await team.desk.openScheduled() == [])
            let schedule = try await Self.schedule(team)
            #expect(try #require(schedule.note).contains("Fewer than 6 people"))
            #expect(schedule.next?.day.text == "2026-09-29")
        }
    }

    /// Both together would tell what one person answered.
    @Test(arguments: Backend.all)
    func `it waits while nearly the same people are asked the same`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 8)
            let mood = Questionnaire(Pack.builtIn.filter { $0.id == "mood" })
            let seven = Array(team.members.prefix(7))
            _ = try await team.desk.announce(
                RoundPlan(
                    title: "By hand", questionnaire: mood, segments: [.init(id: "some", title: "Some", members: seven)],
                    opens: team.clock.now, closes: team.clock.now.addingTimeInterval(20 * 86_400), audience: ["All."]))
            Self.turn(team, to: Self.start + 3 * 86_400)
            let opens = try #require(try await Self.start(team, Self.draft(packs: ["mood"])).next?.opens)
            Self.turn(team, to: opens)
            #expect(try await team.desk.openScheduled() == [])
            #expect(try #require(try await Self.schedule(team).note).hasPrefix("Not opened yet. “By hand” asks nearly"))
            #expect(try await Self.schedule(team).next?.opens == opens)
            Self.turn(team, to: opens + 3 * 86_400)
            #expect(try await team.desk.openScheduled() == [])
            #expect(try #require(try await Self.schedule(team).note).contains("was left out. “By hand” asks nearly"))
            #expect(try await Self.schedule(team).next?.opens == opens + 7 * 86_400)
        }
    }

    @Test(arguments: [
        (Self.draft(packs: []), "Choose a pack"), (Self.draft(packs: ["nothing"]), "Choose a pack"),
        (Self.draft(packs: ["psychological-safety"], minutes: 1), "belong together"),
        (Self.draft(minutes: 4), "from 1 to 3"), (Self.draft(teams: ["nobody"]), "There is no team called nobody"),
    ])
    func `what cannot be scheduled is said in a sentence`(_ draft: ScheduleDraft, _ says: String) async throws {
        try await Backend.sqlite.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let error = await #expect(throws: FormTrouble.self) { try await Self.start(team, draft) }
            #expect(error?.description.contains(says) ?? false)
        }
    }

    @Test func `schedules together do not ask for more than is agreed`() async throws {
        try await Backend.sqlite.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            try await Self.start(team, Self.draft(minutes: 2))
            let now = Self.start
            await #expect(throws: BurdenTrouble.tooMuchPlanned(seconds: 600, together: 1200, minutes: 15)) {
                try await database.write {
                    _ = try $0.startSchedule(Self.draft(minutes: 2), id: "other", by: .commandLine, at: now)
                }
            }
        }
    }
}
