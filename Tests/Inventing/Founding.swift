import Features
import Invention
import Records
import Store

/// Makes those who work in an invention members, with teams, working time and the accounts that are theirs.
struct Founding: Sendable {
    let organisation: Organisation

    func save(in database: any Database) async throws {
        let at = organisation.start.start
        let members = organisation.people.map { person in
            Member(
                id: "invented-\(person.id + 1)", login: person.login, name: person.name, isAdministrator: false,
                joinedAt: at)
        }
        try await database.write { db in
            for calendar in organisation.calendars {
                try db.keep(
                    KeptHolidays(name: calendar.name, title: calendar.title, days: calendar.days), by: .commandLine,
                    at: at)
            }
            for (person, member) in zip(organisation.people, members) {
                try db.add(member, password: nil)
                try db.prove(address: person.email, of: member.id, at: at)
            }
            for team in organisation.teams { try found(team, members, at: at, in: db) }
        }
        for person in organisation.people { try await keepHours(of: person, in: database) }
    }

    private func found(
        _ team: Organisation.Team, _ members: [Member], at: Int64, in db: any Connection
    ) throws {
        let lead = organisation.people[team.people[0]]
        try db.add(
            Team(name: team.name, title: team.title, zone: team.zone, hours: lead.hours, holidays: lead.holidays),
            by: .commandLine, at: at)
        for person in team.people {
            try db.begin(
                Membership(
                    team: team.name, member: members[person].id,
                    role: organisation.people[person].isLead ? .lead : .member, from: organisation.start),
                by: .commandLine, at: at)
        }
    }

    /// Which repositories each team answers for, once the code host has told of them.
    func saveRepositories(in database: any Database) async throws {
        try await database.write { db in
            for team in organisation.teams {
                try db.keep(
                    Set(team.repositories.map(organisation.repository)), ofTeam: team.name, by: .commandLine,
                    at: organisation.start.start)
            }
        }
    }

    private func keepHours(of person: Organisation.Person, in database: any Database) async throws {
        guard let me = try await Doorkeeper.holder(of: database, as: person.login) else { return }
        let schedule = WorkSchedule(
            from: organisation.start, zone: person.zone, hours: person.hours, holidays: person.holidays)
        try await database.write { db in
            try db.keep(schedule, of: me)
            for absence in person.absences { try db.add(absence, of: me) }
        }
    }
}
