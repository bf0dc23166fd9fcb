import Records
import TestKit
import Testing

@testable import Store

@Suite("Facts", .timeLimit(.minutes(40)))
struct FactTests {
    @Test(arguments: Backend.all)
    func `rolled up are what the facts themselves say, after any changes`(_ backend: Backend) async throws {
        var random = SeededGenerator(state: 7)
        let weeks = Fact.Week(day: 0)...Fact.Week(day: 40)
        try await backend.withDatabase { database in
            var expected: [RecordKey: [Fact]] = [:]
            for _ in 0..<60 {
                let records = Set((0..<5).map { _ in key(.random(in: 0..<40, using: &random)) })
                var facts: [Fact] = []
                for record in records {
                    expected[record] = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                        Fact(
                            measure: ["wait", "cycle"].randomElement(using: &random) ?? "",
                            scope: ["a", "b"].randomElement(using: &random) ?? "",
                            week: Fact.Week(day: .random(in: 0...40, using: &random)),
                            value: .random(in: -3...20, using: &random), record: record)
                    }
                    facts += expected[record] ?? []
                }
                try await database.write { [facts] db in try db.saveFacts(facts, of: records) }
                let all = Set(expected.values.joined())
                for (measure, scope) in [("wait", "a"), ("wait", "b"), ("cycle", "a"), ("cycle", "b")] {
                    let own = all.filter { $0.measure == measure && $0.scope == scope }
                    let raw = Dictionary(grouping: own, by: \.week)
                        .compactMap { FactWeek($0, sorted: $1.map(\.value).sorted()) }
                        .sorted { $0.week < $1.week }
                    #expect(
                        try await database.read { try $0.weeks(of: measure, scope: scope, in: weeks) } == raw)
                }
                let waits = all.filter { $0.measure == "wait" }.map(\.value).sorted()
                #expect(
                    try await database.read { try $0.values(of: "wait", scopes: ["a", "b"], in: weeks) } == waits)
            }
        }
    }

    @Test func `take percentiles by nearest rank, and weeks from Monday`() {
        let week = FactWeek(Fact.Week(day: 0), sorted: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        #expect([week?.p50, week?.p75, week?.p90, week?.total] == [5, 8, 9, 55])
        #expect(FactWeek(Fact.Week(day: 0), sorted: []) == nil)
        // 1970-01-01 was a Thursday.
        #expect([-4, -3, 0, 3, 4].map { Fact.Week(day: $0).day } == [-10, -3, -3, -3, 4])
    }

    private func key(_ number: Int) -> RecordKey { RecordKey("s", .pullRequest, "\(number)") }
}
