import BlindTickets
import Foundation
import NIOCore
import Records
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("Polls", .timeLimit(.minutes(40)))
struct PollTests {
    private static func form(
        _ kind: NewPollForm.Kind = .choice, mode: Manifest.Mode = .named, options: String = "Tea\nCoffee\nWater",
        team: String = "", hours: String = "24"
    ) -> NewPollForm {
        var form = NewPollForm()
        form.question = "What shall we drink?"
        form.kind = kind.rawValue
        form.mode = mode.rawValue
        form.options = options
        form.team = team
        form.hours = hours
        return form
    }

    private static func open(
        _ team: Respondents, _ form: NewPollForm, by id: Member.ID = "member-0", isAdministrator: Bool = true
    ) async throws -> Round {
        let now = team.clock.now
        let asker = Member(id: id, login: id, name: id, isAdministrator: isAdministrator, joinedAt: 0)
        let audience = try await team.database.read {
            try $0.pollAudience(of: asker, at: Int64(now.timeIntervalSince1970))
        }
        return try await team.round(team.desk.open(form, by: audience, at: now))
    }

    private static func vote(_ team: Respondents, _ member: Member.ID, _ answer: Answer?, in round: Round) async throws
    {
        let now = team.clock.now
        try await team.database.write { try $0.vote(answer, by: member, in: round, at: now) }
    }

    private static func told(_ team: Respondents, _ round: Round.ID, to member: Member.ID) async throws -> PollAnswer {
        let now = team.clock.now
        return try await team.database.read { db in
            let round = try #require(try db.round(round))
            let member = try #require(try db.member(member))
            return try PollAnswer(round, for: .program(member), at: now, in: db)
        }
    }

