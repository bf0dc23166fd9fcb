import Foundation
import Records
import Server
import Store
import TestKit
import Testing

@testable import Features

/// A member whose account is confirmed, in a real history that is imported and measured.
@Suite("Being forgotten, and objecting to be counted", .timeLimit(.minutes(40)))
struct ErasureTests {
    private static let now: Int64 = 1_790_000_000

    @Test(arguments: Backend.all)
    func `an erased member is found nowhere, sums stay, and another import brings nothing back`(
        _ backend: Backend
    ) async throws {
        let source = try Self.history()
        try await backend.withDatabase { database in
            try await bringIn(source, database)
            let me = try await member(database, claiming: "cyd@example.org")
            let before = try await sums(database)
            let report = try await database.write {
                try $0.erase(me, salt: Self.salt, pseudonym: "somebody-x", by: .commandLine, at: Self.now)
            }
            #expect(report.lines.first { $0.what.hasPrefix("names and addresses in histories") }?.count == 1)
            #expect(report.lines.first { $0.what == "absences" }?.count == 1)
            #expect(!report.remains.isEmpty)

            try source.write("more\n", to: "core/later.swift")
            try source.commit("Later", by: "Cydonia", email: "Cyd@Example.org", at: "1702900000 +0100")
            try await bringIn(source, database)
            for secret in ["cyd@example.org", "cydonia", "cyd.login"] {
                let found = try await database.read { try $0.cells(holding: secret) }
                #expect(found.isEmpty, "\(secret) stands in \(found)")
            }
            let after = try await sums(database)
            #expect(after.commits == before.commits + 1 && after.people == before.people)
            #expect(after.memberships == before.memberships)
        }
    }

    @Test(arguments: Backend.all)
    func `who objects is in no number about people until they take it back`(_ backend: Backend) async throws {
        let source = try Self.history()
        try await backend.withDatabase { database in
            try await bringIn(source, database)
            let me = try await member(database, claiming: "cyd@example.org")
            #expect(try await named(database).contains("cyd@example.org"))
            try await database.write { try $0.setObjection(true, of: me, at: Self.now) }
            #expect(try await database.read { try $0.unmeasuredLocations(key: ReadingStore.current) } == [source.path])
            let told = try await database.read {
                try $0.value("SELECT count(*) FROM audit_entry WHERE action LIKE '%obj%'", as: Int.self)
            }
            #expect(told == 0, "others read in the audit log who objects")
            try await bringIn(source, database)
            #expect(try await !named(database).contains("cyd@example.org"))
            try await database.write { try $0.setObjection(false, of: me, at: Self.now) }
            try await bringIn(source, database)
            #expect(try await named(database).contains("cyd@example.org"))
        }
    }

