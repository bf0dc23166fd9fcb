import Foundation
import Records
import Signals
import Store
import TestKit
import Testing

@testable import Features

@Suite("Being forgotten among deliveries, and what is kept for a time", .timeLimit(.minutes(40)))
struct DeliveryErasureTests {
    private static let commit = PullRequestCommit(
        pullRequest: Workshop.request("100"), commit: "c0ffee", authorName: "Ben", authorEmail: "Ben@Example.org",
        authoredAt: Workshop.monday)
    private static let body = Array("{\"user\":{\"login\":\"ben\",\"id\":2}}".utf8)
    private static let other = Array("{\"user\":{\"login\":\"benedict\",\"id\":3}}".utf8)

    private static func told(at: Int64) -> [Told] {
        let ben = Account(key: Workshop.account("2"), login: "ben", name: "Ben", email: "ben@example.org")
        let raw = RawAnswer(category: "commits", key: "/commits", body: body, receivedAt: at)
        let another = RawAnswer(category: "commits", key: "/others", body: other, receivedAt: at)
        return [
            Told([.account(ben), .pullRequestCommit(commit)], raw: raw),
            Told([.account(Account(key: Workshop.account("4"), login: "benedict"))], raw: another),
        ]
    }

    @Test(arguments: Backend.all)
    func `a member's accounts, commits and answers lose the name, and it does not come back`(
        _ backend: Backend
    ) async throws {
        try await Workshop.on(backend) { database in
            try await database.write { _ = try $0.save(Self.told(at: 3000), of: "host") }
            let before = try await Workshop.measured(database)
            try await database.write { try $0.keep(before, revision: 1) }
            let ben = try #require(try await Doorkeeper.holder(of: database, as: "ben"))
            let report = try await database.write {
                try $0.erase(
                    ben, salt: [UInt8](repeating: 7, count: 32), pseudonym: "somebody-x", by: .commandLine,
                    at: Workshop.now)
            }
            let counts = Dictionary(report.lines.map { ($0.what, $0.count) }) { first, _ in first }
            #expect(counts["accounts of code hosts"] == 1)
            #expect(counts["names and addresses in commits of pull requests"] == 1)
            #expect(counts["archived answers of tools that hold your name"] == 1)
            #expect(try await database.read { try $0.deliveryReadings(for: before.choice) } == nil)
            try await expectNobody(database)
            #expect(try await database.read { try $0.rawAnswer(of: Workshop.account("2")) } == nil)
            #expect(try await database.read { try $0.rawAnswer(of: Workshop.account("4")) } != nil)
            try await database.write { _ = try $0.save(Self.told(at: 9000), of: "host") }
            try await expectNobody(database)
            // What happened stays: reviews by somebody.
            let after = try await Workshop.measured(database)
            #expect(after["first-review"]?.value == before["first-review"]?.value)
        }
    }

    private func expectNobody(_ database: any Database) async throws {
        let (accounts, commits) = try await database.read { db in
            (try db.records(Account.self), try db.records(PullRequestCommit.self))
        }
        let ben = accounts.first { $0.key == Workshop.account("2") }
        #expect(ben == Account(key: Workshop.account("2"), login: "somebody-x"))
        #expect(commits.map(\.authorEmail).allSatisfy { $0.hasSuffix("@erased.invalid") } && commits.count == 1)
        #expect(commits.map(\.authorName) != ["Ben"])
    }

    @Test(arguments: Backend.all)
    func `an answer's text goes when its time is over, what it told stays`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            let old = (Workshop.now - 30 * 30 * 86_400) * 1000
            try await database.write { _ = try $0.save(Self.told(at: old), of: "host") }
            #expect(try await database.read { try $0.rawAnswer(of: Workshop.account("4")) } != nil)
            let due = try await database.read { try $0.tooOld(at: Workshop.now) }
            #expect(due.lines.first { $0.name == .answers }?.removed == 2)
            let report = try await database.write { try $0.removeOld(by: .commandLine, at: Workshop.now) }
            #expect(report.lines.first { $0.name == .answers }?.removed == 2)
            #expect(try await database.read { try $0.rawAnswer(of: Workshop.account("4")) } == nil)
            #expect(try await database.read { try $0.records(Account.self).count } == 4)
        }
    }
}
