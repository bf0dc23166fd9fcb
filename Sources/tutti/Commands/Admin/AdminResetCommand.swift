import ArgumentParser
import Features
import Foundation
import Store

struct AdminResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Make a link by which somebody chooses another password.",
        discussion: """
            Examples:
              tutti admin reset ada
              tutti admin reset ada --second-factor    for somebody who lost phone and recovery codes too
            """)

    @Argument(help: "Their login.")
    var login: String

    @Flag(help: "Also take their second factor away.")
    var secondFactor = false

    @OptionGroup var options: DataOptions
    @OptionGroup var made: LinkOptions

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let secret = LinkOptions.secret()
        let name = try await options.withDatabase { [login, secondFactor] database in
            try await database.write { db in
                let member = try db.presentMember(login)
                let purpose = OneTimeLink.Purpose.reset(member.id)
                try db.add(OneTimeLink(purpose, endsAt: now + OneTimeLink.life(of: purpose)), secret: secret, at: now)
                try db.audit(.resetLinkMade, of: member.id, by: .commandLine, at: now)
                if secondFactor, try db.removeSecondFactor(of: member.id) {
                    try db.audit(.secondFactorRemoved, of: member.id, by: .commandLine, at: now)
                }
                return member.name
            }
        }
        try made.write(secret, OneTimeLink.life(of: .reset("")), for: "lets \(name) choose another password")
    }
}
