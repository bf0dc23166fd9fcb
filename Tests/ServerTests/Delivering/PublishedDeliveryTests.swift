import Connectors
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Signals
import Statistics
import Store
import TestKit
import Testing

@testable import Features
@testable import Server

/// Published pull requests from the file to the page: read as tables, kept, measured and drawn.
@Suite(
    "Published pull requests in the Delivery room", .enabled(if: SharedData.isPresent, "needs ../shared/data"),
    .timeLimit(.minutes(40)))
struct PublishedDeliveryTests {
    /// - Returns: how many rows there were.
    private static func load(
        _ path: String, _ mapping: TableMapping, into db: any Connection
    ) throws -> Int {
        let format = try #require(FileFormat.named("csv"))
        var reader = format.reader(.init(mapping: mapping))
        var companions = TableCompanions()
        var records: [Record] = []
        let summary = try reader.read(try unpacked(path)) { records += companions.with($0) }
        _ = try db.save([Told(records, at: 1)], of: "file")
        guard case .rows(let count) = summary else { return 0 }
        return count
    }

    private static func unpacked(_ path: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", SharedData.file("pullrequests/\(path)").path()]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        return try pipe.fileHandleForReading.readToEnd() ?? Data()
    }

    private static func expected(_ path: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: SharedData.file("pullrequests/\(path)")))
    }

    private static func number(_ value: JSONValue, _ path: String...) throws -> Double {
        var found = value
        for name in path {
            guard case .object(let fields) = found, let next = fields[name] else { throw Absent(path: path) }
            found = next
        }
        return try found.decode(Double.self)
    }

    private struct Absent: Error { let path: [String] }

    private static let requests = TableMapping(
        record: .pullRequest, source: "github.com",
        columns: [
            "id": "id", "number": "number", "repository": "repo", "author": "user", "state": "state",
            "createdAt": "created_at", "closedAt": "closed_at", "mergedAt": "merged_at",
        ])
    private static let reviews = TableMapping(
        record: .review, source: "github.com",
        columns: [
            "id": "id", "pullRequest": "pr_id", "author": "user", "verdict": "state", "submittedAt": "submitted_at",
        ], values: ["verdict": ["CHANGES_REQUESTED": "changes-requested"]])
    private static let lifetimes = TableMapping(
        record: .pullRequest, source: "github.com",
        columns: [
            "id": "pull_req_id", "number": "github_id", "repository": "project_name", "author": "requester",
            "createdAt": "created_at", "closedAt": "closed_at", "mergedAt": "merged_at",
        ], dates: .unix)

    /// Evidence as it is measured, and every page of the room as everybody reads it.
    private func measure(
        _ server: TestServer, _ clock: TestClock
    ) async throws -> (DeliveryReading, DeliveryReadings) {
        let database = server.server.services.database
        let choice = DeliveryChoice(span: .years)
        let measurer = DeliveryMeasurer(database: database, now: server.server.services.now)
        #expect(try await measurer.run([choice]) == [choice])
        let evidence = try await database.read { db in
            try #require(try DeliveryGathering(DeliverySource(db), choice, at: clock.time)).evidence(db)
        }
        let readings = try #require(try await database.read { try $0.deliveryReadings(for: choice) })
        try await server.ask { client in
            for view in DeliveryView.allCases {
                let path = view == .overview ? "/delivery" : "/delivery/\(view.rawValue)"
                let answer = try await client.execute(
                    uri: "\(path)?timeframe=5-years", method: .get, headers: [.accept: "text/html"])
                let page = String(buffer: answer.body)
                #expect(answer.status == .ok && page.contains("<h1>"), "\(path)")
                for word in ["NaN", ">inf", "Optional(", "nil<"] { #expect(!page.contains(word), "\(path): \(word)") }
            }
            for signal in DeliverySignal.all {
                let answer = try await client.execute(
                    uri: "/delivery/signals/\(signal.id)?timeframe=5-years", method: .get,
                    headers: [.accept: "text/html"])
                #expect(answer.status == .ok, "\(signal.id)")
            }
        }
        return (DeliveryReading(evidence), readings)
    }

    @Test(arguments: [
        (Backend.sqlite, "copilot", 777, 1.1417, 651), (.postgres, "devin", 972, 0.9654, 802),
    ])
    func `reviewed by people and bots`(
        _ backend: Backend, _ group: String, _ count: Int, _ median: Double, _ within: Int
    ) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, permissions: .tutti, features: { .all($0) }) { server in
            let expected = try Self.expected("reviews/\(group).expected.json")
            let rows = try await server.server.services.database.write { db in
                try db.save(SourceConnection(id: "file", kind: "file", name: "Files", createdAt: 5))
                return (
                    try Self.load("reviews/\(group).prs.csv.gz", Self.requests, into: db),
                    try Self.load("reviews/\(group).reviews.csv.gz", Self.reviews, into: db)
                )
            }
            #expect(try Self.number(expected, "rows", "prs") == Double(rows.0))
            #expect(try Self.number(expected, "rows", "reviews") == Double(rows.1))
            let (reading, readings) = try await measure(server, clock)
            let clocks = reading.clocks.compactMap(\.self)
            #expect(clocks.count == rows.0)
            let first = clocks.compactMap { clock in clock.reviews.first.map { Double($0.at - clock.opened) / 3600 } }
            #expect(first.count == count)
            #expect(abs(try #require(Statistics.median(first)) - median) < 5e-5)
            #expect(first.count { $0 <= 24 } == within)
            // Whoever opened them is known as a machine by its name, from the table alone.
            #expect(clocks.allSatisfy { !$0.isHuman })
            let merged = clocks.compactMap { clock in clock.merged.map { Double($0 - clock.opened) / 3600 } }
            #expect(try Self.number(expected, "computed", "merged") == Double(merged.count))
            #expect(readings["cycle-time"] != nil && readings["deployment-frequency"]?.status == .unavailable)
        }
    }

    @Test(arguments: [("markusproject-markus", 1_400_000_000 as Int64), ("django-django", 1_400_000_000)])
    func `opened and merged by people`(_ name: String, _ now: Int64) async throws {
        let clock = TestClock(time: now)
        try await TestServer.with(clock: clock, permissions: .tutti, features: { .all($0) }) { server in
            let expected = try Self.expected("lifetimes/\(name).expected.json")
            let rows = try await server.server.services.database.write { db in
                try db.save(SourceConnection(id: "file", kind: "file", name: "Files", createdAt: 5))
                return try Self.load("lifetimes/\(name).csv.gz", Self.lifetimes, into: db)
            }
            #expect(try Self.number(expected, "rows") == Double(rows))
            let (reading, readings) = try await measure(server, clock)
            let clocks = reading.clocks.compactMap(\.self)
            #expect(clocks.count == rows)
            let merged = clocks.compactMap { clock in clock.merged.map { Double($0 - clock.opened) / 60 } }
            #expect(try Self.number(expected, "merged") == Double(merged.count))
            let median = try Self.number(expected, "from_timestamps", "median_mergetime_minutes")
            #expect(abs(try #require(Statistics.median(merged)) - median) < 5e-4)
            #expect(
                try Self.number(expected, "from_timestamps", "merged_within_24h") == Double(merged.count { $0 <= 1440 })
            )
            // Nobody told of any review: what needs one is unknown, and never nought.
            #expect(readings["first-review"]?.value == nil)
        }
    }
}
