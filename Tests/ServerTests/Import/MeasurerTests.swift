import Features
import Foundation
import Records
import Server
import Signals
import Store
import TestKit
import Testing

@Suite("Measuring what is shared, and how it stood")
struct MeasurerTests {
    @Test(arguments: Backend.all)
    func `every team is measured with the repository, by its own paths`(_ backend: Backend) async throws {
        let shared = try SharedRepository()
        try await backend.withDatabase { database in
            _ = try await shared.measured(in: database)
            try await database.read { db in
                let repository = try #require(try db.repository("work"))
                let all = try #require(try db.readings(of: repository))
                let billing = try #require(try db.readings(of: repository, in: SharedRepository.billing))
                #expect(Self.files(all) == 60)
                #expect(Self.files(billing) == 30)
                #expect(billing.coverage?.files == 30)
                let lost = try #require(try db.readings(of: repository, in: Scope(team: "lost & found")))
                #expect(lost.coverage?.files == 0)
                #expect(lost["truck-factor"]?.status == .tooFew)
                #expect(try db.readings(of: repository, in: Scope(timeframe: .quarter)) == nil)
            }
        }
    }

    @Test func `a timeframe is compared with the tree and the history of when it began`() async throws {
        let shared = try SharedRepository()
        try await Backend.sqlite.withDatabase { database in
            let measurer = try await shared.measured(in: database)
            let scope = Scope(team: "billing", timeframe: .quarter)
            try await measurer.run("work", scope)
            try await database.read { db in
                let repository = try #require(try db.repository("work"))
                let now = try #require(try db.readings(of: repository, in: scope))
                let then = try #require(try db.readings(of: repository, in: scope, kind: ReadingStore.before))
                #expect(now.until - (now.since ?? 0) == 90 * Timeframe.day)
                // The last commits are of day 298, so the timeframe begins just after those of day 208: 105 of 150 pairs.
                #expect(Self.files(then) == 21)
                #expect(then.repository.head?.hex == (try shared.repository.git("rev-parse", "HEAD~90")))
            }
        }
    }

    @Test func `a timeframe longer than the history has nothing to be compared with`() async throws {
        let shared = try SharedRepository()
        try await Backend.sqlite.withDatabase { database in
            let measurer = try await shared.measured(in: database)
            try await measurer.run("work", Scope(timeframe: .year))
            try await database.read { db in
                let repository = try #require(try db.repository("work"))
                let scope = Scope(timeframe: .year)
                #expect(try db.readings(of: repository, in: scope) != nil)
                #expect(try db.readings(of: repository, in: scope, kind: ReadingStore.before) == nil)
            }
        }
    }

    @Test func `without the clone the timeframe is measured still, and compared with nothing`() async throws {
        let shared = try SharedRepository()
        try await Backend.sqlite.withDatabase { database in
            let measurer = try await shared.measured(in: database)
            try FileManager.default.removeItem(atPath: shared.repository.path)
            let scope = Scope(timeframe: .quarter)
            try await measurer.run("work", scope)
            try await database.read { db in
                let repository = try #require(try db.repository("work"))
                #expect(try db.readings(of: repository, in: scope) != nil)
                #expect(try db.readings(of: repository, in: scope, kind: ReadingStore.before) == nil)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `a branch that moves beside the same head is seen`(_ backend: Backend) async throws {
        let shared = try SharedRepository()
        let work = shared.repository
        try await backend.withDatabase { database in
            let measurer = try await shared.measured(in: database)
            let repository = try #require(try await database.read { try $0.repository("work") })
            #expect(try await measurer.isUpToDate(repository))
            #expect(try await database.read { try $0.openBranches(of: "work") }?.branches.isEmpty == true)
            let head = try work.git("rev-parse", "HEAD")
            let at = try work.git("show", "--no-patch", "--format=%ct +0000", "HEAD")
            for (name, text) in [("one", "1"), ("two", "2")] {
                try work.git("checkout", "--quiet", "-b", name, head)
                try work.write(text, to: "clash.c")
                try work.commit("Beside", by: name, email: "\(name)@example.org", at: at)
            }
            try work.git("checkout", "--quiet", "main")
            #expect(try await !measurer.isUpToDate(repository))
            try await measurer.run("work")
            #expect(try await measurer.isUpToDate(repository))
            try await database.read { db in
                let readings = try #require(try db.readings(of: repository))
                #expect(readings["parallel-work"]?.value == 1)
                #expect(readings.repository.head?.hex == head)
            }
        }
    }

    private static func files(_ readings: Readings) -> Int? {
        readings.details("truck-factor", as: TruckFactorDetails.self)?.files
    }
}
