import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Features

@Suite("Claiming accounts", .timeLimit(.minutes(20)))
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
