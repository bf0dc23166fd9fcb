import BlindTickets
import Foundation
import Store
import Surveys
import TestKit
import Testing

@testable import Features

/// A server that runs, six members who are asked and one who is not, each with a token and a folder of their own.
struct ServedRound {
    typealias Run = (status: Int32, output: String, errors: String)

    let server: RunningServer
    let data: URL
    /// What clients keep, a folder each.
    let states: URL
    let database: any Database
    let round: Round
    /// Closed an hour ago; answers that waited are still taken.
    let closed: Round

    static let questions = [
        Question(id: .init("own/clear"), text: "I know what is expected of me", form: .points(Points(1...5)!)),
        Question(id: .init("own/better"), text: "What would make next week better?", form: .words),
        Question(
            id: .init("own/day"), text: "The best day", form: .choice([.init("mo", "Monday"), .init("fr", "Friday")])),
    ]

    static func with(_ tying: Tying = .none, _ body: (ServedRound) async throws -> Void) async throws {
        let data = FileManager.default.temporaryDirectory.appending(path: "tutti-pulse-\(UUID().uuidString)")
        let server = try RunningServer([], data: data)
        let states = data.appendingPathExtension("states")
        defer {
            server.stop()
            try? FileManager.default.removeItem(at: states)
        }
        let database = try await Databases.open(.file(path: data.appending(path: "tutti.db").path()))
        do {
            try await body(ServedRound(server, data, states, database, tying))
            try await database.close()
        } catch {
            try? await database.close()
            throw error
        }
    }

    private init(
        _ server: RunningServer, _ data: URL, _ states: URL, _ database: any Database, _ tying: Tying
    ) async throws {
        self.server = server
        self.data = data
        self.states = states
        self.database = database
        let now = Int64(Date().timeIntervalSince1970)
        for place in 0..<7 {
            for scope in APIToken.Scope.allCases {
                let secret = Secret(Self.bytes(32))
                try Data((TokenText.of(secret) + "\n").utf8).write(to: data.appending(path: "\(scope)-\(place)"))
                try await database.write { db in
                    if scope == .read { try db.add(Self.member(place, now), password: nil) }
                    let token = APIToken(
                        tokenHash: secret.hash, title: "\(scope)", scope: scope, madeAt: now, endsAt: now + 86_400,
                        usedOn: nil)
                    #expect(try db.add(token, of: "member-\(place)"))
                }
            }
        }
        let desk = try Self.desk(database, data, at: Date())
        round = try await Self.announce(desk, database, opens: -60, closes: 7 * 86_400, tying)
        closed = try await Self.announce(desk, database, opens: -86_400, closes: -3600, .none)
    }

    private static func member(_ place: Int, _ now: Int64) -> Member {
        let id = "member-\(place)"
        return Member(id: id, login: id, name: id, isAdministrator: place == 0, joinedAt: now)
    }

    private static func desk(_ database: any Database, _ data: URL, at now: Date) throws -> PulseDesk {
        let key = try KeyFile.key(at: data.appending(path: "tutti.key").path(), randomBytes: bytes)
        return PulseDesk(
            database: database, key: key, now: { now }, randomBytes: { bytes($0) }, work: PasswordWork())
    }

