import Records
import TestKit
import Testing

@testable import Store

@Suite("Remapping", .timeLimit(.minutes(40)))
struct RemappingTests {
    @Test(arguments: Backend.all)
    func `ends in what the corrected mapping would have told at once`(_ backend: Backend) async throws {
        let answers = (1...500).map { number in
            RawAnswer(
                category: "accounts", key: "page \(number)",
                body: Array("name \(number) \(String(repeating: "x", count: number))".utf8),
                receivedAt: Int64(number))
        }
        let before = try await backend.dump { db in
            try db.save(answers.map { map($0, wrongly: true) }, of: "host")
            try db.save([Told([.account(Account(key: key("told"), login: "without an answer"))], at: 1)], of: "host")
            try db.markGone([key("7")], at: 1000)
            let remapped = try db.remap("host") { map($0, wrongly: false) }
            #expect(remapped.answers == 500)
        }
        let atOnce = try await backend.dump { db in
            try db.save(answers.map { map($0, wrongly: false) }, of: "host")
            try db.save([Told([.account(Account(key: key("told"), login: "without an answer"))], at: 1)], of: "host")
            try db.markGone([key("7")], at: 1000)
        }
        #expect(before == atOnce)
        #expect(before.contains("raw accounts page 500"))
    }

    @Test(arguments: Backend.all)
    func `changes nothing when the mapping fails, and spares what has no answer any more`(
        _ backend: Backend
    ) async throws {
        struct Wrong: Error {}
        let answers = (1...10).map {
            RawAnswer(category: "c", key: "\($0)", body: [UInt8($0)], receivedAt: Int64($0))
        }
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.save(DeliverySavingTests.connection)
                try db.save(answers.map { map($0, wrongly: true) }, of: "host")
            }
            let stored = try await database.read { try $0.dump() }
            await #expect(throws: Wrong.self) {
                try await database.write { db in
                    _ = try db.remap("host") { if $0.key == "5" { throw Wrong() } else { map($0, wrongly: false) } }
                }
            }
            #expect(try await database.read { try $0.dump() } == stored)
            #expect(try await database.write { try $0.expireRawAnswers(before: 6) } == 5)
            let count = try await database.write { db in try db.remap("host") { map($0, wrongly: false) }.answers }
            #expect(count == 5)
            let names = try await database.read { try $0.records(Account.self).map(\.login) }
            #expect(names.count { $0.hasPrefix("wrong") } == 5)
            #expect(names.count { $0.hasPrefix("right") } == 5)
            #expect(try await database.read { try $0.rawAnswer(of: key("3")) } == nil)
        }
    }

    @Test(arguments: Backend.all)
    func `keeps when something was first seen in the way, though the answer that told it came again`(
        _ backend: Backend
    ) async throws {
        let request = RecordKey("s", .pullRequest, "7")
        let told = { @Sendable (answer: RawAnswer) in
            Told([.obstacleSighting(ObstacleSighting(.conflict, of: request, stands: answer.body == [1]))], raw: answer)
        }
        let answers = [(1, 1000), (0, 5000), (1, 9000)].map { body, at in
            RawAnswer(category: "c", key: "7", body: [UInt8(body)], receivedAt: Int64(at))
        }
        try await backend.withDatabase { database in
            let seen = try await database.write { db in
                try db.save(DeliverySavingTests.connection)
                for answer in answers.reversed() { try db.save([told(answer)], of: "host") }
                return try db.obstaclesSeen(of: [request])
            }
            #expect(seen[request]?.map(\.at) == [1, 5, 9])
            #expect(seen[request]?.map(\.sighting.stands) == [true, false, true])
            let (answers, again, after) = try await database.write { db in
                let remapped = try db.remap("host") { told($0) }
                let again = try db.save(answers.map(told), of: "host")
                return (remapped.answers, again.changed, try db.obstaclesSeen(of: [request]))
            }
            #expect(answers == 2 && again.isEmpty)
            #expect(after == seen)
        }
    }

    @Test(arguments: Backend.all)
    func `of a connection that keeps no answers finds none`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            var connection = DeliverySavingTests.connection
            connection.keepsRaw = false
            try await database.write { [connection] db in
                try db.save(connection)
                let answer = RawAnswer(category: "c", key: "1", body: [1], receivedAt: 1)
                try db.save([map(answer, wrongly: false)], of: "host")
            }
            #expect(try await database.write { try $0.remap("host") { map($0, wrongly: true) }.answers } == 0)
            #expect(try await database.read { try $0.records(Account.self).map(\.login) } == ["right 1"])
        }
    }
}

private func key(_ id: String) -> RecordKey { RecordKey("s", .account, id) }

private func map(_ answer: RawAnswer, wrongly: Bool) -> Told {
    let id = answer.key.replacing("page ", with: "")
    var records: [Record] = [.account(Account(key: key(id), login: (wrongly ? "wrong " : "right ") + id))]
    if wrongly { records.append(.account(Account(key: key("surplus " + id), login: "surplus"))) }
    return Told(records, raw: answer)
}

extension Backend {
    fileprivate func dump(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws -> String {
        try await withDatabase { database in
            try await database.write { db in
                try db.save(DeliverySavingTests.connection)
                try body(db)
            }
            return try await database.read { try $0.dump() }
        }
    }
}
