import BlindTickets
import Foundation
import Records
import Signals
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("Events that others are told of", .timeLimit(.minutes(40)))
struct OutgoingEventTests {
    /// Words of answers and names of people, of whom some stand in the findings and records that events tell of.
    private static let unsaid = [
        "Fewer meetings", "member-", "Ana", "Ben", "Ada", "@example.org", "\"answered\"", "\"issued\"",
    ]

    @Test(arguments: Backend.all)
    func `are of every kind that can be chosen, and none names a person or holds anything of an answer`(
        _ backend: Backend
    ) async throws {
        try await Workshop.on(backend) { database in
            try await Self.listen(to: database)
            try await Self.holdRound(on: database, of: 8)
            try await Self.measure(database)
            for finds in [false, true] { try await Self.measureRepository(database, finds: finds) }
            try await Self.record(database)
            try await Self.recordIncident(
                database, "over", resolvedAt: Workshop.now - 60, told: Workshop.now - 60)
            try await Self.fail(database)
            let events = try await Self.events(database)
            #expect(Set(events.map(\.type)) == Set(OutgoingEvent.Kind.chosen.map(\.rawValue)))
            for event in events {
                for words in Self.unsaid { #expect(!event.body.contains(words), "\(event.body)") }
                let body = try JSONValue(json: Data(event.body.utf8))
                guard case .object(let fields) = body, case .object(let data) = fields["data"] else {
                    Issue.record("\(event.body)")
                    continue
                }
                #expect(Set(fields.keys) == ["type", "timestamp", "data"] && fields["type"] == .string(event.type))
                guard case .string(let path) = data["path"] else { continue }
                #expect(path.hasPrefix("/") && data["url"] == .string("https://tutti.example.org" + path))
            }
            #expect(Set(events.map(\.id)).count == events.count && events.allSatisfy { !$0.id.contains(".") })
        }
    }

    @Test(arguments: Backend.all)
    func `of a round come when it opens, closes and is released; one that too few answered is withheld`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            try await Self.listen(to: database)
            let round = try await Self.holdRound(on: database, of: 8, answering: 3)
            let events = try await Self.events(database)
            #expect(events.map(\.type) == ["pulse.opened", "pulse.closed", "pulse.released"])
            let opens = Int64(Respondents.opens.timeIntervalSince1970)
            #expect(
                events.map(\.happenedAt)
                    == [opens, opens + (7 * 24 + 12) * 3600, opens + (7 * 24 + 13) * 3600].map { $0 * 1000 })
            #expect(events[0].nextAt == opens * 1000, "it is sent when the round opens")
            #expect(events[2].body.contains(#""state":"withheld""#) && events[2].body.contains("/pulse/\(round)"))
        }
    }

    @Test(arguments: Backend.all)
    func `are told to whoever chose their type and their team, parts of it included`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                for (name, parent) in [("shop", nil), ("cards", "shop"), ("other", nil)] as [(String, String?)] {
                    var team = Team(name: name, title: name)
                    team.parent = parent
                    try db.add(team, by: .commandLine, at: 5)
                }
            }
            try await Self.listen(to: database, as: "all")
            try await Self.listen(to: database, as: "rounds", types: ["pulse.opened"])
            try await Self.listen(to: database, as: "shop", team: "shop")
            try await Self.listen(to: database, as: "other", team: "other")
            let events = [
                event(.pulseOpened, "of cards", .teams(["cards"])), event(.pulseOpened, "of all", .everybody),
                event(.connectionFailing, "hub", .installation), event(.incidentRecorded, "of nobody", .teams([])),
            ]
            try await database.write { try $0.emit(events) }
            func count(_ name: String) async throws -> Int {
                try await database.read { try $0.outgoingDeliveries(of: name, most: 9).count }
            }
            #expect(try await count("all") == 4)
            #expect(try await count("rounds") == 2)
            #expect(try await count("shop") == 2)
            #expect(try await count("other") == 1)
        }
    }

    @Test(arguments: Backend.all)
    func `of findings come when a measuring brings them and when one ends them, and not in between`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            try await Self.listen(to: database)
            // What the first finds has long been so.
            for (moment, finds) in [true, true, false, false, true, true].enumerated() {
                try await Self.measureRepository(database, finds: finds, at: Int64(moment))
            }
            let events = try await Self.events(database)
            #expect(events.map(\.type) == ["finding.ended", "finding.raised"])
            #expect(events.map(\.happenedAt) == [2_000, 4_000])
            #expect(events[1].body.contains(#""signal":"truck-factor""#) && events[1].body.contains(#""value":1"#))
        }
    }

    @Test(arguments: Backend.all)
    func `of deployments and incidents come once, with their teams, and not of what is long past`(_ backend: Backend)
        async throws
    {
        try await Workshop.on(backend) { database in
            try await database.write { db in
                _ = try db.keep([Workshop.repository], ofTeam: Workshop.team, by: .commandLine, at: 5)
            }
            try await Self.listen(to: database, team: Workshop.team)
            try await Self.record(database)
            try await Self.record(database)
            try await Self.record(database, id: "old", at: Workshop.now - 3 * 86_400)
            let events = try await Self.events(database)
            #expect(events.map(\.type) == ["deployment.recorded", "incident.recorded"])
            #expect(events.allSatisfy { $0.body.contains(#""teams":["web"]"#) && $0.body.contains("team=web") })
        }
    }

    @Test(arguments: Backend.all)
    func `of the end of an incident come once, whether it was known before or not, and not long after`(
        _ backend: Backend
    ) async throws {
        try await Workshop.on(backend) { database in
            try await Self.listen(to: database, types: ["incident.resolved"])
            let now = Workshop.now
            try await Self.recordIncident(database, "known", told: now - 300)
            #expect(try await Self.events(database).isEmpty)
            try await Self.recordIncident(database, "known", resolvedAt: now - 200, told: now - 200)
            try await Self.recordIncident(database, "known", resolvedAt: now - 200, told: now - 100)
            try await Self.recordIncident(database, "unknown", resolvedAt: now - 50, told: now - 50)
            try await Self.recordIncident(database, "old", resolvedAt: now - 2 * 86_400, told: now)
            let events = try await Self.events(database)
            #expect(events.map(\.type) == ["incident.resolved", "incident.resolved"])
            #expect(events.map(\.happenedAt) == [(now - 200) * 1000, (now - 50) * 1000])
            #expect(events[0].body.contains(#""title":"Payments fail""#))
            let end = Days.instant(now - 200)
            #expect(events[0].body.contains(#""resolvedAt":"\#(end)""#))
        }
    }

    @Test(arguments: Backend.all)
    func `of a clone come when it cannot be read for the first time, and when it can again`(_ backend: Backend)
        async throws
    {
        try await backend.withDatabase { database in
            try await Self.listen(to: database, types: ["connection.failing", "connection.recovered"])
            let repository = Repository(id: "core", name: "Core", location: "/core")
            for (moment, trouble) in ([nil, "gone", "gone still", nil, nil] as [String?]).enumerated() {
                try await Self.end(database, repository, trouble: trouble, at: Int64(moment + 1))
            }
            let events = try await Self.events(database)
            #expect(events.map(\.type) == ["connection.failing", "connection.recovered"])
            #expect(events.map(\.happenedAt) == [2_000, 4_000])
            #expect(events[0].body.contains(#""kind":"git""#) && events[0].body.contains(#""trouble":"gone""#))
        }
    }

    private func event(
        _ kind: OutgoingEvent.Kind, _ subject: String, _ concern: OutgoingEvent.Concern
    ) -> OutgoingEvent {
        OutgoingEvent(kind: kind, subject: subject, happenedAt: 1, concern: concern, data: [:], link: .connections)
    }

    // MARK: What happens

    private static func listen(
        to database: any Database, as id: String = "all", types: [String] = [], team: String = ""
    ) async throws {
        var draft = WebhookDraft()
        (draft.url, draft.types, draft.team) = ("https://example.org/hook", types, team)
        draft.base = "https://tutti.example.org/"
        try await database.write { [draft] in
            _ = try $0.add(draft, id: id, secrets: [1], by: .commandLine, at: 5)
        }
    }

    /// In the order in which they were written down.
    private static func events(_ database: any Database) async throws -> [OutgoingDelivery] {
        try await database.read { try $0.outgoingDeliveries(of: "all", most: 1_000) }.reversed()
    }

    @discardableResult
    private static func holdRound(
        on database: any Database, of size: Int, answering: Int = 7
    ) async throws -> Round.ID {
        let team = try await Respondents(database, of: size)
        let round = try await team.announce()
        for member in team.members.prefix(answering) {
            let ticket = try await team.ticket(for: member, in: round)
            let body = try team.envelope(ticket, round, words: "Fewer meetings")
            #expect(try await team.desk.intake.take(body) == .counted)
        }
        team.clock.turn(to: Respondents.ended)
        #expect(try await team.desk.releaseEnded() == [round.id])
        return round.id
    }

    private static func measure(_ database: any Database) async throws {
        var readings = try await Workshop.measured(database)
        let found = Signals.Measurement.Finding(
            sentence: "Ben reviews everything", evidence: "Ana asks Ben", uncertainty: "", suggestion: "", weight: 1)
        for finding in [found, nil] {
            readings.measurements["review-load"]?.finding = finding
            try await database.write { [readings] in try $0.keep(readings, revision: 1) }
        }
    }

    private static func measureRepository(
        _ database: any Database, finds: Bool = true, at moment: Int64 = 1
    ) async throws {
        let finding = Signals.Measurement.Finding(
            sentence: "Ada alone knows core", evidence: "ada@example.org", uncertainty: "", suggestion: "", weight: 1)
        let measured = Signals.Measurement(
            value: 1, sample: .init(1, needed: 1, of: "files"), finding: finds ? finding : nil)
        try await database.write { db in
            let repository = Repository(id: "core", name: "Core", location: "/core")
            if try db.repository("core") == nil { try db.save(repository) }
            try db.save(
                Readings(repository: repository, measurements: ["truck-factor": measured], until: 0), at: moment)
        }
    }

    private static func record(
        _ database: any Database, id: String = "1", at time: Int64 = Workshop.now - 3600
    ) async throws {
        var deployment = Deployment(
            key: RecordKey(Workshop.source, .deployment, id), service: "shop", environment: .production,
            state: .finished, result: .succeeded,
            commits: [DeployedCommit(repository: Workshop.repository, commit: "abc")])
        (deployment.startedAt, deployment.finishedAt) = (time - 60, time)
        var incident = Incident(
            key: RecordKey(Workshop.source, .incident, id), title: "Payments fail", service: "shop", startedAt: time)
        incident.severity = "high"
        try await database.write { [deployment, incident] db in
            let saved = try db.save(
                [Told([.deployment(deployment), .incident(incident)], at: time * 1000)], of: "host")
            try db.emitRecorded(saved, at: Workshop.now)
        }
    }

    private static func recordIncident(
        _ database: any Database, _ id: String, resolvedAt: Int64? = nil, told: Int64
    ) async throws {
        var incident = Incident(
            key: RecordKey(Workshop.source, .incident, id), title: "Payments fail", startedAt: Workshop.now - 3 * 86_400
        )
        incident.resolvedAt = resolvedAt
        try await database.write { [incident] db in
            let saved = try db.save([Told([.incident(incident)], at: told * 1000)], of: "host")
            try db.emitRecorded(saved, at: Workshop.now)
        }
    }

    /// An import that ends well, or with a trouble.
    private static func end(
        _ database: any Database, _ repository: Repository, trouble: String?, at moment: Int64
    ) async throws {
        try await database.write { db in
            let session = try db.beginImport(repository: repository, head: nil, at: moment)
            try db.emitImport(of: repository, trouble: trouble, at: moment)
            if let trouble { return try db.failImport(session, trouble: trouble, at: moment) }
            try db.finishImport(session, repository: repository, at: moment)
        }
    }

    private static func fail(_ database: any Database) async throws {
        try await database.write { db in
            var host = try #require(try db.sourceConnection("host"))
            for (moment, state) in [(1, SourceConnection.State.failing), (2, .active)]
                as [(Int64, SourceConnection.State)]
            {
                let before = host.state
                host.state = state
                try db.emit([OutgoingEvent.connection(host, was: before, at: moment)].compactMap(\.self))
            }
        }
    }
}
