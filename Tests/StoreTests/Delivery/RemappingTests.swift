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
