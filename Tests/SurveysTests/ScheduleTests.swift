import Foundation
import Surveys
import TestKit
import Testing

@Suite("When and what is asked")
struct ScheduleTests {
    private static func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test func `the burden of thirty days`() throws {
        let now = try Self.date("2026-03-31T12:00:00Z")
        let burden = try #require(Burden(minutesPerMonth: 5))
        let rounds = [2.0, 20, 30, 40].map { Burden.Asked(opened: now - $0 * 86_400, seconds: 100) }
        #expect(Burden.used(rounds, at: now) == 200)
        #expect(Burden.used(rounds + [.init(opened: now + 1, seconds: 50)], at: now) == 250)
        #expect(burden.seconds == 300)
        #expect(Burden(minutesPerMonth: 0) == nil)
    }

    @Test func `what was asked least comes next, and scales stay whole`() throws {
        let now = try Self.date("2026-03-31T12:00:00Z")
        let rotation = Rotation(Pack.builtIn.filter { ["trust", "mood", "health-check"].contains($0.id) })
        var chance = SeededGenerator(seed: 1)
        var past: [Question.ID: Rotation.Past] = [:]
        var asked: [Question.ID: Int] = [:]
        for round in 0..<40 {
            let day = now + Double(round) * 14 * 86_400
            let next = rotation.next(past: past, seconds: 60, at: day, using: &chance)
            #expect(next.reduce(0) { $0 + $1.seconds } <= 60 && next.count <= 10)
            for scale in Set(next.compactMap(\.scale)) { #expect(next.count { $0.scale == scale } == 3) }
            for question in next {
                if let last = past[question.id] { #expect(day.timeIntervalSince(last.last) >= 7 * 86_400) }
                if let trend = question.trendOf { #expect(next.contains { $0.id == trend }) }
                past[question.id] = .init(times: (past[question.id]?.times ?? 0) + 1, last: day)
                asked[question.id, default: 0] += 1
            }
        }
        let health = asked.filter { $0.key.text.hasPrefix("health-check") }.map(\.value)
        #expect(health.count == 12 && (health.max() ?? 9) - (health.min() ?? 0) <= 1)
    }

    @Test func `nothing is asked where there is no time, or before its pause is over`() throws {
        let now = try Self.date("2026-03-31T12:00:00Z")
        let rotation = Rotation(Pack.builtIn.filter { $0.id == "mood" })
        var chance = SeededGenerator(seed: 1)
        #expect(rotation.next(past: [:], seconds: 11, at: now, using: &chance).isEmpty)
        let past = [Question.ID("mood/week"): Rotation.Past(times: 1, last: now - 6 * 86_400)]
        #expect(rotation.next(past: past, seconds: 60, at: now, using: &chance).isEmpty)
        #expect(rotation.next(past: past, seconds: 60, at: now + 86_400, using: &chance).count == 1)
    }
}
