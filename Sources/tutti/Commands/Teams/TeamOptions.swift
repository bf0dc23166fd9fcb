import ArgumentParser
import Features
import Foundation
import Records
import Store

/// What a command about teams is kept with, and how it answers.
struct TeamOptions: ParsableArguments, Sendable {
    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON: the team as it is now.")
    var json = false

    /// Changes something of a team, and says what it is now.
    func change(
        _ name: String, saying words: String,
        _ body: @escaping @Sendable (any Connection, Int64) throws -> Void
    ) async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let answer = try await data.withDatabase { database in
            try await database.write { db in
                do { try body(db, now) } catch let trouble as TeamTrouble { throw CommandTrouble(trouble.description) }
                guard let team = try db.team(name) else {
                    throw CommandTrouble(TeamTrouble.unknown(name).description)
                }
                return try TeamAnswer(team, in: db, at: now)
            }
        }
        if json {
            Output.write(try JSONValue.canonical(answer, pretty: true) + Data("\n".utf8))
        } else {
            Output.write(words + "\n")
        }
    }
}

/// Who, in which team, and from when.
struct MembershipOptions: ParsableArguments, Sendable {
    @Argument(help: "The team's name.")
    var team: String

    @Argument(help: "The member's login.")
    var login: String

    @OptionGroup var options: TeamOptions

    func member(_ db: any Connection) throws -> Member {
        guard let typed = Login(login), let member = try db.member(login: typed) else {
            throw TeamTrouble.noMember(login)
        }
        return member
    }

    /// The day that was given, or today by the team's clock.
    func day(_ text: String?, _ db: any Connection, _ now: Int64) throws -> CivilDay {
        guard let known = try db.team(team) else { throw TeamTrouble.unknown(team) }
        guard let text else { return known.day(at: now) }
        guard let day = CivilDay(text) else { throw TeamTrouble.noDay(text) }
        return day
    }
}
