import ArgumentParser
import Features
import Foundation
import Records
import Store

struct AdminCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a link that makes an administrator, or make somebody one who is here already.",
        discussion: """
            Examples:
              tutti admin create
              tutti admin create --address https://tutti.example.org
              tutti admin create ada                   ada is a member, and an administrator from now on
            """)

    @Argument(help: "The login of a member. Without it a link is made for somebody new.")
    var login: String?

    @OptionGroup var options: DataOptions
    @OptionGroup var made: LinkOptions

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        if let login { return try await promote(login, at: now) }
        let secret = LinkOptions.secret()
        let purpose = try await options.withDatabase { database in
            try await database.write { db in
                let purpose: OneTimeLink.Purpose =
                    try db.administratorCount() > 0 ? .invitation(asAdministrator: true) : .firstAdministrator
                try db.add(OneTimeLink(purpose, endsAt: now + OneTimeLink.life(of: purpose)), secret: secret, at: now)
                try db.audit(.invited, of: "", by: .commandLine, at: now)
                return purpose
            }
        }
        try made.write(secret, OneTimeLink.life(of: purpose), for: "makes an administrator")
    }

    private func promote(_ login: String, at now: Int64) async throws {
        let member = try await options.withDatabase { database in
            try await database.write { db in
                let member = try db.presentMember(login)
                try db.makeAdministrator(member.id)
                try db.audit(.administratorMade, of: member.id, by: .commandLine, at: now)
                return member
            }
        }
        if made.json {
            let line: JSONValue = .object(["login": .string(member.login), "name": .string(member.name)])
            Output.write(try JSONValue.canonical(line, pretty: true) + Data("\n".utf8))
        } else {
            Output.write("\(member.name) is an administrator now.\n")
        }
    }
}

extension Connection {
    /// Who has this login and has not left.
    ///
    /// - Throws: `CommandTrouble` where nobody does.
    func presentMember(_ login: String) throws -> Member {
        guard let typed = Login(login), let member = try member(login: typed), member.leftAt == nil else {
            throw CommandTrouble("Nobody here has the login \(login). Members are listed at /members.")
        }
        return member
    }
}
