import Foundation
import Records
import Signals
import Store
import TestKit
import Testing

@testable import Features
@testable import Server

/// A team of three whose pull requests a code host tells, and whose branches a clone has.
@Suite("Reviewers as they are measured", .timeLimit(.minutes(40)))
struct MeasuredReviewersTests {
    static let source = "code.example.org"
    static let repository = RecordKey(source, .repository, "1")
    static let now: Int64 = 1_790_000_000
    static let people = ["ada", "ben", "cyd"]

    static func account(_ login: String) -> RecordKey { RecordKey(source, .account, login) }

    static func clone(_ owners: String) throws -> ScratchRepository {
        let clone = try ScratchRepository()
        try clone.write("one\n", to: "songs/tune.c")
        try clone.write(owners + "\n", to: "CODEOWNERS")
        try clone.commit("Begin", by: "ada", email: "ada@example.org")
        try clone.git("checkout", "--quiet", "-b", "louder", "main")
        try clone.write("two\n", to: "songs/tune.c")
        try clone.commit("Sing louder", by: "ada", email: "ada@example.org")
        try clone.git("checkout", "--quiet", "main")
        return clone
    }

    /// One that Ben reviewed line by line two days ago, and one that is open and waits for whom it is asked of.
    static func records(asking reviewer: RecordKey) -> [Record] {
        var records: [Record] = [
            .repository(HostedRepository(key: repository, fullName: "shop/web", defaultBranch: "main"))
        ]
        for login in people {
            records.append(
                .account(
                    Account(key: account(login), login: login, name: login.capitalized, email: "\(login)@example.org")))
        }
        let before = now - 2 * 86_400
        let past = RecordKey(source, .pullRequest, "6")
        var merged = PullRequest(
            key: past, repository: repository, number: 6, title: "Tune", author: account("ada"), state: .merged,
            createdAt: before, updatedAt: before + 7200, headBranch: "tune", baseBranch: "main")
        (merged.mergedAt, merged.closedAt) = (before + 7200, before + 7200)
        var remark = Records.Comment(
            key: RecordKey(source, .comment, "1"), subject: past, author: account("ben"), body: "Softer?",
            createdAt: before + 3600)
        remark.path = "songs/tune.c"
        records += [
            .pullRequest(merged), .comment(remark),
            event(.reviewed, of: past, before + 3600, "ben", verdict: .approved),
        ]
        let key = RecordKey(source, .pullRequest, "7")
        var open = PullRequest(
            key: key, repository: repository, number: 7, title: "Sing louder", author: account("ada"), state: .open,
            createdAt: now - 3600, updatedAt: now - 3600, headBranch: "louder", baseBranch: "main")
        open.requestedReviewers = [reviewer]
        records += [
            .pullRequest(open),
            event(.reviewRequested, of: key, now - 3500, "ada", subject: reviewer),
        ]
        return records
    }

    static func event(
        _ kind: PullRequestEvent.Kind, of key: RecordKey, _ at: Int64, _ actor: String, subject: RecordKey? = nil,
        verdict: PullRequestEvent.Verdict? = nil
    ) -> Record {
        .pullRequestEvent(
            PullRequestEvent(
                key: key.other(.pullRequestEvent, "\(key.id)/\(kind.rawValue)"), pullRequest: key, kind: kind, at: at,
                actor: account(actor), subject: subject, verdict: verdict))
    }

    static func addTeam(to db: any Store.Connection) throws {
        try db.add(Team(name: "web", title: "Web"), by: .commandLine, at: 5)
        for login in people {
            try db.add(
                Member(id: login, login: login, name: login.capitalized, isAdministrator: false, joinedAt: 5),
                password: nil)
            try db.prove(address: "\(login)@example.org", of: login, at: 5)
            try db.begin(
                Membership(
                    team: "web", member: login, role: .member, from: CivilDay(number: CivilDay(now).number - 99)),
                by: .commandLine, at: 5)
        }
    }

    static func with(
        _ backend: Backend, asking reviewer: String, _ body: (DeliveryReadings, any Database) async throws -> Void
    ) async throws {
        try await with(backend, asking: account(reviewer), owners: "* @cyd", teams: [], body)
    }

