import Foundation
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("Past results from other tools", .timeLimit(.minutes(40)))
struct PastResultsTests {
    /// As LimeSurvey exports it: who answered stands beside what they answered.
    private static func table(month: String, _ groups: [(name: String, points: [Int])]) -> Data {
        let head = "id,submitdate,token,ipaddr,email,team,clear"
        let rows = groups.flatMap { group in group.points.map { (group.name, $0) } }.enumerated().map { place, row in
            "\(place),2025-\(month)-0\(place % 9 + 1) 10:00:00,tok\(place),10.0.0.\(place),x\(place)@example.org,\(row.0),\(row.1)"
        }
        return Data(([head] + rows).joined(separator: "\n").utf8)
    }

    private static let teams = [
        (name: "Payments", points: [1, 2, 2, 3, 3, 2, 1]), (name: "search", points: [5, 4, 5, 4, 5, 4, 5, 5]),
        (name: "elsewhere", points: [3, 3, 3, 3, 4]),
    ]

    private static func past(
        _ month: String = "03", _ groups: [(name: String, points: [Int])] = teams, group: String? = "team",
        of team: String? = nil
    ) throws -> PastResults {
        let imported = try SurveyImport.read(
            [table(month: month, groups)], of: .limeSurvey, name: "Climate", group: group, rules: .usual)
        return PastResults(imported, from: .limeSurvey, of: team)
    }

    private static func keep(_ past: PastResults, _ team: Respondents) async throws {
        let now = Int64(team.clock.now.timeIntervalSince1970)
        try await team.database.write { try $0.keep(past, by: .commandLine, at: now) }
    }

    private static func seen(by id: String, _ team: Respondents) async throws -> [String] {
        let now = Int64(team.clock.now.timeIntervalSince1970)
        return try await team.database.read { db in
            let member = try #require(try db.member(id))
            return try db.pastResults(for: db.pastReadership(for: .program(member), at: now)).map {
                $0.round.group ?? "all"
            }
        }
    }

    @Test(arguments: Backend.all)
    func `nothing about who answered is kept, and a group is for those who belong to it`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            _ = try await team.announcedByTeams()
            try await team.make("design", with: ["member-19"], lead: "member-19")
            _ = try await database.write { try $0.seat("member-20", inCouncil: true, by: .commandLine, at: 0) }
            try await Self.keep(Self.past(), team)
            #expect(try await Self.seen(by: "member-0", team) == ["all", "Payments"])
            #expect(try await Self.seen(by: "member-7", team) == ["all", "search"])
            #expect(try await Self.seen(by: "member-18", team) == ["all"])
            // A lead of others: no group has fifteen.
            #expect(try await Self.seen(by: "member-19", team) == ["all"])
            #expect(try await Self.seen(by: "member-20", team) == ["all", "Payments", "elsewhere", "search"])
            let stored = try await database.read { db in
                try db.rows("SELECT body FROM pulse_import") { try $0.get(0, as: String.self) }.joined()
            }
            for trace in ["tok", "10.0.0", "example.org", "2025-03-0"] { #expect(!stored.contains(trace)) }
            let nobody = try await database.read { try $0.pastResults(for: $0.pastReadership(for: .stranger, at: 0)) }
            #expect(nobody.isEmpty)
        }
    }

    @Test(arguments: Backend.all)
    func `a team's survey is for that team`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            _ = try await team.announcedByTeams()
            try await Self.keep(Self.past(group: nil, of: "search"), team)
            #expect(try await Self.seen(by: "member-7", team) == ["all"])
            #expect(try await Self.seen(by: "member-0", team) == [])
            #expect(try await Self.seen(by: "member-18", team) == [])
        }
    }

    @Test(arguments: Backend.all)
    func `the same again changes nothing, and another division of it is refused`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            try await Self.keep(Self.past(group: nil), team)
            try await Self.keep(Self.past(group: nil), team)
            #expect(try await Self.seen(by: "member-0", team) == ["all"])
            await #expect(throws: PastResultsTrouble.toldBefore("Climate 2025-03")) {
                try await Self.keep(Self.past(), team)
            }
            // One answer more, and the difference of both means would tell it.
            let more = Self.teams + [(name: "new", points: [5])]
            await #expect(throws: PastResultsTrouble.toldBefore("Climate 2025-03")) {
                try await Self.keep(Self.past("03", more, group: nil), team)
            }
            await #expect(throws: PastResultsTrouble.noTeam("choir")) {
                try await Self.keep(Self.past("04", of: "choir"), team)
            }
            await #expect(throws: PastResultsTrouble.nothing) {
                try await Self.keep(Self.past("05", [(name: "few", points: [1, 2, 3, 4])]), team)
            }
            #expect(try await Self.seen(by: "member-0", team) == ["all"])
        }
    }

    @Test(arguments: Backend.all)
    func `waves are compared where both have enough answers`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let all = [(name: "x", points: [1, 1, 1, 2, 2, 2, 2, 5])]
            let better = [(name: "x", points: [5, 5, 4, 5, 4, 5, 3, 1])]
            for (month, groups) in [("03", all), ("04", better), ("05", [(name: "x", points: [5, 4, 3, 2, 1])])] {
                try await Self.keep(Self.past(month, groups, group: nil), team)
            }
            let past = try await database.read { db in
                let member = try #require(try db.member("member-0"))
                return try db.pastResults(for: db.pastReadership(for: .program(member), at: 0))
            }
            let series = try #require(past.series.first?.series)
            #expect(series.waves.map(\.month) == ["2025-03", "2025-04", "2025-05"])
            #expect(series.history(of: "clear").map { $0?.points?.mean } == [2, 4, 3])
            #expect(series.changes == ["clear": .tooFew])
            #expect(ImportedSeries(Array(series.waves.prefix(2))).changes == ["clear": .higher])
            #expect(ImportedSeries(Array(series.waves.prefix(1))).changes == [:])
        }
    }

    @Test func `a question is known again by its words and its points`() throws {
        let question = Question(
            id: .init("own/1"), text: "I know what is expected of me", form: .points(Points(1...5)!))
        func told(_ text: String, high: Int = 5) throws -> ImportedQuestion {
            let json = "{\"id\":\"q\",\"text\":\"\(text)\",\"answered\":9,\"low\":1,\"high\":\(high)}"
            return try JSONDecoder().decode(ImportedQuestion.self, from: Data(json.utf8))
        }
        #expect(try told("I know what is expected of me.").isSame(as: question))
        #expect(try told("q1. I know what is  EXPECTED of me?").isSame(as: question))
        #expect(try !told("I know what is expected of me", high: 7).isSame(as: question))
        #expect(try !told("Nobody says that I know what is expected of me").isSame(as: question))
    }
}
