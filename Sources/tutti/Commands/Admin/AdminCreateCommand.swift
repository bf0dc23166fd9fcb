import ArgumentParser
import Features
import Foundation
import Store

struct AdminCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a link that makes an administrator.",
        discussion: """
            Examples:
              tutti admin create
              tutti admin create --address https://tutti.example.org
            """)

    @OptionGroup var options: DataOptions
    @OptionGroup var made: LinkOptions

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let secret = LinkOptions.secret()
        let purpose = try await options.withDatabase { database in
            try await database.write { db in
                let purpose: OneTimeLink.Purpose =
                    try db.hasMembers() ? .invitation(asAdministrator: true) : .firstAdministrator
                try db.add(OneTimeLink(purpose, endsAt: now + OneTimeLink.life(of: purpose)), secret: secret, at: now)
                try db.audit(.invited, of: "", by: .commandLine, at: now)
                return purpose
            }
        }
        try made.write(secret, OneTimeLink.life(of: purpose), for: "makes an administrator")
    }
}
