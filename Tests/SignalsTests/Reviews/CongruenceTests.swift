import Records
import TestKit
import Testing

@testable import Signals

@Suite("Socio-technical congruence and who could review")
struct CongruenceTests {
    @Test func `needs and meetings of HANDBOOK B6`() {
        let tasks: [Set<Int>] = [[0, 1], [1, 2], [2, 3]]
        let congruence = Congruence(tasks: tasks, dependencies: [(0, 2)], actual: [.init(0, 1)])
        #expect(congruence.needed == [.init(0, 1), .init(1, 2), .init(0, 2)])
        #expect(congruence.value == 1.0 / 3)
        #expect(Congruence(tasks: [[0], [1]], dependencies: [], actual: []).value == nil)
    }

    private func builder() throws -> DeliveryBuilder {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben", "cho", "dia"]
        builder.know("ana", "ben", "cho", "dia")
        builder.now = DeliveryBuilder.monday + 14 * 86_400
        for (author, files) in [("ana", 0..<8), ("ben", 7..<15), ("cho", 14..<22)] {
            let size = files.map { PullRequestFile(path: "src/\($0).swift", added: 1, deleted: 0) }
            try builder.pullRequest("Mon 09:00 \(author) opens", size: .files(size))
        }
        return builder
    }

    @Test func `pairs who change the same file need each other, and meet by reviewing`() throws {
        var builder = try builder()
        try builder.pullRequest("Mon 09:00 ana opens\nMon 10:00 ben reviews", size: .files([]))
        let measurement = DeliverySignal.congruence.measure(try builder.evidence())
        #expect(measurement.value == 0.5)
        #expect(try builder.reading().unmetColleagues(of: "cho") == ["ben"])
        #expect(try builder.reading().unmetColleagues(of: "ana") == [])
        builder.encounters = [Encounter(["ben", "cho"], at: builder.now - 86_400)]
        #expect(DeliverySignal.congruence.measure(try builder.evidence()).value == 1)
        builder.encounters = [Encounter(["ben", "cho"], at: builder.now - 31 * 86_400)]
        #expect(DeliverySignal.congruence.measure(try builder.evidence()).value == 0.5)
    }

    @Test func `without known files it cannot be seen`() throws {
        var builder = DeliveryBuilder()
        try builder.pullRequest("Mon 09:00 ana opens")
        #expect(DeliverySignal.congruence.measure(try builder.evidence()).status == .unavailable)
    }

    @Test func `expertise and load of HANDBOOK B9`() throws {
        let today: Int64 = 1000 * 86_400
        let known: [Int32: ReviewExpertise.Known] = [
            0: .init(comments: 6, days: [1, 2, 3], last: today - 10 * 86_400),
            1: .init(comments: 3, days: [4, 5], last: today),
            2: .init(comments: 1, days: [6], last: today - 40 * 86_400),
        ]
        let shares = ReviewExpertise.shares(known)
        let rows: [(Int32, Double, Int, Double)] = [
            (0, 1.2, 6, 0.0199), (1, 1.6333, 3, 0.1215), (2, 0.2917, 0, 0.0972),
        ]
        for (person, x, open, loaded) in rows {
            let share = try #require(shares[person])
            #expect(abs(share - x) < 5e-5)
            #expect(abs(ReviewerSuggestions.loaded(share / 3, open: open) - loaded) < 5e-5)
        }
    }

    @Test func `paths are alike by four measures`() {
        let likeness = PathLikeness.all(
            PathLikeness.parts("src/api/orders/handler.swift"), PathLikeness.parts("src/api/users/handler.swift"))
        #expect(likeness == [0.5, 0.25, 0.5, 0.75])
        #expect(PathLikeness.all(PathLikeness.parts("a/b"), PathLikeness.parts("c")) == [0, 0, 0, 0])
    }

    private func experienced() throws -> DeliveryBuilder {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben", "cho", "dia", "eve"]
        builder.know("ana", "ben", "cho", "dia", "eve")
        builder.now = try DeliveryBuilder.instant(["Wed", "12:00"])
        let file = PullRequestFile(path: "src/pay.swift", added: 5, deleted: 0)
        for (reviewer, count) in [("ben", 3), ("cho", 2), ("dia", 1)] {
            for _ in 0..<count {
                try builder.pullRequest(
                    "Mon 09:00 ana opens\nMon 10:00 \(reviewer) approves\nMon 11:00 ana merges", size: .files([file]))
            }
        }
        try builder.pullRequest("Wed 11:00 ana opens", size: .files([file]))
        return builder
    }

    private func names(_ builder: DeliveryBuilder, owners: [String: String] = [:]) throws -> [String] {
        let open = try #require(builder.histories.last?.pullRequest.key)
        return ReviewerSuggestions(try builder.reading()).suggest(for: open, owners: owners).map(\.person)
    }

    @Test func `two who know it and one who would learn, with reasons`() throws {
        let builder = try experienced()
        let open = try #require(builder.histories.last?.pullRequest.key)
        let suggestions = ReviewerSuggestions(try builder.reading()).suggest(for: open)
        #expect(suggestions.map(\.person) == ["ben", "cho", "eve"])
        #expect(suggestions.map(\.role) == [.knows, .knows, .learns])
        #expect(suggestions[0].reasons == ["reviewed files at similar places", "no review waits for them"])
        #expect(suggestions[2].reasons == ["would get to know src", "no review waits for them"])
    }

    @Test func `load, absence, distance and a wish to be left apart change who is suggested`() throws {
        var builder = try experienced()
        builder.absences["ben"] = [Absence(first: CivilDay(builder.now), last: CivilDay(builder.now))]
        #expect(try names(builder) == ["cho", "dia", "eve"])
        builder = try experienced()
        builder.options.apart = [["ana", "cho"]]
        #expect(try names(builder) == ["ben", "dia", "eve"])
        builder = try experienced()
        builder.zones["ben"] = "Asia/Tokyo"
        #expect(try names(builder) == ["cho", "dia", "eve"])
        builder = try experienced()
        #expect(try names(builder, owners: ["dia": "@octo/dias owns src"]) == ["dia", "ben", "eve"])
        for _ in 0..<6 { try builder.pullRequest("Wed 09:00 cho opens\nWed 09:00 cho asks ben") }
        let file = PullRequestFile(path: "src/pay.swift", added: 5, deleted: 0)
        try builder.pullRequest("Wed 11:00 ana opens", size: .files([file]))
        #expect(try names(builder) == ["cho", "dia", "eve"])
    }

    @Test func `how well the past names who reviewed is tried without knowing the future`() throws {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben", "cho"]
        let file = PullRequestFile(path: "src/pay.swift", added: 5, deleted: 0)
        for week in 0..<50 {
            try builder.pullRequest(
                "Mon+\(week) 09:00 ana opens\nMon+\(week) 10:00 ben approves\nMon+\(week) 11:00 ana merges",
                size: .files([file]))
        }
        builder.now = DeliveryBuilder.monday + 51 * 7 * 86_400
        let measurement = DeliverySignal.reviewerSuggestion.measure(try builder.evidence())
        let details = try measurement.details.decode(ReviewerSuggestionDetails.self)
        #expect(measurement.value == 100)
        #expect([details.tried, details.inFirst] == [49, 49])
    }
}
