import BlindTickets
import BrowserKit
import Foundation
import Records
import Store
import Surveys
import TestKit
import Testing

@testable import Features

/// Every kind of page of the Pulse room, empty and full, as somebody sees it who leads, and one who is asked.
@Suite("Pages of the Pulse room", .serialized)
struct PulsePagesTests {
    private static let empty = [
        "/pulse", "/pulse/new", "/pulse/schedules", "/pulse/schedules/new", "/pulse/polls/new", "/pulse/packs",
        "/pulse/packs/psychological-safety", "/pulse/burden", "/pulse/imports", "/pulse/imports/new",
    ]

    @Test(.timeLimit(.minutes(40)))
    func `are whole, quiet and accessible, and answers are tied by those who switch it on`() async throws {
        try await RoundWorld.with(.sqlite, people: 12, .begins) { world in
            let inspection = try Inspection()
            try await Self.walk(Self.empty + [world.path], world.people[0], inspection)
            try await Self.answer(world)
            try await Self.fill(world)
            let schedule = "/pulse/schedules/weekly"
            let polls = try await world.database.read { try $0.rounds().filter(\.isPoll).map(\.id) }
            #expect(polls.count == 2)
            let full =
                ["/pulse", "/pulse/new", "/pulse/schedules", schedule, "/pulse/burden", "/pulse/packs"]
                + polls.map { "/pulse/\($0)" }
            try await Self.walk(full + [schedule + "/edit"], world.people[0], inspection)
            try await Self.walk(full.filter { $0 != "/pulse/new" }, world.people[3], inspection)

            for person in [world.people[0], world.people[3]] { try await Self.fetchTickets(world, polls, person) }
            try await world.release()
            try await Self.walk([world.path], world.people[0], inspection)
            let series = try #require(world.round.manifest.series?.id)
            #expect(try await world.database.read { try $0.tiedAnswers(series).count } == 2)
            for person in [world.people[0], world.people[3]] {
                #expect(person.page.complaints.isEmpty, "\(person.id): \(person.page.complaints)")
            }
        }
    }

    private static func walk(_ paths: [String], _ person: RoundPerson, _ inspection: Inspection) async throws {
        for path in paths {
            let address = person.address + path
            for look in Look.all {
                try await person.page.resize(width: look.width, height: 900, scheme: look.scheme)
                try await person.page.open(address)
                #expect(person.page.status(of: address) == 200, "\(path) for \(person.id)")
                #expect(try await inspection.overflow(of: person.page) <= 0, "\(path) is wider than \(look)")
                let broken = try await inspection.violations(on: person.page)
                #expect(broken.isEmpty, "\(path), \(look): \(broken.joined(separator: "; "))")
                let words = try await person.text
                #expect(
                    !words.contains(/\b1 (questions|people|answers|minutes|rounds|days|dots)\b/), "\(path): \(words)")
            }
        }
    }

    /// Six answer; two of them tie their answer, and one of the others had the switch on for a moment.
    private static func answer(_ world: RoundWorld) async throws {
        let id = world.round.id
        for (place, person) in world.people.prefix(7).enumerated() where place > 0 {
            try await person.open(world.path)
            try await person.fetchTicket(of: id)
            #expect(try await person.page.evaluate("document.querySelector('[name=tie]').checked") == .bool(false))
            let presses = [1: 1, 2: 1, 3: 2][place] ?? 0
            for _ in 0..<presses { try await person.page.evaluate("document.querySelector('[name=tie]').click()") }
            try await person.answer(point: place % 5 + 1, words: "Person \(place)", atOnce: true, mayReply: false)
            try await person.waits(for: "sent", of: id)
            let isTied = try await person.page.evaluate("TicketErrand.keeper.then((keeper) => keeper.isTied('\(id)'))")
            #expect(isTied == .bool(place <= 2))
        }
    }

    /// A round that ends days before its time, as here, would refuse tickets that browsers rightly ask for.
    private static func fetchTickets(_ world: RoundWorld, _ polls: [Round.ID], _ person: RoundPerson) async throws {
        try await person.open("/pulse")
        for round in polls + [world.round.id] where try await person.state(of: round) == "waiting" {
            try await person.fetchTicket(of: round)
        }
    }

    private static func fill(_ world: RoundWorld) async throws {
        let now = Int64(Date().timeIntervalSince1970)
        try await world.database.write { db in
            let draft = ScheduleDraft(
                title: "How work goes, week by week, in all of its parts", teams: [], packs: ["mood", "focus"],
                every: "weekly", weekday: 1, time: "10:00", first: CivilDay(now + 7 * 86_400).text, openDays: 4,
                minutes: 2)
            _ = try db.startSchedule(draft, id: "weekly", by: .commandLine, at: now)
        }
        let asker = world.people[0]
        for mode in ["anonymous", "named"] {
            try await asker.open("/pulse/polls/new")
            try await asker.page.evaluate(
                """
                (() => {
                  const form = document.querySelector('main form');
                  form.elements.question.value = 'Which of these do we do first, \(mode)?';
                  form.elements.options.value = 'Api\\nWeb';
                  form.elements.kind.value = 'ranking';
                  form.elements.mode.value = '\(mode)';
                  form.requestSubmit();
                })()
                """)
            try await asker.page.until("the poll") { (try? await asker.text.contains("first, \(mode)?")) ?? false }
        }
    }
}