    @Test func `the only administrator is not forgotten before there is another`() async throws {
        try await Backend.sqlite.withDatabase { database in
            try await database.write { db in
                try db.add(
                    Member(id: "a", login: "ada", name: "Ada", isAdministrator: true, joinedAt: 5), password: nil)
            }
            let me = try #require(try await Doorkeeper.holder(of: database, as: "ada"))
            await #expect(throws: ErasureTrouble.onlyAdministrator) {
                try await database.write {
                    _ = try $0.erase(me, salt: Self.salt, pseudonym: "x", by: .commandLine, at: Self.now)
                }
            }
            #expect(try await database.read { try $0.member("a")?.name } == "Ada")
        }
    }

    @Test(arguments: Backend.all)
    func `every table that names a member is told, exported and erased`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let tables = try await database.read { try $0.tablesOfMembers() }
            #expect(tables == Set(PersonalTables.all.map { "\($0.table)" }))
        }
    }

    @Test(arguments: Backend.all)
    func `an export holds what is tied to the member, and nobody else`(_ backend: Backend) async throws {
        let source = try Self.history()
        try await backend.withDatabase { database in
            try await bringIn(source, database)
            let me = try await member(database, claiming: "cyd@example.org")
            let data = try await database.read { try $0.everything(about: me, at: Self.now) }
            let text = String(decoding: try JSONValue.canonical(data), as: UTF8.self)
            for part in ["tutti.me/1", "cyd.login", "cyd@example.org", "2026-12-24", "band", "Asia/Tokyo"] {
                #expect(text.contains(part), "\(part) is missing")
            }
            for other in ["ada@example.org", "bo@example.org", "judge"] { #expect(!text.contains(other)) }
            #expect(try await database.read { try $0.activity(of: me) }.map(\.commits) == [10])
        }
    }

    private static let salt = [UInt8](repeating: 7, count: 32)

    private static func history() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        let people = [
            ("Ada", "ada@example.org"), ("Bo", "bo@example.org"), ("Cydonia", "cyd@example.org"),
        ]
        for number in 0..<30 {
            let (name, email) = people[number % 3]
            try repository.write("let value = \(number)\n", to: "core/part\(number).swift")
            try repository.commit(
                "Change \(number)", by: name, email: email, at: "\(1_700_000_000 + number * 86_400) +0100")
        }
        try repository.git("checkout", "--quiet", "-b", "beside")
        try repository.write("let side = 1\n", to: "core/side.swift")
        try repository.commit("Beside", by: "Cydonia", email: "cyd@example.org", at: "1702600000 +0100")
        try repository.git("checkout", "--quiet", "main")
        return repository
    }

    private func bringIn(_ source: ScratchRepository, _ database: any Database) async throws {
        let now: @Sendable () -> Date = { Date(timeIntervalSince1970: Double(Self.now)) }
        let outcome = try await Importer(database: database, mirrors: source.folder + "/mirrors", now: now)
            .run(source.path)
        try await Measurer(database: database, mirrors: source.folder + "/mirrors", now: now)
            .run(outcome.repository.id)
    }

    private func member(_ database: any Database, claiming email: String) async throws -> Oneself {
        try await database.write { db in
            let judge = Member(id: "j1", login: "judge", name: "Judge", isAdministrator: true, joinedAt: 5)
            try db.add(judge, password: nil)
            try db.add(
                Member(id: "c1", login: "cyd.login", name: "Cydonia", isAdministrator: false, joinedAt: 5),
                password: nil)
        }
        let me = try #require(try await Doorkeeper.holder(of: database, as: "cyd.login"))
        let day = try #require(CivilDay("2026-12-24"))
        try await database.write { db in
            let judge = try #require(try db.member("j1"))
            let signature = Signature(name: "Cydonia", email: email)
            try db.claim(signature, of: me, at: Self.now)
            try db.decide(true, on: signature, of: "c1", by: judge, at: Self.now)
            try db.add(Team(name: "band", title: "Band"), by: .commandLine, at: Self.now)
            let since = CivilDay(number: CivilDay(Self.now).number - 10)
            try db.begin(
                Membership(team: "band", member: "c1", role: .lead, from: since), by: .commandLine, at: Self.now)
            try db.add(Absence(first: day, last: day), of: me)
            try db.keep(WorkSchedule(from: day, zone: "Asia/Tokyo", hours: .usual), of: me)
            try db.prove(address: "cyd@proven.example", of: "c1", at: Self.now)
        }
        return me
    }

    private struct Sums: Equatable {
        let commits: Int
        let people: Int
        let memberships: Int
    }

    private func sums(_ database: any Database) async throws -> Sums {
        try await database.read { db in
            Sums(
                commits: try db.value("SELECT count(*) FROM git_commit") ?? 0,
                people: try db.whoIsWho(in: "work")?.people.count ?? 0,
                memberships: try db.memberships(of: "band").count)
        }
    }

    /// All that is written in the signals' details.
    private func named(_ database: any Database) async throws -> String {
        try await database.read { db in
            try db.measurements(of: "work", key: ReadingStore.current).map { String(decoding: $0.body, as: UTF8.self) }
                .joined()
        }
    }
}

extension Connection {
    /// Tables with a column that names a member, besides those where it is somebody's name for a person.
    fileprivate func tablesOfMembers() throws -> Set<String> {
        var found: Set<String> = []
        for table in try tables() {
            let columns: [String] =
                switch engine {
                case .sqlite: try rows("SELECT name FROM pragma_table_info(\(table))") { try $0.get(0) }
                case .postgres:
                    try rows(
                        """
                        SELECT column_name::text FROM information_schema.columns
                        WHERE table_schema = current_schema() AND table_name = \(table)
                        """
                    ) { try $0.get(0) }
                }
            if columns.contains("member") { found.insert(table) }
        }
        return found
    }

    /// Where in the whole database a text stands, letter case aside; table by table, in any form.
    fileprivate func cells(holding text: String) throws -> [String] {
        let texts: [(String, SQL)] = [
            ("member", "SELECT login || ' ' || name FROM member"),
            ("signature", "SELECT name || ' ' || email FROM signature"),
            (
                "identity_decision",
                "SELECT first_name || first_email || coalesce(second_email, '') FROM identity_decision"
            ),
            ("account_claim", "SELECT name || email FROM account_claim"),
            ("proven_address", "SELECT email FROM proven_address"),
            ("audit_entry", "SELECT actor || subject FROM audit_entry"),
            ("erased_signature", "SELECT pseudonym FROM erased_signature"),
        ]
        var found = try texts.filter { pair in
            try rows(pair.1) { try $0.get(0, as: String.self) }.contains { $0.lowercased().contains(text) }
        }.map(\.0)
        let bodies = try rows("SELECT body FROM measurement") { try $0.get(0, as: Data.self) }
        if bodies.contains(where: { String(decoding: $0, as: UTF8.self).lowercased().contains(text) }) {
            found.append("measurement")
        }
        return found
    }
}
