import BlindTickets
import Foundation
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Features

/// Twelve people tie their answers of four rounds together, and somebody reads everything that is stored.
@Suite("Answers that people tied together", .timeLimit(.minutes(40)))
struct TiedWavesTests {
    @Test(arguments: Backend.all)
    func `tell a change, and nothing that ties them is left anywhere`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let database = try await Databases.open(location)
            let team = try await Respondents(database, of: 12, seed: 81)
            let secrets = team.members.map { _ in WaveSecret() }
            var (names, series): ([String: Data], WaveSeries.ID?) = ([:], nil)
            for wave in 1...4 {
                let round = try await team.announceWave(series.map(Tying.goesOn) ?? .begins, wave)
                let id = try #require(round.manifest.series?.id)
                series = id
                #expect(round.manifest.series?.wave == wave)
                for (place, secret) in secrets.enumerated() {
                    let name = secret.pseudonym(in: id)
                    (names["name \(place)"], names["its text \(place)"]) = (name, Data(name.base64URL.utf8))
                    try await team.answer(round, place, clear: min(5, place % 3 + wave), name)
                }
                #expect(try Places.bytes(of: location, withLog: true).found(names) == [], "open")
                try await team.end(round, wave)
                #expect(try Places.bytes(of: location, withLog: true).found(names) == [], "counted")
                let result = try #require(try await database.read { try $0.keptResult(of: round.id) })
                #expect(result.whole.answered == 12)
                let paired = result.whole.questions.first { $0.id.text == "clear" }?.paired
                #expect((paired != nil) == (wave > 1))
                if let paired { #expect(paired.pairs == 12 && paired.difference > 0) }
                // Between two waves those of the last one alone lie there; after the last one none.
                #expect(
                    try await database.read { try $0.tiedAnswers(id).map(\.round) }
                        == [String](repeating: round.id, count: wave < 4 ? 12 : 0))
            }
            let id = series ?? ""
            let known = try await database.read { try $0.waveSeries(id) }
            let ended = try #require(known)
            #expect(ended.isEnded && ended.isFull)
            await #expect(throws: SeriesTrouble.self) { try await team.announceWave(.goesOn(ended.id), 5) }
            try await database.close()
        }
    }

    /// What lies there between two waves, by its exact bytes: rows, and the key that opens them.
    @Test(arguments: Backend.all)
    func `are destroyed with their key when the series is ended`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let database = try await Databases.open(location)
            let team = try await Respondents(database, of: 12, seed: 82)
            let round = try await team.announceWave(.begins, 1)
            let series = try #require(round.manifest.series?.id)
            for place in team.members.indices {
                try await team.answer(round, place, clear: place % 5 + 1, WaveSecret().pseudonym(in: series))
            }
            try await team.end(round, 1)
            var kept = ["key": Data(try #require(try await database.read { try $0.seriesKey(series) }))]
            for (place, tied) in try await database.read({ try $0.tiedAnswers(series) }).enumerated() {
                kept["row \(place)"] = Data(tied.sealed.prefix(64))
            }
            #expect(kept.count == 13 && Set(kept.values.map(\.count)).count <= 2)
            #expect(try Places.bytes(of: location, withLog: false).found(kept) == Set(kept.keys))
            try await team.desk.endSeries(series, by: .commandLine)
            #expect(try Places.bytes(of: location, withLog: false).found(kept) == [])
            try await database.close()
        }
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `a series ends while a backup still reads it, and what it kept goes after that`() async throws {
        try await Backend.postgres.withLocation { location in
            let (database, reader) = (try await Databases.open(location), try await Databases.open(location))
            let team = try await Respondents(database, of: 12, seed: 85)
            let round = try await team.announceWave(.begins, 1)
            let series = try #require(round.manifest.series?.id)
            for place in team.members.indices {
                try await team.answer(round, place, clear: place % 5 + 1, WaveSecret().pseudonym(in: series))
            }
            try await team.end(round, 1)
            let key = ["key": Data(try #require(try await database.read { try $0.seriesKey(series) }))]

            try await reader.reading {
                try await team.desk.endSeries(series, by: .commandLine)
                #expect(try await database.read { try $0.waveSeries(series)?.isEnded } == true)
                #expect(try await database.read { try $0.unwrittenSeries() } == [series])
                await #expect(throws: DatabaseTrouble.self) { try await team.desk.endSeries() }
            }
            try await team.desk.endSeries()
            #expect(try await database.read { try $0.unwrittenSeries() } == [])
            #expect(try Places.bytes(of: location, withLog: false).found(key) == [])
            try await reader.close()
            try await database.close()
        }
    }

    @Test(arguments: Backend.all)
    func `nothing is kept of a round by itself, and nothing waits for ever`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 12, seed: 83)
            let alone = try await team.announceWave(.none, 1)
            for place in team.members.indices {
                try await team.answer(alone, place, clear: 3, WaveSecret().pseudonym(in: alone.id))
            }
            try await team.end(alone, 1)
            #expect(try await database.read { try $0.value("SELECT count(*) FROM pulse_tied", as: Int.self) } == 0)

            let round = try await team.announceWave(.begins, 2)
            let series = try #require(round.manifest.series?.id)
            for place in team.members.indices {
                try await team.answer(round, place, clear: place % 5 + 1, WaveSecret().pseudonym(in: series))
            }
            try await team.end(round, 2)
            team.clock.turn(to: team.clock.now.addingTimeInterval(179 * 86_400))
            try await team.desk.endSeries()
            #expect(try await database.read { try $0.tiedAnswers(series).count } == 12)
            team.clock.turn(to: team.clock.now.addingTimeInterval(2 * 86_400))
            try await team.desk.endSeries()
            #expect(try await database.read { try $0.tiedAnswers(series).count } == 0)
            #expect(try await database.read { try $0.waveSeries(series)?.isEnded } == true)
        }
    }

    /// Few who tie cannot be told from none by anything that is shown.
    @Test func `below ten pairs nothing is told of them`() async throws {
        try await Backend.sqlite.withDatabase { database in
            let team = try await Respondents(database, of: 24, seed: 84)
            let secrets = (0..<9).map { _ in WaveSecret() }
            var series: WaveSeries.ID?
            for wave in 1...2 {
                let round = try await team.announceWave(series.map(Tying.goesOn) ?? .begins, wave)
                series = round.manifest.series?.id
                for place in team.members.indices {
                    let name = secrets.indices.contains(place) ? secrets[place].pseudonym(in: series ?? "") : nil
                    try await team.answer(round, place, clear: place % 4 + wave, name)
                }
                try await team.end(round, wave)
                let bodies = try await database.read { db in
                    try db.rows("SELECT body FROM pulse_cell WHERE round = \(round.id)") {
                        try $0.get(0, as: String.self)
                    }
                }
                #expect(!bodies.isEmpty && bodies.allSatisfy { !$0.contains("paired") })
            }
        }
    }
}

