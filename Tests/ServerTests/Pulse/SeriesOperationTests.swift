import BlindTickets
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Server

@Suite("Series of rounds for programs", .timeLimit(.minutes(40)))
struct SeriesOperationTests {
    private struct Series: Decodable {
        let id: String
        let teams: [String]
        let waves: Int
        let mostWaves: Int
        let isEnded: Bool
        let rounds: [Wave]?
        struct Wave: Decodable {
            let round: String
            let wave: Int
            let state: String
            let changes: [Change]?
        }
        struct Change: Decodable {
            let title: String
            let pairs: Int
            let difference: Double
            let interval: [Double]
            let finding: String
        }
    }

    private static func send(_ people: Asked, _ path: String, _ json: String, as place: Int = 0) async throws
        -> TestResponse
    {
        try await people.server.ask { try await $0.send("/api/v1/pulse/series" + path, json, people.cookies[place]) }
    }

    private static func read(_ answer: TestResponse) throws -> Series {
        try #require(answer.status == .ok, "\(String(buffer: answer.body))")
        return try JSONDecoder().decode(Series.self, from: Data(answer.body.readableBytesView))
    }

    private static func get(_ people: Asked, _ path: String, as place: Int = 3) async throws -> String {
        try await people.server.ask {
            try await $0.page("/api/v1/pulse/series" + path, people.cookies[place])
        }
    }

    @Test(arguments: Backend.all)
    func `one is begun, gone on with, read and ended, and tells of nobody`(_ backend: Backend) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 12)
            let secrets = people.cookies.map { _ in WaveSecret() }
            let wish = #"{"title": "Week 47", "statements": ["Clear"]}"#
            #expect(try await Self.send(people, "", wish, as: 2).status == .forbidden)
            var series = try Self.read(try await Self.send(people, "", wish))
            #expect(series.waves == 1 && series.mostWaves == 4 && !series.isEnded && series.teams == [])
            let next = "/\(series.id)/rounds"
            let early = try await Self.send(people, next, wish)
            #expect(early.status == .badRequest && String(buffer: early.body).contains("is not counted yet"))
            for wave in 1...2 {
                if wave == 2 { series = try Self.read(try await Self.send(people, next, wish)) }
                let path = "/pulse/\(try #require(series.rounds?.last).round)"
                let manifest = try await people.manifest(path)
                #expect(manifest.series == Manifest.Series(id: series.id, wave: wave))
                for (place, cookie) in people.cookies.enumerated() {
                    try await people.answer(
                        try await people.ticket(path, manifest, cookie), manifest, point: min(5, place % 3 + wave),
                        pseudonym: secrets[place].pseudonym(in: series.id).base64URL)
                }
                clock.pass(8 * 86_400)
                _ = try await server.server.services.pulse?.releaseEnded()
            }
            let text = try await Self.get(people, "/\(series.id)")
            for secret in secrets { #expect(!text.contains(secret.pseudonym(in: series.id).base64URL.prefix(12))) }
            let told = try JSONDecoder().decode(Series.self, from: Data(text.utf8))
            #expect(told.rounds?.map(\.wave) == [1, 2] && told.rounds?.map(\.state) == ["released", "released"])
            #expect(told.rounds?[0].changes?.isEmpty == true)
            let change = try #require(told.rounds?[1].changes?.first)
            #expect(change.title == "Clear" && change.pairs == 12 && change.finding == "higher")
            #expect(change.interval.count == 2 && change.interval[0] < change.difference)

            for (wrong, says) in [
                (#"{"title": "Two", "statements": ["Clear"], "teams": ["payments"]}"#, "the same teams"),
                (#"{"title": "Two", "packs": ["none"]}"#, "no pack called none"),
                (#"{"title": "Two", "statements": ["Other"]}"#, "at least one of its questions again"),
                (#"{"title": "", "statements": ["Clear"]}"#, "1 to 80 characters"), ("[]", "Expected is JSON"),
            ] {
                let answer = try await Self.send(people, next, wrong)
                #expect(answer.status == .badRequest && String(buffer: answer.body).contains(says), "\(wrong)")
            }
            #expect(try await Self.send(people, "/\(series.id)/end", "{}", as: 2).status == .forbidden)
            #expect(try Self.read(try await Self.send(people, "/\(series.id)/end", "{}")).isEnded)
            let over = try await Self.send(people, next, wish)
            #expect(over.status == .badRequest && String(buffer: over.body).contains("has ended"))
            #expect(try await Self.get(people, "").contains("\"isEnded\":true"))
            #expect(try await Self.send(people, "/none/end", "{}").status == .notFound)
            #expect(try await Self.get(people, "/none").contains("no such series"))
        }
    }
}