    static func with(
        _ backend: Backend, asking reviewer: RecordKey, owners: String, teams: [HostTeam],
        _ body: (DeliveryReadings, any Database) async throws -> Void
    ) async throws {
        let clone = try Self.clone(owners)
        try await backend.withDatabase { database in
            let clock: @Sendable () -> Date = { Date(timeIntervalSince1970: Double(now)) }
            let imported = try await Importer(database: database, mirrors: clone.folder, now: clock).run(clone.path)
            try await Measurer(database: database, mirrors: clone.folder, now: clock).run(imported.repository.id)
            try await database.write { db in
                try addTeam(to: db)
                try db.save(origin: "git@code.example.org:shop/web.git", of: imported.repository.id)
                try db.save(SourceConnection(id: "host", kind: "gitlab", name: "Host", createdAt: 5))
                _ = try db.save([Told(records(asking: reviewer) + teams.map(Record.hostTeam), at: 1000)], of: "host")
                try db.keep([repository], ofTeam: "web", by: .commandLine, at: 5)
            }
            let choice = DeliveryChoice(team: "web")
            _ = try await DeliveryMeasurer(database: database, now: clock).run([choice])
            let readings = try #require(try await database.read { try $0.deliveryReadings(for: choice) })
            try await body(readings, database)
        }
    }

    @Test(arguments: Backend.all)
    func `who knows the files is suggested with reasons, owners first, and on the day of who is asked`(
        _ backend: Backend
    ) async throws {
        try await Self.with(backend, asking: "cyd") { readings, database in
            let open = try #require(readings.open.first)
            #expect(readings.open.count == 1 && open.turn == .reviewer(.firstReview))
            #expect(open.waitsFor.map(\.login) == ["cyd"] && open.waitsFor.map(\.account) == [Self.account("cyd")])
            let offers = try await database.read { try $0.suggestedReviewers(in: "web")[open.key.description] ?? [] }
            // Cyd owns it and is asked already; Ada wrote it.
            #expect(offers.map(\.login) == ["ben"] && offers.map(\.role) == [.knows])
            #expect(offers.first?.reasons.first?.hasPrefix("commented on") == true, "\(offers)")
            let me = try #require(try await Doorkeeper.holder(of: database, as: "cyd"))
            let next = try await database.read { try $0.nextThings(of: me, at: Self.now) }
            #expect(next.things.first?.others?.suggested.map(\.login) == ["ben"])
        }
        try await Self.with(backend, asking: "ben") { readings, database in
            let key = try #require(readings.open.first).key.description
            let offers = try await database.read { try $0.suggestedReviewers(in: "web")[key] ?? [] }
            #expect(offers.map(\.login) == ["cyd"])
            #expect(offers.first?.reasons.contains("answers for this part of the code") == true, "\(offers)")
        }
    }

