import BlindTickets
import Foundation
import Records
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("Who sees which result", .timeLimit(.minutes(40)))
struct ReadershipTests {
    @Test(arguments: Backend.all)
    func `a team's is for those who belong to it, all together for everybody`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            let round = try await team.releasedByTeams()
            let expected: [(Member.ID, [String])] = [
                ("member-0", ["", "team=payments"]), ("member-7", ["", "team=search"]),
                // A lead of Payments who was asked in Search would see both; this one leads nothing but Payments.
                ("member-1", ["", "team=payments"]),
                // Nobody's team: those who stand beside the chosen ones.
                ("member-20", ["", "team=everybody.else"]),
            ]
            for (member, cells) in expected {
                let reader = try #require(try await team.reader(member, round))
                #expect(reader.cells.map(\.id) == cells, "\(member)")
                #expect(reader.mayReadWords)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `what is not one's own cannot be asked for`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            let round = try await team.releasedByTeams()
            let reader = try #require(try await team.reader("member-0", round))
            let (own, others, texts, means) = try await database.read { db in
                (
                    try db.cell("team=payments", for: reader), try db.cell("team=search", for: reader),
                    try db.cellTexts(for: reader), try db.means(for: reader)
                )
            }
            #expect(own?.answered == 7)
            #expect(others == nil)
            #expect(texts.count == 2)
            #expect(!texts.joined().contains("search"))
            #expect(means.keys.sorted() == ["", "team=payments"])
        }
    }

    @Test(arguments: Backend.all)
    func `the council sees every figure, an administrator no more than others`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            let round = try await team.releasedByTeams(whom: .teams)
            #expect(round.teams == ["payments", "search"])
            try await database.write { db in
                try db.seat("member-20", inCouncil: true, by: .commandLine, at: 0)
                _ = try db.run("UPDATE member SET is_administrator = \(true) WHERE id = 'member-19'")
            }
            let council = try #require(try await team.reader("member-20", round))
            #expect(council.cells.count == 3)
            #expect(!council.mayReadWords)
            #expect(try await database.read { try $0.words(for: council, at: 0) } == [])
            #expect(try await team.reader("member-19", round) == nil)
            #expect(try await team.reader("member-7", round)?.cells.map(\.id) == ["", "team=search"])
        }
    }

    /// Fourteen of the two teams answered: one fewer than leads of others need.
    @Test(arguments: Backend.all, [14, 15])
    func `leads of other teams see what many answered`(_ backend: Backend, _ answers: Int) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            let round = try await team.releasedByTeams(whom: .teams, sizes: (7, 9), answers: answers)
            try await team.make("design", with: ["member-20"], lead: "member-20")
            let reader = try await team.reader("member-20", round)
            #expect(reader?.cells.map(\.id) == (answers < 15 ? nil : [""]))
            #expect(reader?.mayReadWords != true)
        }
    }

    /// Somebody of Payments who leads Design reads what was written, and writes back to nobody.
    @Test(arguments: Backend.all)
    func `those write back who lead whom was asked`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            let round = try await team.releasedByTeams(whom: .teams)
            try await team.make("design", with: ["member-2", "member-20"], lead: "member-2")
            #expect(try await team.reader("member-2", round)?.mayReadWords == true)
            let now = Int64(team.clock.now.timeIntervalSince1970)
            let may = try await database.read { db in
                try ["member-1", "member-7", "member-2", "member-3", "member-20"].map { id in
                    try db.member(id).map { try db.mayReply($0, to: round, at: now) }
                }
            }
            #expect(may == [true, true, false, false, false])
        }
    }

    /// Ten thousand answers in twelve groups cost a reader no more than the one group that is shown.
    @Test(arguments: Backend.all)
    func `a page decodes the group that it shows, and no other`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            let round = try await team.releasedByTeams()
            try await database.write { db in
                try db.seat("member-20", inCouncil: true, by: .commandLine, at: 0)
                _ = try db.run("UPDATE pulse_cell SET body = 'unreadable' WHERE cell <> 'team=payments'")
            }
            let council = try #require(try await database.read { try $0.member("member-20") })
            func page(_ part: String) async throws -> RoundResults? {
                try await database.read { db in
                    try db.results(
                        of: round, db.questionnaire(of: round.id), part: part, for: .program(council),
                        formToken: "", at: Respondents.ended)
                }
            }
            let shown = try #require(try await page("team=payments"))
            #expect(shown.cells.map(\.answered) == [21, 7, 7, 7])
            #expect(shown.means["team=search"]?.count == 2)
            await #expect(throws: DecodingError.self) { try await page("team=search") }
        }
    }

    @Test(arguments: Backend.all)
    func `whoever left a team sees what came out while they were in it`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            let round = try await team.releasedByTeams()
            let now = Int64(Respondents.ended.timeIntervalSince1970)
            try await database.write { db in
                try db.endMembership(of: "member-0", in: "payments", on: CivilDay(now), by: .commandLine, at: now)
            }
            #expect(try await team.reader("member-0", round)?.cells.map(\.id) == ["", "team=payments"])
        }
    }

    @Test(arguments: Backend.all)
    func `nothing is for anybody before the release`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 8)
            let round = try await team.announce()
            #expect(try await team.reader("member-0", round) == nil)
        }
    }

    /// As a server finds it that was brought up to date.
    @Test(arguments: Backend.all)
    func `a round that was released before cells were kept gets them from its tally`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 21)
            let round = try await team.releasedByTeams()
            let before = try await database.read { try $0.keptResult(of: round.id) }
            try await database.write { db in
                try db.run("DELETE FROM pulse_cell")
                _ = try db.run("UPDATE pulse_round SET is_rewritten = \(false)")
            }
            _ = try await team.desk.releaseEnded()
            #expect(try await database.read { try $0.keptResult(of: round.id) } == before)
            #expect(before?.cells.count == 4)
        }
    }
}
