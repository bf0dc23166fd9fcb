import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Features

@Suite("Claiming accounts", .timeLimit(.minutes(40)))
struct ClaimStoreTests {
    private static let now: Int64 = 1_790_000_000
    private static let account = Signature(name: "Ada", email: "Ada@Example.org")

    @Test(arguments: Backend.all)
    func `a claim waits for somebody else's word, which can be taken back`(_ backend: Backend) async throws {
        try await withPeople(backend) { database, ada, eve in
            let account = Self.account
            try await database.write { try $0.claim(account, of: ada, at: Self.now) }
            #expect(try await state(database, ada) == .open)
            await #expect(throws: ClaimTrouble.ownClaim) {
                try await database.write {
                    try $0.decide(true, on: account, of: ada.member.id, by: ada.member, at: Self.now)
                }
            }
            try await database.write {
                try $0.decide(true, on: account, of: ada.member.id, by: eve.member, at: Self.now)
            }
            #expect(try await state(database, ada) == .confirmed)
            await #expect(throws: ClaimTrouble.taken(account)) {
                try await database.write { try $0.claim(account, of: eve, at: Self.now) }
            }
            try await database.write {
                try $0.decide(false, on: account, of: ada.member.id, by: eve.member, at: Self.now)
                try $0.claim(account, of: eve, at: Self.now)
                try $0.withdraw(account, of: eve, at: Self.now)
            }
            #expect(try await state(database, ada) == .refused)
            let log = try await database.read { db in
                try db.rows("SELECT action FROM audit_entry ORDER BY number") { try $0.get(0, as: String.self) }
            }
            #expect(
                log == [
                    "claimed an account", "confirmed a claim", "refused a claim", "claimed an account",
                    "withdrew a claim",
                ])
        }
    }

    @Test(arguments: Backend.all)
    func `an address that is proven confirms what was and will be claimed by it`(_ backend: Backend) async throws {
        try await withPeople(backend) { database, ada, eve in
            let account = Self.account
            try await database.write { db in
                try db.claim(account, of: ada, at: Self.now)
                try db.prove(address: "ada@example.ORG", of: ada.member.id, at: Self.now)
            }
            #expect(try await state(database, ada) == .proven)
            let isTaken = try await database.write {
                try $0.prove(address: "ada@example.org", of: eve.member.id, at: Self.now)
            }
            #expect(!isTaken)
            try await database.write { db in
                try db.withdraw(account, of: ada, at: Self.now)
                try db.claim(account, of: ada, at: Self.now)
            }
            #expect(try await state(database, ada) == .proven)
        }
    }

    @Test(arguments: Backend.all)
    func `a login of a code host is offered, claimed and tied to its member`(_ backend: Backend) async throws {
        try await withPeople(backend) { database, ada, eve in
            let key = RecordKey("code.example.org", .account, "7")
            let accounts = [
                Account(key: key, login: "Ada"), Account(key: key.other(.account, "8"), login: "tidy-bot", kind: .bot),
                Account(key: key.other(.account, "9"), login: "gone", kind: .deleted),
                Account(key: key.other(.account, "10"), login: "other", name: "Somebody"),
            ]
            try await database.write { db in
                try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 5))
                _ = try db.save([Told(accounts.map(Record.account), at: 1)], of: "host")
            }
            let offered = try await database.read { try $0.hostedAccounts() }
            #expect(offered.likely(ada.member, []).map(\.login) == ["Ada"])
            #expect(offered.matching("some", limit: 9).map(\.login) == ["other"])
            #expect(offered.matching("tidy", limit: 9).isEmpty && offered.matching("gone", limit: 9).isEmpty)
            let signature = try #require(try await database.read { try $0.claimed(key) })
            #expect(signature.hostedAccount?.login == "ada" && signature.hostedAccount?.host == "code.example.org")
            try await database.write { try $0.claim(signature, of: ada, at: Self.now) }
            func tied() async throws -> Member.ID? {
                DeliveryIdentities(try await database.read { try $0.knownDeliveryPeople() }).member(of: key)
            }
            #expect(try await tied() == nil)
            try await database.write {
                try $0.decide(true, on: signature, of: ada.member.id, by: eve.member, at: Self.now)
            }
            #expect(try await tied() == ada.member.id)
            #expect(try await database.read { try $0.hostedAccounts() }.likely(ada.member, []).isEmpty)
            try await database.write { try $0.withdraw(signature, of: ada, at: Self.now) }
            #expect(try await tied() == nil)
            let stranger = Signature(name: "x", email: "0+x@users.noreply.code.example.org")
            await #expect(throws: ClaimTrouble.unknown(stranger)) {
                try await database.write { try $0.claim(stranger, of: ada, at: Self.now) }
            }
        }
    }

    @Test(arguments: [
        ("https://code.example.org", "ada", true), ("https://code.example.org/", "ADA", true),
        ("https://code.example.org/realms/x", "ada", false), ("https://sign-in.example.org", "ada", false),
        ("http://code.example.org", "ada", false), ("https://code.example.org", "eve", false),
    ])
    func `a code host that signs people in proves their login there`(
        _ issuer: String, _ login: String, _ isProven: Bool
    ) async throws {
        try await withPeople(.sqlite) { database, ada, _ in
            let account = Account(key: RecordKey("code.example.org", .account, "7"), login: "Ada")
            let text = """
                {"iss": "\(issuer)", "sub": "1", "aud": "tutti", "exp": 2000000000, "preferred_username": "\(login)"}
                """
            let token = try JSONDecoder().decode(IDToken.self, from: Data(text.utf8))
            try await database.write { db in
                try db.save(SourceConnection(id: "host", kind: "gitlab", name: "Host", createdAt: 5))
                _ = try db.save([Told([.account(account)], at: 1)], of: "host")
                try db.claim(account.privateSignature, of: ada, at: Self.now)
                try db.proveAddress(of: ada.member.id, by: token, at: Self.now)
            }
            let state = try await database.read {
                AccountClaims(try $0.accountClaims()).state(of: ada.member.id, account.privateSignature)
            }
            #expect(state == (isProven ? .proven : .open))
        }
    }

    @Test func `nobody claims what no history holds`() async throws {
        try await withPeople(.sqlite) { database, ada, _ in
            let nobody = Signature(name: "No", email: "no@example.org")
            await #expect(throws: ClaimTrouble.unknown(nobody)) {
                try await database.write { try $0.claim(nobody, of: ada, at: Self.now) }
            }
        }
    }

    private func state(_ database: any Database, _ me: Oneself) async throws -> AccountClaims.State? {
        try await database.read { AccountClaims(try $0.accountClaims()).state(of: me.member.id, Self.account) }
    }

    private func withPeople(
        _ backend: Backend, _ body: (any Database, Oneself, Oneself) async throws -> Void
    ) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                for (id, login) in [("a1", "ada"), ("e1", "eve")] {
                    try db.add(
                        Member(id: id, login: login, name: login.capitalized, isAdministrator: false, joinedAt: 5),
                        password: nil)
                }
                try db.save(
                    Repository(
                        id: "work", name: "work", location: "/nowhere", head: nil, branch: nil, isBare: false,
                        isShallow: false, isPartial: false, objectFormat: "sha1"))
                try db.run(
                    """
                    INSERT INTO signature (repository, number, name, email)
                    SELECT number, 1, \(Self.account.name), \(Self.account.email) FROM repository
                    """)
            }
            let ada = try #require(try await Doorkeeper.holder(of: database, as: "ada"))
            let eve = try #require(try await Doorkeeper.holder(of: database, as: "eve"))
            try await body(database, ada, eve)
        }
    }
}
