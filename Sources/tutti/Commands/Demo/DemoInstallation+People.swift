import Features
import Foundation
import Invention
import Records
import Store

/// Members, teams, working time and who is who.
extension DemoInstallation {
    /// The one who is no developer.
    static let council = (name: "Odile Farrow", login: "odile.farrow")

    func member(_ person: Organisation.Person) -> Member {
        Member(
            id: "invented-\(person.id + 1)", login: person.login, name: person.name,
            isAdministrator: person.login == "jaromir.thistlebank", joinedAt: beginning)
    }

    func addPeople() async throws {
        let (organisation, at) = (organisation, beginning)
        let members = organisation.people.map(member)
        let seat = Member(
            id: "invented-council", login: Self.council.login, name: Self.council.name, isAdministrator: false,
            joinedAt: at)
        try await database.write { db in
            for member in members + [seat] { try db.add(member, password: nil) }
            try db.seat(seat.id, inCouncil: true, by: .commandLine, at: at)
            for calendar in organisation.calendars {
                try db.keep(
                    KeptHolidays(name: calendar.name, title: calendar.title, days: calendar.days), by: .commandLine,
                    at: at)
            }
            for team in organisation.teams { try Self.add(team, of: organisation, members, at: at, to: db) }
        }
        try await keepHours()
    }

    private static func add(
        _ team: Organisation.Team, of organisation: Organisation, _ members: [Member], at: Int64, to db: any Connection
    ) throws {
        let lead = team.people.first { organisation.people[$0].isLead } ?? team.people[0]
        let leading = organisation.people[lead]
        try db.add(
            Team(
                name: team.name, title: team.title, zone: team.zone, hours: leading.hours, holidays: leading.holidays),
            by: .commandLine, at: at)
        for person in team.people {
            try db.begin(
                Membership(
                    team: team.name, member: members[person].id,
                    role: organisation.people[person].isLead ? .lead : .member, from: organisation.start),
                by: .commandLine, at: at)
        }
    }

    /// Where everybody is, when they work and when they are away.
    private func keepHours() async throws {
        for person in organisation.people {
            guard let me = try await Doorkeeper.holder(of: database, as: person.login) else { continue }
            let schedule = WorkSchedule(
                from: organisation.start, zone: person.zone, hours: person.hours, holidays: person.holidays)
            try await database.write { db in
                try db.keep(schedule, of: me)
                for absence in person.absences { try db.add(absence, of: me) }
            }
        }
    }

    /// Which repositories each team answers for, and within what time it agreed to answer: a day of work, one team since the
    /// fourth month.
    func keepAgreements() async throws {
        let organisation = organisation
        let agreed = organisation.start.start + Int64((organisation.story.agreement ?? 0) * 7 * 86_400)
        try await database.write { db in
            for team in organisation.teams {
                let repositories = Set(team.repositories.map(organisation.repository))
                try db.keep(repositories, ofTeam: team.name, by: .commandLine, at: organisation.start.start)
            }
            let first = organisation.teams[0]
            if let lead = first.people.first(where: { organisation.people[$0].isLead }) {
                let actor = AuditEntry.Actor.member("invented-\(organisation.people[lead].id + 1)")
                try db.keep(ReviewAgreement(hours: 6, clock: .working), ofTeam: first.name, by: actor, at: agreed)
            }
        }
    }

    /// Everybody says which account of the histories is theirs, and the administrator confirms it.
    func claimAccounts() async throws {
        let judge = organisation.people.map(member).first(where: \.isAdministrator)
        for person in organisation.people {
            guard let judge, let me = try await Doorkeeper.holder(of: database, as: person.login) else { continue }
            let (signature, at) = (Signature(name: person.name, email: person.email), beginning)
            try await database.write { db in
                try db.claim(signature, of: me, at: at)
                try db.decide(true, on: signature, of: me.member.id, by: judge, at: at)
            }
        }
    }
}