extension Respondents {
    /// The wave's rounds follow each other by ten days.
    func announceWave(_ tying: Tying, _ wave: Int) async throws -> Round {
        let opens = Self.opens.addingTimeInterval(TimeInterval(wave - 1) * 10 * 86_400)
        clock.turn(to: opens)
        var plan = RoundPlan(
            title: "Wave \(wave)", questionnaire: Questionnaire(questions: Self.questions),
            segments: [.init(id: "part-0", title: "All", members: members)], opens: opens,
            closes: opens.addingTimeInterval(7 * 86_400), audience: ["Everybody who was asked."])
        plan.tying = tying
        return try await round(desk.announce(plan))
    }

    func answer(_ round: Round, _ place: Int, clear: Int, _ name: Data?) async throws {
        let ticket = try await ticket(for: members[place], in: round)
        let response = Response(
            [.init("clear"): .point(clear), .init("better"): .words("Words \(place) of \(round.id)")],
            pseudonym: name?.base64URL)
        let envelope = Envelope(ticket: ticket, answers: try JSONEncoder().encode(response))
        _ = try await desk.intake.take(ByteBuffer(bytes: try envelope.sealed(size: round.manifest.envelope)))
    }

    func end(_ round: Round, _ wave: Int) async throws {
        clock.turn(to: round.manifest.closes.addingTimeInterval(13 * 3600))
        _ = try await desk.releaseEnded()
    }
}
