import Records
import Store
import TestKit
import Testing

@testable import Features

@Suite("Teams and memberships as they are kept", .timeLimit(.minutes(40)))
struct TeamStoreTests {
    private static let now: Int64 = 1_790_000_000
    private let today = CivilDay(now)

    @Test(arguments: Backend.all)
    func `a team is found again as it was made`(_ backend: Backend) async throws {
        let team = Team(
            name: "cards", title: "Cards & co", parent: "pay", zone: "Asia/Tokyo",
            hours: try WeeklyHours("Mon-Thu 08:00-16:00"), holidays: "jp")
        try await backend.withDatabase { database in
            try await database.write { db in
                let holidays = KeptHolidays(name: "jp", title: "Japan", days: Set([CivilDay(number: 20_000)]))
                try db.keep(holidays, by: .commandLine, at: Self.now)
                try db.add(Team(name: "pay", title: "Pay"), by: .commandLine, at: Self.now)
                try db.add(team, by: .commandLine, at: Self.now)
            }
            #expect(try await database.read { try $0.team("cards") } == team)
            #expect(try await database.read { try $0.teams().map(\.name) } == ["cards", "pay"])
        }
    }

    @Test(arguments: Backend.all)
    func `what makes no sense is refused, and changes nothing`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.add(Team(name: "pay", title: "Pay"), by: .commandLine, at: Self.now)
                try db.add(Team(name: "cards", title: "Cards", parent: "pay"), by: .commandLine, at: Self.now)
            }
            let wrong: [(Team, TeamTrouble)] = [
                (Team(name: "Pay!", title: "Pay"), .noName), (Team(name: "pay", title: "Pay"), .taken("pay")),
                (Team(name: "web", title: ""), .noTitle),
                (Team(name: "web", title: "Web", parent: "gone"), .unknown("gone")),
                (Team(name: "web", title: "Web", zone: "EST"), .noZone("EST")),
                (Team(name: "web", title: "Web", holidays: "mars"), .noHolidays("mars")),
            ]
            for (team, trouble) in wrong {
                await #expect(throws: trouble) {
                    try await database.write { try $0.add(team, by: .commandLine, at: Self.now) }
                }
            }
            await #expect(throws: TeamTrouble.circle("cards")) {
                try await database.write {
                    try $0.change(Team(name: "pay", title: "Pay", parent: "cards"), by: .commandLine, at: Self.now)
                }
            }
            #expect(try await database.read { try $0.teams().count } == 2)
        }
    }

    @Test(arguments: Backend.all)
    func `memberships have a beginning, an end and a role, and never overlap`(_ backend: Backend) async throws {
        try await withBand(backend) { database, ada in
            let next = CivilDay(number: today.number + 10)
            await #expect(throws: TeamTrouble.belongsAlready("Ada")) {
                try await database.write { [today] in
                    try $0.begin(
                        Membership(team: "band", member: ada, role: .member, from: today), by: .commandLine,
                        at: Self.now)
                }
            }
            #expect(try await database.read { try $0.role(of: ada, in: "band", at: Self.now) } == .member)
            try await database.write { db in
                try db.change(roleOf: ada, in: "band", to: .lead, from: next, by: .commandLine, at: Self.now)
            }
            #expect(try await database.read { try $0.role(of: ada, in: "band", at: next.start) } == .lead)
            #expect(try await database.read { try $0.role(of: ada, in: "band", at: next.start - 1) } == .member)
            try await database.write { [today] db in
                try db.endMembership(
                    of: ada, in: "band", on: CivilDay(number: today.number + 5), by: .commandLine, at: Self.now)
            }
            let kept = try await database.read { try $0.memberships(of: "band") }
            #expect(kept.map(\.role) == [.member, .lead])
            #expect(kept.first?.until == CivilDay(number: today.number + 5))
        }
    }

    @Test(arguments: Backend.all)
    func `a membership that ends on its first day never was`(_ backend: Backend) async throws {
        try await withBand(backend) { database, ada in
            try await database.write { [today] db in
                try db.endMembership(of: ada, in: "band", on: today, by: .commandLine, at: Self.now)
            }
            #expect(try await database.read { try $0.memberships(of: "band").isEmpty })
            await #expect(throws: TeamTrouble.belongsNot("Ada")) {
                try await database.write { [today] db in
                    try db.endMembership(of: ada, in: "band", on: today, by: .commandLine, at: Self.now)
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `an archived team ends its memberships and takes nobody in until it is restored`(
        _ backend: Backend
    ) async throws {
        try await withBand(backend) { database, ada in
            let later = CivilDay(number: today.number + 30)
            try await database.write { db in
                try db.add(Team(name: "brass", title: "Brass", parent: "band"), by: .commandLine, at: Self.now)
            }
            await #expect(throws: TeamTrouble.hasParts("Band")) {
                try await database.write { try $0.archive("band", on: later, by: .commandLine, at: Self.now) }
            }
            try await database.write { db in
                try db.archive("brass", on: later, by: .commandLine, at: Self.now)
                try db.archive("band", on: later, by: .commandLine, at: Self.now)
            }
            #expect(try await database.read { try $0.memberships(of: "band").map(\.until) } == [later])
            #expect(try await database.read { try $0.role(of: ada, in: "band", at: Self.now) } == nil)
            let again = Membership(team: "band", member: ada, role: .lead, from: later)
            await #expect(throws: TeamTrouble.archived("band")) {
                try await database.write { try $0.begin(again, by: .commandLine, at: Self.now) }
            }
            await #expect(throws: TeamTrouble.archived("band")) {
                try await database.write { try $0.restore("brass", by: .commandLine, at: Self.now) }
            }
            try await database.write { db in
                try db.restore("band", by: .commandLine, at: Self.now)
                try db.begin(again, by: .commandLine, at: Self.now)
            }
        }
    }

    private func withBand(
        _ backend: Backend, _ body: (any Database, Member.ID) async throws -> Void
    ) async throws {
        try await backend.withDatabase { database in
            let ada = try await database.write { [today] db in
                let ada = Member(id: "a1", login: "ada", name: "Ada", isAdministrator: false, joinedAt: Self.now)
                try db.add(ada, password: nil)
                try db.add(Team(name: "band", title: "Band"), by: .commandLine, at: Self.now)
                try db.begin(
                    Membership(team: "band", member: ada.id, role: .member, from: today), by: .commandLine, at: Self.now
                )
                return ada.id
            }
            try await body(database, ada)
        }
    }
}
