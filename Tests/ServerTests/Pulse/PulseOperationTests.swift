import BlindTickets
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestKit
import Testing

@testable import Server

@Suite("Schedules, packs and budgets for programs", .timeLimit(.minutes(40)))
struct PulseOperationTests {
    private struct Schedule: Decodable {
        let id: String
        let title: String
        let when: String
        let packs: [String]
        let isTied: Bool
        let state: String
        let next: String?
    }

    private static func send(_ people: Asked, _ path: String, _ json: String, as place: Int = 0) async throws
        -> TestResponse
    {
        try await people.server.ask { try await $0.send("/api/v1/pulse" + path, json, people.cookies[place]) }
    }

    private static func read<Value: Decodable>(_ answer: TestResponse) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(answer.body.readableBytesView))
    }

    @Test(arguments: Backend.all)
    func `a schedule is started, changed, paused and ended`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let wish = #"{"title": "How it goes", "packs": ["mood"], "every": "weekly", "weekday": "tuesday"}"#
            #expect(try await Self.send(people, "/schedules", wish, as: 2).status == .forbidden)
            let started: Schedule = try Self.read(try await Self.send(people, "/schedules", wish))
            #expect(started.when == "Every week, on Tuesday at 10:00" && started.state == "running" && !started.isTied)
            let path = "/schedules/\(started.id)"
            #expect(try await Self.send(people, path, #"{"title": "Mine"}"#, as: 2).status == .forbidden)
            let changed: Schedule = try Self.read(
                try await Self.send(
                    people, path, #"{"weekday": "thursday", "time": "14:30", "packs": ["focus"], "isTied": true}"#))
            #expect(changed.when == "Every week, on Thursday at 14:30" && changed.packs == ["focus"] && changed.isTied)
            #expect(changed.title == "How it goes" && changed.next?.hasSuffix("T14:30:00Z") == true)
            for (wrong, says) in [
                (#"{"weekday": "someday"}"#, "A weekday is one of"), (#"{"packs": ["none"]}"#, "no pack called none"),
                (#"{"minutes": 9}"#, "1 to 3"), (#"{"teams": ["payments"]}"#, "Whom it asks stays"),
                (#"{"state": "asleep"}"#, "running, paused or ended"), ("[]", "Expected is JSON"),
            ] {
                let answer = try await Self.send(people, path, wrong)
                #expect(answer.status == .badRequest && String(buffer: answer.body).contains(says), "\(wrong)")
            }
            let paused: Schedule = try Self.read(try await Self.send(people, path, #"{"state": "paused"}"#))
            #expect(paused.state == "paused" && paused.next == nil)
            let renamed: Schedule = try Self.read(try await Self.send(people, path, #"{"title": "Focus"}"#))
            #expect(renamed.title == "Focus" && renamed.state == "paused" && renamed.next == nil)
            let again: Schedule = try Self.read(try await Self.send(people, path, #"{"state": "running"}"#))
            #expect(again.next?.hasSuffix("T14:30:00Z") == true)
            _ = try await Self.send(people, path, #"{"state": "ended"}"#)
            #expect(try await Self.send(people, path, #"{"title": "Later"}"#).status == .badRequest)
            let list = try await server.ask { try await $0.page("/api/v1/pulse/schedules", people.cookies[4]) }
            #expect(list.contains("\"state\":\"ended\"") && list.contains(started.id))
        }
    }

    @Test(arguments: Backend.all)
    func `a schedule is changed on its page, by those who keep it`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let wish = #"{"title": "How it goes", "packs": ["mood"], "every": "fortnightly", "first": "2026-10-05"}"#
            let started: Schedule = try Self.read(try await Self.send(people, "/schedules", wish))
            let path = "/pulse/schedules/\(started.id)"
            let form = try await server.ask { try await $0.page(path + "/edit", people.cookies[0]) }
            #expect(
                form.contains("value=\"How it goes\"") && form.contains("Change it") && !form.contains("Who is asked"))
            let fields = [
                "title": "How it goes now", "pack-mood": "on", "every": "fortnightly", "weekday": "1", "time": "9:00",
                "open-days": "4", "minutes": "1", "form": people.formToken(people.cookies[0]),
            ]
            let wrong = try await Self.post(people, path, fields.merging(["time": "25"]) { $1 })
            #expect(wrong.status == .unprocessableContent && String(buffer: wrong.body).contains("is no time of day"))
            #expect(try await Self.post(people, path, fields, as: 3).status == .forbidden)
            #expect(try await Self.post(people, path, fields).headers[.location] == path)
            let page = try await server.ask { try await $0.page(path, people.cookies[3]) }
            #expect(page.contains("How it goes now") && page.contains("Every other week, on Tuesday at 09:00"))
            // Of every other week the same one counts as before.
            #expect(page.contains("6 October 2026"))
            #expect(!page.contains("/edit"))
        }
    }

    private static func post(
        _ people: Asked, _ path: String, _ fields: [String: String], as place: Int = 0
    ) async throws -> TestResponse {
        let all = fields.merging(["form": people.formToken(people.cookies[place])]) { $1 }
        return try await people.server.ask { client in
            try await client.post(path, all, cookie: people.cookies[place]) { $0 }
        }
    }

    private struct Packs: Decodable {
        struct Pack: Decodable {
            let id: String
            let text: String?
        }
        let packs: [Pack]
    }

    @Test(arguments: Backend.all)
    func `packs are listed, kept and removed`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let mood = try await server.ask { try await $0.page("/api/v1/pulse/packs/mood", people.cookies[2]) }
            let pack: Packs.Pack = try JSONDecoder().decode(Packs.Pack.self, from: Data(mood.utf8))
            let own = try #require(pack.text).replacing("pack: mood", with: "pack: ours")
            let body = String(decoding: try JSONEncoder().encode(["text": own]), as: UTF8.self)
            #expect(try await Self.send(people, "/packs", body, as: 2).status == .forbidden)
            #expect(try await Self.send(people, "/packs", body).status == .ok)
            let wrong = try await Self.send(people, "/packs", #"{"text": "pack: ours\nwhat: this"}"#)
            #expect(wrong.status == .badRequest && String(buffer: wrong.body).contains("Line 2"))
            func ids() async throws -> [String] {
                let text = try await server.ask { try await $0.page("/api/v1/pulse/packs", people.cookies[2]) }
                return try JSONDecoder().decode(Packs.self, from: Data(text.utf8)).packs.map(\.id)
            }
            let known = try await ids()
            #expect(known.contains("ours") && known.contains("mood"))
            #expect(try await Self.send(people, "/packs/ours/removal", "", as: 2).status == .forbidden)
            #expect(try await Self.send(people, "/packs/ours/removal", "").status == .ok)
            #expect(try await Self.send(people, "/packs/mood/removal", "").status == .notFound)
            let left = try await ids()
            #expect(!left.contains("ours"))
        }
    }

    @Test(arguments: Backend.all)
    func `a budget is agreed by whoever may, and read by all`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            #expect(try await Self.send(people, "/burden", #"{"minutes": 9}"#, as: 2).status == .forbidden)
            #expect(try await Self.send(people, "/burden", #"{"minutes": 0}"#).status == .badRequest)
            #expect(try await Self.send(people, "/burden", #"{"minutes": 9}"#).status == .ok)
            let told = try await server.ask { try await $0.page("/api/v1/pulse/burden", people.cookies[2]) }
            #expect(told.contains("\"agreedMinutes\":9") && told.contains("\"people\":6"))
        }
    }
}