    @Test(arguments: Backend.all)
    func `by name: nothing is told before the close, and everything to those who were asked after it`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 9)
            try await team.make("band", with: Array(team.members.prefix(7)), lead: "member-0")
            let round = try await Self.open(team, Self.form(team: "band"))
            #expect(round.manifest.mode == .named && round.manifest.segments.map(\.size) == [7])
            for (place, member) in team.members.prefix(6).enumerated() {
                try await Self.vote(team, member, .choice(place < 4 ? "2" : "1"), in: round)
                let told = try await Self.told(team, round.id, to: member)
                #expect(told.results == nil && told.own == .choice(place < 4 ? "2" : "1"))
                #expect(told.answered == (place < 4 ? nil : place + 1))
            }
            try await Self.vote(team, "member-0", .choice("1"), in: round)
            try await Self.vote(team, "member-5", nil, in: round)
            // Who has said something by name is not asked again; of a round nobody could know.
            let waiting = try await team.waiting(for: ["member-0", "member-5", "member-8"])
            #expect(waiting == [0, 1, 0])
            team.clock.turn(to: Respondents.opens.addingTimeInterval(86_400))
            await #expect(throws: VoteTrouble.notOpen) {
                try await Self.vote(team, "member-6", .choice("1"), in: round)
            }
            #expect(try await Self.told(team, round.id, to: "member-1").results == nil)
            #expect(try await team.desk.releaseEnded() == [round.id])
            let results = try #require(try await Self.told(team, round.id, to: "member-6").results)
            #expect(results.map(\.text) == ["Coffee", "Tea", "Water"])
            #expect(
                results.map(\.people) == [["member-1", "member-2", "member-3"], ["member-0", "member-4"], []])
            #expect(try await Self.told(team, round.id, to: "member-8").results == nil)
            #expect(try await team.round(round.id).counts == .init(issued: 7, answered: 5))
            #expect(try await database.read { try $0.count("pulse_eligibility") } == 0)
            #expect(try await team.desk.releaseEnded() == [])
        }
    }

    @Test(arguments: Backend.all)
    func `the mode never changes: no name is taken by an anonymous poll, and no ticket given by a named one`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let anonymous = try await Self.open(team, Self.form(mode: .anonymous))
            await #expect(throws: VoteTrouble.anonymous) {
                try await Self.vote(team, "member-0", .choice("1"), in: anonymous)
            }
            let named = try await Self.open(team, Self.form(.yesNo))
            #expect(named.manifest.segments.allSatisfy { $0.key == nil })
            #expect(try await database.read { try $0.sealedTicketKeys(of: named.id) }.isEmpty)
            let blinded = try TicketRequest(manifest: anonymous.manifest, segment: "everybody").blinded
            await #expect(throws: (any Error).self) {
                try await team.desk.issue(blinded, to: "member-0", in: named.id)
            }
            #expect(try await database.read { try $0.count("poll_vote") } == 0)
            await #expect(throws: VoteTrouble.notAsked) {
                try await Self.vote(team, "somebody", .choice("yes"), in: named)
            }
            await #expect(throws: VoteTrouble.self) {
                try await Self.vote(team, "member-0", .choice("maybe"), in: named)
            }
        }
    }

    @Test(arguments: Backend.all, [4, 5])
    func `an anonymous one is told from five answers on, with dots put in order`(_ backend: Backend, _ answers: Int)
        async throws
    {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 7)
            let round = try await Self.open(
                team, Self.form(.dots, mode: .anonymous, options: "A\nB\nC\nD\nE\nF", hours: "48"))
            guard
                case .dots(_, let most, let each) = try await database.read({ try $0.questionnaire(of: round.id) })
                    .questions[0].form
            else { throw Respondents.Missing() }
            #expect(most == 2 && each == 2)
            let id = Question.ID(round.manifest.items[0].id.replacing(".", with: "/"))
            for (place, member) in team.members.prefix(answers).enumerated() {
                let ticket = try await team.ticket(for: member, in: round, segment: "everybody")
                let given = Answer.dots(place < 3 ? ["2": 2] : ["1": 1, "2": 1])
                let envelope = Envelope(ticket: ticket, answers: try JSONEncoder().encode(Response([id: given])))
                _ = try await team.desk.intake.take(ByteBuffer(bytes: envelope.sealed(size: round.manifest.envelope)))
                #expect(try await Self.told(team, round.id, to: member).results == nil)
            }
            team.clock.turn(to: round.manifest.closes.addingTimeInterval(13 * 3600))
            #expect(try await team.desk.releaseEnded() == [round.id])
            let told = try await Self.told(team, round.id, to: "member-6")
            guard answers == 5 else {
                #expect(told.results == nil && told.answered == nil && told.state == "withheld")
                return
            }
            let results = try #require(told.results)
            #expect(results.prefix(2).map(\.text) == ["B", "A"] && results.map(\.place) == [1, 2, 3, 4, 5, 6])
            #expect(results.allSatisfy { $0.people == nil })
        }
    }

    /// Less time to wait costs something, and that is said from the rules themselves.
    @Test func `an anonymous poll of four hours says what it costs`() async throws {
        try await Backend.sqlite.withDatabase { database in
            let team = try await Respondents(database, of: 8)
            let short = try await Self.open(team, Self.form(mode: .anonymous, hours: "4"))
            #expect(short.manifest.limits.contains { $0.contains("It is open for less than a day") })
            #expect(short.manifest.grace == 3600 && short.manifest.isShort)
            team.clock.turn(to: short.manifest.closes.addingTimeInterval(3601))
            #expect(try await team.desk.releaseEnded() == [short.id])
            let day = try await Self.open(team, Self.form(mode: .anonymous, hours: "24"))
            #expect(!day.manifest.limits.contains { $0.contains("It is open for less than a day") })
            #expect(day.manifest.grace == 12 * 3600)
        }
    }

    @Test(arguments: [
        (Self.form(mode: .anonymous, hours: "3"), "for four hours at least"),
        (Self.form(options: "Tea"), "2 to 20 options"),
        (Self.form(options: "Tea\nTea"), "stands there twice"), (Self.form(hours: "0"), "1 to 168 hours"),
        (Self.form(team: "elsewhere"), "teams that you belong to"),
    ])
    func `what cannot be opened is said in a sentence`(_ form: NewPollForm, _ says: String) async throws {
        try await Backend.sqlite.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let error = await #expect(throws: FormTrouble.self) { try await Self.open(team, form) }
            #expect(error?.description.contains(says) ?? false)
        }
    }

    @Test(arguments: Backend.all)
    func `members ask their own team, and in a small one by name alone`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 9)
            try await team.make("band", with: Array(team.members.prefix(4)), lead: "member-0")
            func open(_ form: NewPollForm, _ member: Member.ID) async throws -> Round {
                try await Self.open(team, form, by: member, isAdministrator: false)
            }
            for (form, says) in [
                (Self.form(), "ask everybody"), (Self.form(mode: .anonymous, team: "band"), "fewer than 6 people"),
            ] {
                let error = await #expect(throws: FormTrouble.self) { try await open(form, "member-1") }
                #expect(error?.description.contains(says) ?? false)
            }
            await #expect(throws: FormTrouble.self) { try await open(Self.form(team: "band"), "member-8") }
            #expect(try await open(Self.form(team: "band"), "member-1").teams == ["band"])
        }
    }
}

extension Respondents {
    /// How many things wait for each of some members.
    func waiting(for members: [Member.ID]) async throws -> [Int] {
        let now = Int64(clock.now.timeIntervalSince1970)
        var counts: [Int] = []
        for login in members {
            let me = try await Doorkeeper.holder(of: database, as: login)
            counts.append(
                try await database.read { db in try me.map { try db.nextThings(of: $0, at: now) }?.things.count ?? -1 })
        }
        return counts
    }
}