    @Test(arguments: Backend.all)
    func `who knows the files is suggested without a clone, where the host tells which are changed`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let clock: @Sendable () -> Date = { Date(timeIntervalSince1970: Double(Self.now)) }
            let key = RecordKey(Self.source, .pullRequest, "7")
            var records = Self.records(asking: Self.account("cyd"))
            for place in records.indices {
                guard case .pullRequest(var request) = records[place], request.key == key else { continue }
                request.headCommit = "h7"
                records[place] = .pullRequest(request)
            }
            let file = PullRequestFile(path: "songs/tune.c", added: 1, deleted: 1)
            let list = PullRequestFiles(pullRequest: key, head: "h7", files: [file])
            let older = PullRequestFiles(pullRequest: key, head: "h6", files: [])
            try await database.write { [records] db in
                try Self.addTeam(to: db)
                try db.save(SourceConnection(id: "host", kind: "gitlab", name: "Host", createdAt: 5))
                _ = try db.save([Told(records + [.pullRequestFiles(older)], at: 1000)], of: "host")
                try db.keep([Self.repository], ofTeam: "web", by: .commandLine, at: 5)
            }
            let choice = DeliveryChoice(team: "web")
            let offers = {
                _ = try await DeliveryMeasurer(database: database, now: clock).run([choice])
                return try await database.read { try $0.suggestedReviewers(in: "web")[key.description] ?? [] }
            }
            #expect(try await offers() == [], "a list of an older state of the branch says nothing")
            try await database.write { _ = try $0.save([Told([.pullRequestFiles(list)], at: 2000)], of: "host") }
            let found = try await offers()
            #expect(found.map(\.login) == ["ben"] && found.map(\.role) == [.knows])
            #expect(found.first?.reasons.first == "commented on 1 of 1 file, last 1 day ago", "\(found)")
        }
    }

    @Test(arguments: Backend.all)
    func `others that change the same files are named with both, and with the files that the host tells`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let paths = ["songs/tune.c", "songs/words.c", "songs/beat.c"]
            var records = Self.records(asking: Self.account("cyd"))
            for (number, login) in [(8, "ben"), (9, "ada")] {
                let key = RecordKey(Self.source, .pullRequest, "\(number)")
                var request = PullRequest(
                    key: key, repository: Self.repository, number: number, title: "Tune \(login)",
                    author: Self.account(login), state: .open, createdAt: Self.now - 1800, updatedAt: Self.now - 1800,
                    headBranch: "tune-\(number)", baseBranch: "main")
                request.headCommit = "h\(number)"
                let files = paths.map { PullRequestFile(path: $0, added: 1, deleted: 0) }
                records += [
                    .pullRequest(request),
                    .pullRequestFiles(PullRequestFiles(pullRequest: key, head: "h\(number)", files: files)),
                ]
            }
            try await database.write { [records] db in
                try Self.addTeam(to: db)
                try db.save(SourceConnection(id: "host", kind: "gitlab", name: "Host", createdAt: 5))
                _ = try db.save([Told(records, at: 1000)], of: "host")
                try db.keep([Self.repository], ofTeam: "web", by: .commandLine, at: 5)
            }
            let choice = DeliveryChoice(team: "web")
            _ = try await DeliveryMeasurer(database: database) { Date(timeIntervalSince1970: Double(Self.now)) }
                .run([choice])
            let readings = try #require(try await database.read { try $0.deliveryReadings(for: choice) })
            let told = readings.open.flatMap { one in
                one.overlaps.map { "\(one.number): \($0.number) \($0.title) \($0.files.joined(separator: " "))" }
            }
            let files = paths.sorted().joined(separator: " ")
            #expect(told.sorted() == ["8: 9 Tune ada \(files)", "9: 8 Tune ben \(files)"])
            let team = try #require(try await database.read { try $0.team("web") })
            let page = WaitingPullRequestsPage(team: team, open: readings.open, now: Self.now, isLead: false)
            #expect("\(page.content)".contains("hanges three files that <a href="))
        }
    }

    static let players = RecordKey(source, .team, "70")

    static func team(_ members: [String]?) -> HostTeam {
        HostTeam(key: players, name: "Shop/Players", members: members.map { HostTeamMembers($0.map(account)) })
    }

    @Test(arguments: Backend.all)
    func `owners by a team of the code host are suggested, saying which team and which part`(_ backend: Backend)
        async throws
    {
        // Ada wrote it, and "zoe" is an account that no source told anything of.
        try await Self.with(
            backend, asking: Self.account("cyd"), owners: "* @cyd\n/songs/ @shop/players",
            teams: [Self.team(["ada", "ben", "zoe"])]
        ) { readings, database in
            let key = try #require(readings.open.first).key.description
            let offers = try await database.read { try $0.suggestedReviewers(in: "web")[key] ?? [] }
            #expect(offers.map(\.login) == ["ben"])
            #expect(offers.first?.reasons.contains("@shop/players owns songs/") == true, "\(offers)")
            #expect(try await database.read { try $0.namedTeams() } == [Self.source: ["shop/players"]])
        }
    }

    @Test(arguments: Backend.all)
    func `a review that is asked of a team waits for its people without the author, under the team's name`(
        _ backend: Backend
    ) async throws {
        try await Self.with(
            backend, asking: Self.players, owners: "* @cyd", teams: [Self.team(["ada", "ben", "cyd"])]
        ) { readings, database in
            let open = try #require(readings.open.first)
            #expect(open.turn == .reviewer(.firstReview) && open.teams == ["@shop/players"])
            #expect(open.waitsFor.isEmpty && !open.isTeam && open.due != nil)
            #expect(readings.unreadTeams == [])
            #expect(try await database.read { try $0.namedTeams() } == [Self.source: ["shop/players"]])
            // Anybody of them may be suggested: none is asked by name.
            let offers = try await database.read { try $0.suggestedReviewers(in: "web")[open.key.description] ?? [] }
            #expect(offers.map(\.login).first == "cyd")
            for (login, why) in [("ben", "asked of @shop/players"), ("cyd", "asked of @shop/players"), ("ada", nil)] {
                let me = try #require(try await Doorkeeper.holder(of: database, as: login))
                let next = try await database.read { try $0.nextThings(of: me, at: Self.now) }
                #expect(next.things.first { $0.kind == .review }?.why == why, "\(login)")
                if login == "ada" { #expect(next.awaited?.map(\.waitsFor) == [["@shop/players"]]) }
            }
            // Cyd leaves the team.
            let ofBen = try await Self.measured(database, Self.team(["ada", "ben"]), at: 2000)
            #expect(ofBen.open.first?.teams == ["@shop/players"])
            let cyd = try #require(try await Doorkeeper.holder(of: database, as: "cyd"))
            #expect(try await database.read { try $0.nextThings(of: cyd, at: Self.now).things.isEmpty })
        }
    }

    @Test(arguments: Backend.all)
    func `who objects is suggested as nobody's owner, and who is forgotten goes by no login`(_ backend: Backend)
        async throws
    {
        let team = Self.team(["ada", "ben"])
        try await Self.with(
            backend, asking: Self.account("cyd"), owners: "/songs/ @shop/players", teams: [team]
        ) { readings, database in
            let key = try #require(readings.open.first).key.description
            let ben = try #require(try await Doorkeeper.holder(of: database, as: "ben"))
            #expect(
                try await database.read { try $0.everything(about: ben, at: Self.now).hostTeams }
                    == ["code.example.org/shop/players"])
            let body = Array(#"{"combinedSlug": "shop/players", "members": [{"login": "ben"}]}"#.utf8)
            try await database.write { db in
                let raw = RawAnswer(category: "teams", key: "70", body: body, receivedAt: 1500)
                _ = try db.save([Told([.hostTeam(team)], raw: raw)], of: "host")
                try db.setObjection(true, of: ben, at: Self.now)
            }
            _ = try await Self.measured(database, team, at: 2000)
            #expect(try await database.read { try $0.suggestedReviewers(in: "web")[key] ?? [] } == [])
            let report = try await database.write {
                try $0.erase(
                    ben, salt: [UInt8](repeating: 7, count: 32), pseudonym: "somebody-x", by: .commandLine, at: Self.now
                )
            }
            #expect(!report.remains.isEmpty)
            let (archived, logins, members) = try await database.read { db in
                (
                    try db.archivedAnswers(of: "host"), try db.records(Account.self).map(\.login),
                    try db.records(HostTeam.self).first?.members?.accounts.count
                )
            }
            #expect(archived == 0 && !logins.contains("ben") && members == 2)
        }
    }

    @Test func `a team whose members nobody told leaves a review to the whole team, and is named`() async throws {
        try await Self.with(.sqlite, asking: Self.players, owners: "* @cyd", teams: [Self.team(nil)]) {
            readings, database in
            let open = try #require(readings.open.first)
            #expect(open.isTeam && open.teams == ["@shop/players"])
            #expect(open.waitsFor.compactMap(\.member).sorted() == ["ben", "cyd"])
            #expect(readings.unreadTeams == ["@shop/players"])
            let known = try await Self.measured(database, Self.team([]), at: 2000)
            #expect(known.unreadTeams == [] && known.open.first?.isTeam == true)
        }
    }

    /// What is measured once a source has told of a team.
    static func measured(_ database: any Database, _ team: HostTeam, at: Int64) async throws -> DeliveryReadings {
        try await database.write { _ = try $0.save([Told([.hostTeam(team)], at: at)], of: "host") }
        let choice = DeliveryChoice(team: "web")
        _ = try await DeliveryMeasurer(database: database, now: { Date(timeIntervalSince1970: Double(now)) })
            .run([choice])
        return try #require(try await database.read { try $0.deliveryReadings(for: choice) })
    }

    @Test func `names are a team's own: among everybody nobody is suggested`() async throws {
        try await Self.with(.sqlite, asking: "cyd") { _, database in
            _ = try await DeliveryMeasurer(
                database: database, now: { Date(timeIntervalSince1970: Double(Self.now)) }
            ).run([DeliveryChoice()])
            let kept = try await database.read {
                try $0.keptReadings(choice: DeliveryChoice().key, signals: [KeptDelivery.suggestions]).first?.body
            }
            #expect(kept == Data("{}".utf8))
            let open = try await database.read { try $0.deliveryReadings(for: DeliveryChoice())?.open ?? [] }
            #expect(open.count == 1 && open.allSatisfy { $0.waitsFor.isEmpty && $0.author == nil })
        }
    }
}
