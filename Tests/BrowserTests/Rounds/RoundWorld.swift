import BlindTickets
import BrowserKit
import Foundation
import Records
import Store
import Surveys
import TestKit
import Testing

@testable import Features

/// A round that is open, on one server or on two that share a PostgreSQL, and people with a browser each. The first administers.
struct RoundWorld {
    let servers: [RunningServer]
    let database: any Database
    let people: [RoundPerson]
    let round: Round
    private let folder: URL

    static let questions = [
        Question(id: .init("own/clear"), text: "I know what is expected of me", form: .points(Points(1...5)!)),
        Question(id: .init("own/better"), text: "What would make next week better?", form: .words),
    ]

    static func with(
        _ backend: Backend, people count: Int, _ tying: Tying = .none, _ body: (RoundWorld) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-whole-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let browser = try Browser()
        defer {
            browser.close()
            try? FileManager.default.removeItem(at: folder)
        }
        try await backend.withLocation { location in
            let key = folder.appending(path: "tutti.key").path()
            let place = backend == .sqlite ? .file(path: folder.appending(path: "tutti.db").path()) : location
            let database = try await Databases.open(place)
            _ = try KeyFile.key(at: key, randomBytes: bytes)
            let servers = try start(place, in: folder, key: key)
            defer { for server in servers { server.stop() } }
            let world = try await RoundWorld(servers, database, browser, count, folder, tying)
            try await body(world)
            try await database.close()
        }
    }

    private static func start(_ place: DatabaseLocation, in folder: URL, key: String) throws -> [RunningServer] {
        guard case .server(let url) = place else { return [try RunningServer(["--key-file", key], data: folder)] }
        return try ["one", "two"].map { name in
            try RunningServer(
                ["--database", url, "--key-file", key], data: folder.appending(path: name))
        }
    }

    private init(
        _ servers: [RunningServer], _ database: any Database, _ browser: Browser, _ count: Int, _ folder: URL,
        _ tying: Tying
    ) async throws {
        self.servers = servers
        self.database = database
        self.folder = folder
        let now = Int64(Date().timeIntervalSince1970)
        var people: [RoundPerson] = []
        for place in 0..<count {
            let id = "member-\(place)"
            let secret = Secret(Self.bytes(32))
            try await database.write { db in
                try db.add(
                    Member(id: id, login: id, name: "Person \(place)", isAdministrator: place == 0, joinedAt: now),
                    password: nil)
                try db.add(
                    Session(
                        tokenHash: secret.hash, client: "Chromium", beganAt: now, seenAt: now, endsAt: now + 86_400),
                    of: id)
            }
            let server = servers[place % servers.count]
            people.append(
                try await RoundPerson(id, browser.page(), server.address, secret))
        }
        self.people = people
        let key = folder.appending(path: "tutti.key").path()
        let desk = try Self.desk(database, key, at: Date())
        var plan = RoundPlan(
            title: "Week 47", questionnaire: Questionnaire(questions: Self.questions),
            segments: [.init(id: "everybody", title: "Everybody", members: people.map(\.id))],
            opens: Date(timeIntervalSinceNow: -60), closes: Date(timeIntervalSinceNow: 7 * 86_400),
            audience: ["Everybody who may sign in here."])
        plan.tying = tying
        let id = try await desk.announce(plan)
        round = try #require(try await database.read { try $0.round(id) })
    }

    private static func desk(_ database: any Database, _ key: String, at now: Date) throws -> PulseDesk {
        PulseDesk(
            database: database, key: try KeyFile.key(at: key, randomBytes: bytes), now: { now },
            randomBytes: { bytes($0) }, work: PasswordWork())
    }

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: .min ... .max) } }

    var path: String { "/pulse/\(round.id)" }

    /// Tickets issued and used.
    func counts() async throws -> [Int] {
        try await database.read { [id = round.id] in try [$0.issuedCount(id), $0.spentCount(id)] }
    }

    func release() async throws {
        let later = try Self.desk(
            database, folder.appending(path: "tutti.key").path(), at: Date(timeIntervalSinceNow: 8 * 86_400))
        #expect(try await later.releaseEnded().contains(round.id))
    }

    /// Everything that waits for the end of its day is handed over, as tomorrow.
    func handOverFollowUps() async throws {
        let later = try Self.desk(
            database, folder.appending(path: "tutti.key").path(), at: Date(timeIntervalSinceNow: 86_400))
        try await later.handOverFollowUps()
    }

    func token(of place: Int) async throws -> String {
        let secret = Secret(Self.bytes(32))
        let now = Int64(Date().timeIntervalSince1970)
        let token = APIToken(
            tokenHash: secret.hash, title: "test", scope: .write, madeAt: now, endsAt: now + 86_400, usedOn: nil)
        let owner = people[place].id
        let isAdded = try await database.write { db in try db.add(token, of: owner) }
        #expect(isAdded)
        let file = folder.appending(path: "token-\(place)").path()
        try Data((TokenText.of(secret) + "\n").utf8).write(to: URL(filePath: file))
        return file
    }

    func state(of place: Int) -> String { folder.appending(path: "state-\(place)").path() }

    /// `tutti pulse …` of somebody with a folder of their own.
    func tutti(_ arguments: [String], as place: Int) throws -> (status: Int32, output: String, errors: String) {
        try BuiltProgram.run(
            BuiltProgram.path("tutti"),
            ["pulse"] + arguments
                + ["--state", state(of: place)],
            environment: ["NO_COLOR": "1", "COLUMNS": "90"])
    }

    var logs: String {
        servers.map { server in
            (try? String(contentsOf: server.data.appending(path: "server.log"), encoding: .utf8)) ?? ""
        }.joined()
    }
}