    private static func announce(
        _ desk: PulseDesk, _ database: any Database, opens: TimeInterval, closes: TimeInterval, _ tying: Tying
    ) async throws -> Round {
        var plan = RoundPlan(
            title: "Week 47", questionnaire: Questionnaire(questions: questions),
            segments: [.init(id: "everybody", title: "Everybody", members: (0..<6).map { "member-\($0)" })],
            opens: Date(timeIntervalSinceNow: opens), closes: Date(timeIntervalSinceNow: closes),
            audience: ["Everybody who may sign in here."])
        plan.tying = tying
        let id = try await desk.announce(plan)
        return try #require(try await database.read { try $0.round(id) })
    }

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: .min ... .max) } }

    // MARK: What people do

    var address: String { "\(server.address)/pulse/\(round.id)" }
    var hash: String { (try? round.manifest.hash.description) ?? "" }
    var log: String { get throws { try String(contentsOf: data.appending(path: "server.log"), encoding: .utf8) } }

    func token(_ place: Int, _ scope: APIToken.Scope = .write) -> String {
        data.appending(path: "\(scope)-\(place)").path()
    }

    func state(_ name: String) -> String { states.appending(path: name).path() }

    /// A file of answers.
    func sheet(_ point: Int) throws -> String {
        let file = data.appending(path: "answers-\(point).json")
        let response = Response([.init("own/clear"): .point(point), .init("own/day"): .choice("fr")])
        try JSONEncoder().encode(response).write(to: file)
        return file.path()
    }

    func answer(_ place: Int, _ options: [String], state name: String? = nil) throws -> Run {
        try tutti(
            ["pulse", "answer", address, "--token-file", token(place), "--hash", hash]
                + ["--state", state(name ?? "\(place)")] + options)
    }

    func send(_ place: Int, _ options: String...) throws -> Run {
        try tutti(["pulse", "send", "--state", state("\(place)")] + options)
    }

    func explain(_ arguments: [String]) throws -> Run { try tutti(["privacy", "explain"] + arguments) }

    private func tutti(_ arguments: [String]) throws -> Run {
        try BuiltProgram.run(BuiltProgram.path("tutti"), arguments, environment: ["NO_COLOR": "1", "COLUMNS": "90"])
    }

    /// Answers on the terminal, after a look at the hash.
    ///
    /// - Returns: the receipt.
    func typed(_ place: Int, _ lines: String) throws -> String {
        let command = [
            BuiltProgram.path("tutti"), "pulse", "answer", address, "--token-file", token(place), "--state",
            state("\(place)"), "--now",
        ]
        let run = try BuiltProgram.run(
            "/bin/sh", ["-c", "printf 'y\\n\(lines)' | \(command.joined(separator: " "))"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("Is \(hash) the hash that your team was given?"))
        #expect(run.output.contains("That is no answer to this question."))
        #expect(run.output.contains("May your words be shown"))
        return try #require(run.output.firstMatch(of: /receipt: ([0-9a-f]{64})/)).output.1.description
    }

    /// Lets the answer wait, and sends it before its moment.
    func waited(_ place: Int) throws -> String {
        let answer = try answer(place, ["--answers", try sheet(2)])
        #expect(answer.status == 0 && answer.output.contains("Your answer waits, and leaves after 20"))
        let file = state("\(place)") + "/\(round.id).json"
        let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
        let sent = try send(place, "--now")
        #expect(sent.status == 0 && sent.output.contains("Your answer counts."), "\(sent.errors)")
        let kept = try String(contentsOfFile: file, encoding: .utf8)
        #expect(!kept.contains("signature") && !kept.contains("envelope"))
        return try #require(sent.output.firstMatch(of: /receipt: ([0-9a-f]{64})/)).output.1.description
    }

    /// As it lies in somebody's folder.
    func ticket(_ place: Int) throws -> Ticket {
        struct Kept: Decodable { let ticket: Ticket }
        let file = state("\(place)") + "/\(round.id).json"
        return try JSONDecoder().decode(Kept.self, from: Data(contentsOf: URL(filePath: file))).ticket
    }

    /// Changes where and when a waiting answer goes.
    func redirect(_ place: Int, to server: String, leaving: Date) throws {
        let file = URL(filePath: state("\(place)") + "/\(round.id).json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing(self.server.address, with: server)
            .replacing(/"leaves":"[^"]*"/, with: "\"leaves\":\"\(leaving.formatted(.iso8601))\"")
            .write(to: file, atomically: true, encoding: .utf8)
    }

    // MARK: What is seen of it

    /// Names of what clients kept.
    var kept: [String] { (try? FileManager.default.contentsOfDirectory(atPath: states.path())) ?? [] }

    /// Tickets issued and used.
    func counts() async throws -> [Int] {
        try await database.read { [id = round.id] in try [$0.issuedCount(id), $0.spentCount(id)] }
    }

    func released() async throws -> (UsedTickets, RoundResult?) {
        let later = try Self.desk(database, data, at: Date(timeIntervalSinceNow: 8 * 86_400))
        #expect(try await later.releaseEnded().contains(round.id))
        let (ended, hashes, result) = try await database.read { [id = round.id] db in
            (try db.round(id), try db.spentTickets(id), try db.keptResult(of: id))
        }
        let issued = try #require(ended?.counts).issued
        return (
            UsedTickets(survey: round.id, issued: issued, hashes: hashes.compactMap { TicketHash(stored: $0) }), result
        )
    }
}

