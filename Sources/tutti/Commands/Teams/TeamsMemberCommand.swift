import ArgumentParser
import Features
import Records

struct TeamsMemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Say who belongs to a team, as what and from when.",
        discussion: """
            Examples:
              tutti teams member add payments ada --lead --from 2026-03-02
              tutti teams member role payments ada member
              tutti teams member end payments ada
            """,
        subcommands: [TeamsMemberAddCommand.self, TeamsMemberRoleCommand.self, TeamsMemberEndCommand.self])
}

struct TeamsMemberAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Take somebody into a team.",
        discussion: """
            Examples:
              tutti teams member add payments ada
              tutti teams member add payments ada --lead --from 2026-03-02 --until 2026-09-01
            """)

    @OptionGroup var who: MembershipOptions

    @Flag(help: "As a lead.")
    var lead = false

    @Option(help: "The first day (default: today).")
    var from: String?

    @Option(help: "The first day on which it holds no more (default: open).")
    var until: String?

    func run() async throws {
        let (who, lead, from, until) = (who, lead, from, until)
        try await who.options.change(who.team, saying: "\(who.login) belongs to \(who.team).") { db, now in
            let end = try until.map { try who.day($0, db, now) }
            let begin = try who.day(from, db, now)
            if let end, end <= begin { throw TeamTrouble.noDay(end.text) }
            let membership = Membership(
                team: who.team, member: try who.member(db).id, role: lead ? .lead : .member, from: begin, until: end)
            try db.begin(membership, by: .commandLine, at: now)
        }
    }
}

struct TeamsMemberRoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Make somebody a lead or a member from today on.",
        discussion: """
            Example:
              tutti teams member role payments ada lead
            """)

    @OptionGroup var who: MembershipOptions

    @Argument(help: "lead or member.")
    var role: Role

    enum Role: String, ExpressibleByArgument, CaseIterable, Sendable { case lead, member }

    func run() async throws {
        let (who, role) = (who, role)
        try await who.options.change(who.team, saying: "\(who.login) is a \(role) of \(who.team).") { db, now in
            try db.change(
                roleOf: try who.member(db).id, in: who.team, to: role == .lead ? .lead : .member,
                from: try who.day(nil, db, now), by: .commandLine, at: now)
        }
    }
}

struct TeamsMemberEndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "End somebody's membership of a team.",
        discussion: """
            Examples:
              tutti teams member end payments ada
              tutti teams member end payments ada --on 2026-06-01
            """)

    @OptionGroup var who: MembershipOptions

    @Option(help: "The first day on which it holds no more (default: today).")
    var on: String?

    func run() async throws {
        let (who, on) = (who, on)
        try await who.options.change(who.team, saying: "\(who.login) belongs to \(who.team) no more.") { db, now in
            let day = try who.day(on, db, now)
            try db.endMembership(of: try who.member(db).id, in: who.team, on: day, by: .commandLine, at: now)
        }
    }
}
