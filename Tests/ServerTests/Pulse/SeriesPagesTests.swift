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

@Suite("Rounds that people may tie their answers over, on pages", .timeLimit(.minutes(40)))
struct SeriesPagesTests {
    private static let tied = ["series": "begins"]

    private static func text(_ people: Asked, _ path: String, as place: Int = 0) async throws -> String {
        try await people.server.ask { try await $0.page(path, people.cookies[place]) }
    }

    @Test(arguments: Backend.all)
    func `a series is begun, gone on with and ended, with the danger before the switch`(_ backend: Backend)
        async throws
    {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            #expect(try await Self.text(people, "/pulse/new").contains("What tied answers give away"))
            let first = try await people.announce(statements: "Clear", Self.tied)
            let manifest = try await people.manifest(first)
            let series = try #require(manifest.series)
            let page = try await Self.text(people, first, as: 3)
            let switchAt = try #require(page.range(of: "name=\"tie\""))
            for warning in series.warnings {
                let told = try #require(page.range(of: warning))
                #expect(told.lowerBound < switchAt.lowerBound)
            }
            #expect(!page[switchAt.lowerBound...].prefix(120).contains("checked"))
            #expect(!page.contains("End the series"))

            // The next wave waits until this one is counted.
            let early = try await people.sendForm(
                ["title": "Two", "statements": "Clear", "days": "3", "series": series.id])
            #expect(early.status == .unprocessableContent)
            for cookie in people.cookies.prefix(5) {
                try await people.answer(try await people.ticket(first, manifest, cookie), manifest, point: 3)
            }
            clock.pass(8 * 86_400)
            _ = try await server.server.services.pulse?.releaseEnded()
            #expect(try await Self.text(people, "/pulse/new").contains("round 2 of at most 4 after"))
            let others = try await people.sendForm(
                ["title": "Two", "statements": "Something else", "days": "3", "series": series.id])
            #expect(others.status == .unprocessableContent)
            #expect(String(buffer: others.body).contains("asks at least one of its questions again"))
            let second = try await people.announce(statements: "Clear", ["series": series.id])
            #expect(try await people.manifest(second).series == Manifest.Series(id: series.id, wave: 2))

            let end = "/pulse/series/\(series.id)/end"
            #expect(try await Self.text(people, second).contains(end))
            #expect(try await Self.end(people, end, as: 2).status == .forbidden)
            #expect(try await Self.end(people, end, as: 0).status == .seeOther)
            #expect(!(try await Self.text(people, second)).contains(end))
            #expect(!(try await Self.text(people, "/pulse/new")).contains("round 3 of at most 4"))
            #expect(try await Self.end(people, "/pulse/series/none/end", as: 0).status == .notFound)
        }
    }

    private static func end(_ people: Asked, _ path: String, as place: Int) async throws -> TestResponse {
        let fields = ["form": people.formToken(people.cookies[place])]
        return try await people.server.ask { client in
            try await client.post(path, fields, cookie: people.cookies[place]) { $0 }
        }
    }

    /// Everything that anybody can fetch of a counted wave: no name, whole or in part, and no line for each of those who tied.
    @Test func `no page, table or answer of the API tells a name`() async throws {
        let clock = TestClock()
        try await TestServer.with(clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 12)
            let secrets = people.cookies.map { _ in WaveSecret() }
            var (series, names): (String, [String]) = ("begins", [])
            for wave in 1...2 {
                let path = try await people.announce(statements: "Clear", ["series": series])
                let manifest = try await people.manifest(path)
                series = try #require(manifest.series?.id)
                names = secrets.map { $0.pseudonym(in: series).base64URL }
                for (place, cookie) in people.cookies.enumerated() {
                    try await people.answer(
                        try await people.ticket(path, manifest, cookie), manifest, point: min(5, place % 3 + wave),
                        pseudonym: names[place])
                }
                clock.pass(8 * 86_400)
                _ = try await server.server.services.pulse?.releaseEnded()
                let pages = try await [path, path + "/results.csv", "/api/v1\(path)/results", path + "/used-tickets"]
                    .asyncMap { try await Self.text(people, $0, as: 1) }
                for page in pages { #expect(names.allSatisfy { !page.contains($0) && !page.contains($0.prefix(12)) }) }
                #expect(pages[0].contains("Paired change") == (wave == 2))
                #expect(pages[1].contains("paired change") == (wave == 2))
                #expect(pages[2].contains("\"pairs\":12") == (wave == 2))
                if wave == 2 { #expect(pages[0].contains("higher") && pages[0].contains("12 people")) }
            }
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