/// Somebody who is signed in, with a browser that shares nothing with others.
final class RoundPerson {
    let id: Member.ID
    let page: BrowserPage
    let address: String

    init(_ id: Member.ID, _ page: BrowserPage, _ address: String, _ secret: Secret) async throws {
        self.id = id
        self.page = page
        self.address = address
        try await page.open(address + "/sign-in")
        try await page.evaluate("document.cookie = 'tutti=\(secret.text); path=/'")
    }

    func open(_ path: String) async throws { try await page.open(address + path) }

    var text: String { get async throws { try await page.evaluate("document.body.innerText").text ?? "" } }

    func state(of round: Round.ID) async throws -> String {
        try await page.evaluate("TicketErrand.keeper.then((keeper) => keeper.status('\(round)')).then((s) => s.state)")
            .text ?? ""
    }

    func waits(for state: String, of round: Round.ID) async throws {
        try await page.until("\(id) \(state)") { try await self.state(of: round) == state }
    }

    /// Fetches a ticket as if its moment had come, unless it came by itself: it lies anywhere in ten minutes.
    func fetchTicket(of round: Round.ID) async throws {
        try await page.until("\(id) waiting or ready") {
            ["waiting", "ready"].contains(try await self.state(of: round))
        }
        if try await state(of: round) == "waiting" { try await reach("fetchAt", of: round) }
        try await waits(for: "ready", of: round)
    }

    /// As if that moment had come: nothing else of what the browser keeps is touched.
    func reach(_ moment: String, of round: Round.ID) async throws { try await move(moment, of: round, by: -1) }

    /// So that it does not come while the test looks at what is before it.
    func postpone(_ moment: String, of round: Round.ID) async throws {
        try await move(moment, of: round, by: 3_600_000)
    }

    /// - Parameter milliseconds: from now.
    private func move(_ moment: String, of round: Round.ID, by milliseconds: Int) async throws {
        try await page.evaluate(
            """
            new Promise((done, failed) => {
              const opening = indexedDB.open('tutti-tickets');
              opening.onerror = failed;
              opening.onsuccess = () => {
                const store = opening.result.transaction('round', 'readwrite').objectStore('round');
                const getting = store.get(['\(id)', '\(round)']);
                getting.onsuccess = () => {
                  const putting = store.put({ ...getting.result, \(moment): Date.now() + \(milliseconds) });
                  putting.onsuccess = () => { opening.result.close(); done(0); };
                };
              };
            })
            """)
        try await page.evaluate("TicketErrand.keeper.then((keeper) => keeper.run(TicketErrand.ways)).then(() => 0)")
    }

    /// As if the moment of every follow-up had come.
    func reachFollowUp() async throws {
        try await page.evaluate(
            """
            new Promise((done, failed) => {
              const opening = indexedDB.open('tutti-tickets');
              opening.onerror = failed;
              opening.onsuccess = () => {
                const store = opening.result.transaction('followUp', 'readwrite').objectStore('followUp');
                const getting = store.getAll();
                getting.onsuccess = () => {
                  for (const known of getting.result) store.put({ ...known, sendAt: Date.now() - 1 });
                  store.transaction.oncomplete = () => { opening.result.close(); done(0); };
                };
              };
            })
            """)
        try await page.evaluate("TicketErrand.keeper.then((keeper) => keeper.run(TicketErrand.ways)).then(() => 0)")
    }

    /// Fills the round's form in and presses its button.
    func answer(point: Int, words: String, atOnce: Bool, mayReply: Bool) async throws {
        try await page.until("the form of \(id)") {
            try await page.evaluate("!document.querySelector('[data-part=form]').hidden") == .bool(true)
        }
        try await page.evaluate(
            """
            (() => {
              const form = document.querySelector('[data-part=form] form');
              form.querySelector('input[type=radio][value="\(point)"]').click();
              form.querySelector('textarea').value = \(words.debugDescription);
              form.elements['may-see-words'].click();
              if (\(mayReply)) form.elements['may-reply'].click();
              form.querySelector('input[name=when][value=\(atOnce ? "now" : "later")]').click();
              form.requestSubmit();
            })()
            """)
    }
}