extension ServedRound {
    /// Why somebody gets no ticket.
    struct Refusal: Sendable, CustomTestStringConvertible {
        enum Reason: Sendable {
            case otherHash, notAsked, closed, readingToken, noToken, otherQuestions, noServer, noAnswer
        }

        let reason: Reason
        let status: Int32
        let says: String

        var testDescription: String { "\(reason)" }

        static let all = [
            Refusal(reason: .otherHash, status: 4, says: "not the one you gave. Do not answer"),
            Refusal(reason: .notAsked, status: 4, says: "This round does not ask you."),
            Refusal(reason: .closed, status: 4, says: "This round is not open"),
            Refusal(reason: .readingToken, status: 4, says: "Make a token that may read and change"),
            Refusal(reason: .noToken, status: 2, says: "holds no token of Tutti"),
            Refusal(reason: .otherQuestions, status: 4, says: "asks other questions than the rules say"),
            Refusal(reason: .noServer, status: 3, says: "cannot be asked"),
            Refusal(reason: .noAnswer, status: 2, says: "lies outside 1 to 5"),
        ]
    }

    func answer(_ refusal: Refusal) async throws -> Run {
        var (url, token, hash, point) = (address, token(0), hash, 4)
        switch refusal.reason {
        case .otherHash: hash = String(repeating: "0", count: 64)
        case .notAsked: token = self.token(6)
        case .closed:
            url = url.replacing(round.id, with: closed.id)
            hash = try closed.manifest.hash.description
        case .readingToken: token = self.token(0, .read)
        case .noToken: token = data.appending(path: "server.log").path()
        case .otherQuestions: try await askOtherwise()
        case .noServer: url = url.replacing(/:[0-9]+\//, with: ":1/")
        case .noAnswer: point = 6
        }
        let options = ["--answers", try sheet(point), "--now", "--json", "--state", state("0")]
        let run = try tutti(["pulse", "answer", url, "--token-file", token, "--hash", hash] + options)
        // What was explained before stands on standard error too.
        return (run.status, run.output, run.errors.split(separator: "\n").filter { $0.hasPrefix("tutti: ") }.joined())
    }

    /// As a server would that lies about what the rules are.
    private func askOtherwise() async throws {
        let other = Questionnaire(questions: [Question(id: .init("own/name"), text: "Who are you?", form: .words)])
        let json = String(decoding: try JSONEncoder().encode(other), as: UTF8.self)
        _ = try await database.write { [id = round.id] db in
            try db.run("UPDATE pulse_round SET questionnaire = \(json) WHERE id = \(id)")
        }
    }
}

extension Connection {
    /// All that is kept of a round's result, as nobody reads it: every cell, whomever it is for.
    fileprivate func keptResult(of round: Round.ID) throws -> RoundResult? {
        let cells = try rows("SELECT body FROM pulse_cell WHERE round = \(round) ORDER BY place") { row in
            try JSONDecoder().decode(RoundResult.CellResult.self, from: Data(row.get(0, as: String.self).utf8))
        }
        return RoundResult(rules: .usual, cells: cells)
    }
}
