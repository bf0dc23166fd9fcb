import Foundation
import Records
import TestKit
import Testing

@testable import Store

@Suite("Deliveries that are interrupted", .serialized, .timeLimit(.minutes(40)))
struct KilledDeliveryTests {
    @Test(arguments: Backend.all)
    func `are neither lost nor read twice`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            var random = SeededGenerator(state: 44)
            var acknowledged: Set<String> = []
            var run = 0
            // On a slow machine little happens before each end, and it takes more of them.
            while run < 50 || acknowledged.count <= 100 {
                let wait = Int.random(in: 5...250, using: &random)
                acknowledged.formUnion(try delivering(["storm", place(location), "\(run)"], killAfter: wait))
                run += 1
            }
            _ = try delivering(["finish", place(location)], killAfter: nil)
            try await check(location, acknowledged)
        }
    }

    private func check(_ location: DatabaseLocation, _ acknowledged: Set<String>) async throws {
        let database = try await Databases.open(location)
        let state = try await database.read { db in
            (
                logins: try db.records(Account.self).map(\.key.id), inbox: try db.inbox(of: "host"),
                received: try db.value("SELECT count(*) FROM webhook_delivery", as: Int.self),
                archived: try db.value("SELECT count(*) FROM raw_answer WHERE category = 'webhook'", as: Int.self),
                weeks: try db.weeks(of: "deliveries", scope: "", in: Fact.Week(day: 0)...Fact.Week(day: 0)),
                page: try db.cursor(named: "page", of: "host")?.decode(Int.self) ?? 0
            )
        }
        try await database.close()
        let deliveries = Set(state.logins.filter { !$0.hasPrefix("page") })
        #expect(acknowledged.subtracting(deliveries).isEmpty)
        #expect(state.inbox.waiting + state.inbox.dead == 0)
        #expect(state.received == deliveries.count)
        #expect(state.archived == deliveries.count)
        #expect(state.weeks.map(\.count) == [deliveries.count])
        let pages = Set(state.logins.filter { $0.hasPrefix("page") })
        #expect(pages == Set((0..<state.page).flatMap { page in (0..<5).map { "page \(page)/\($0)" } }))
        #expect(state.page > 0)
    }

    private func place(_ location: DatabaseLocation) -> String {
        switch location {
        case .file(let path): path
        case .server(let url): url
        }
    }

    /// - Returns: the whole lines that it printed before its end.
    private func delivering(_ arguments: [String], killAfter milliseconds: Int?) throws -> [String] {
        let output = FileManager.default.temporaryDirectory.appending(path: "tutti-storm-\(UUID().uuidString)")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let program = Process()
        program.executableURL = URL(filePath: BuiltProgram.path("delivering"))
        program.arguments = arguments
        program.standardOutput = try FileHandle(forWritingTo: output)
        try program.run()
        if let milliseconds {
            // The first line says that the database is open.
            while program.isRunning, try Data(contentsOf: output).isEmpty { Thread.sleep(forTimeInterval: 0.005) }
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
            kill(program.processIdentifier, SIGKILL)
        }
        program.waitUntilExit()
        #expect(milliseconds == nil ? program.terminationStatus == 0 : program.terminationReason == .uncaughtSignal)
        let text = try String(contentsOf: output, encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast().map(String.init)
    }
}
