import AsyncHTTPClient
import BlindTickets
import Foundation
import NIOCore
import NIOHTTP1
import Store
import Surveys
import TestKit

@testable import Features

/// Rounds on a database that servers are started on and killed.
struct KilledRound {
    let location: DatabaseLocation
    let folder: URL
    let database: any Database
    private let key: SealingKey
    private let work = PasswordWork()

    static let questions = [
        Question(id: .init("own/clear"), text: "I know what is expected of me", form: .points(Points(1...5)!)),
        Question(id: .init("own/better"), text: "What would make next week better?", form: .words),
    ]

    static func with(_ backend: Backend, _ body: (KilledRound) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-killed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await backend.withLocation { location in
            let place = backend == .sqlite ? .file(path: folder.appending(path: "tutti.db").path()) : location
            let database = try await Databases.open(place)
            do {
                try await body(KilledRound(location: place, folder: folder, database: database))
                try await database.close()
            } catch {
                try? await database.close()
                throw error
            }
        }
    }

    private init(location: DatabaseLocation, folder: URL, database: any Database) throws {
        self.location = location
        self.folder = folder
        self.database = database
        key = try KeyFile.key(at: folder.appending(path: "tutti.key").path(), randomBytes: Self.bytes)
    }

    func desk(at now: Date) -> PulseDesk {
        PulseDesk(
            database: database, key: key, now: { now }, randomBytes: { Self.bytes($0) }, work: work)
    }

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: .min ... .max) } }

    var arguments: [String] {
        guard case .server(let url) = location else { return [] }
        return ["--database", url, "--key-file", folder.appending(path: "tutti.key").path()]
    }

    func addMembers(_ count: Int) async throws -> [Member.ID] {
        let members = (0..<count).map { "member-\($0)" }
        try await database.write { db in
            for id in members {
                try db.add(Member(id: id, login: id, name: id, isAdministrator: false, joinedAt: 0), password: nil)
            }
        }
        return members
    }

    func announce(
        _ members: [Member.ID], opens: Date, closes: Date, tying: Tying = .none
    ) async throws -> Round {
        var plan = RoundPlan(
            title: "Week 47", questionnaire: Questionnaire(questions: Self.questions),
            segments: [.init(id: "everybody", title: "Everybody", members: members)], opens: opens, closes: closes,
            audience: ["Everybody who was asked."])
        plan.tying = tying
        let id = try await desk(at: opens).announce(plan)
        return try await database.read { try $0.round(id)! }
    }

    /// What each member's client would send; where the round belongs to a series, tied to what they say later.
    func envelopes(_ members: [Member.ID], of round: Round, at now: Date) async throws -> [ByteBuffer] {
        let desk = desk(at: now)
        var envelopes: [ByteBuffer] = []
        for (place, member) in members.enumerated() {
            let request = try TicketRequest(manifest: round.manifest, segment: "everybody")
            let ticket = try request.finalize(await desk.issue(request.blinded, to: member, in: round.id))
            let answers: [Question.ID: Answer] = [
                .init("own/clear"): .point(1 + place % 5), .init("own/better"): .words("Something of \(place)"),
            ]
            let name = round.manifest.series.map { WaveSecret().pseudonym(in: $0.id).base64URL }
            let response = Response(answers, pseudonym: name)
            let envelope = Envelope(ticket: ticket, answers: try JSONEncoder().encode(response))
            envelopes.append(ByteBuffer(bytes: try envelope.sealed(size: round.manifest.envelope)))
        }
        return envelopes
    }

    /// Starts a server that lives for so many milliseconds.
    func serve(killedAfter milliseconds: Int) throws {
        let program = Process()
        program.executableURL = URL(filePath: BuiltProgram.path("tutti"))
        program.arguments = ["serve", "--port", "0", "--data", folder.path()] + arguments
        program.standardOutput = FileHandle.nullDevice
        program.standardError = FileHandle.nullDevice
        try program.run()
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        kill(program.processIdentifier, SIGKILL)
        program.waitUntilExit()
    }

    /// Takes a server that is gone at its word, instead of knocking until its time is up.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(configuration: configuration)
    }()

    /// - Returns: whether the answer, or what else `path` takes, was acknowledged; false where nobody answered any more.
    static func send(
        _ body: ByteBuffer, to address: String, at path: String = "/api/v1/pulse/answers"
    ) async -> Bool {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        request.body = .bytes(body)
        guard let response = try? await client.execute(request, timeout: .seconds(60)) else { return false }
        _ = try? await response.body.collect(upTo: 1 << 16)
        return response.status.code / 100 == 2
    }

    /// Tickets spent, and answers kept beside them.
    func counts(of round: Round) async throws -> (spent: Int, sealed: Int) {
        try await database.read { [id = round.id] db in
            let sealed = try db.value("SELECT count(*) FROM pulse_sealed WHERE round = \(id)", as: Int.self)
            return (try db.spentCount(id), sealed ?? 0)
        }
    }
}
