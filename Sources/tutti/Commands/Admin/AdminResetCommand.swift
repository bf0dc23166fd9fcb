import ArgumentParser
import Features
import Foundation
import Store

struct AdminResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Make a link by which somebody chooses another password.",
        discussion: """
            Example:
              tutti admin reset ada
            """)

    @Argument(help: "Their login.")
    var login: String

    @OptionGroup var options: DataOptions
    @OptionGroup var made: LinkOptions

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let secret = LinkOptions.secret()
        let name = try await options.withDatabase { [login] database in
            try await database.write { db in
                guard let typed = Login(login), let member = try db.member(login: typed), member.leftAt == nil else {
                    throw CommandTrouble("Nobody here has the login \(login). “tutti admin list” shows who has one.")
                }
                let purpose = OneTimeLink.Purpose.reset(member.id)
                try db.add(OneTimeLink(purpose, endsAt: now + OneTimeLink.life(of: purpose)), secret: secret, at: now)
                try db.audit(.resetLinkMade, of: member.id, by: .commandLine, at: now)
                return member.name
            }
        }
        try made.write(secret, OneTimeLink.life(of: .reset("")), for: "lets \(name) choose another password")
    }
}
