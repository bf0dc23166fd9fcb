import Foundation
import Records
import Signals
import Store
import TestKit
import Testing

@testable import Features

/// A code host with one repository in which Ana opens a pull request every working day at nine, asks Ben, and gets an
/// answer at one; and a team that knows both. All clocks are UTC's.
struct Workshop {
    static let source = "code.example.org"
    static let repository = RecordKey(source, .repository, "1")
    static let team = "web"
    /// A Monday, at midnight.
    static let monday: Int64 = 1_740_960_000
    /// Four weeks later.
    static let now = monday + 28 * 86_400
    static let days = 20

    static func account(_ name: String) -> RecordKey { RecordKey(source, .account, name) }
    static func request(_ id: String) -> RecordKey { RecordKey(source, .pullRequest, id) }

    /// The first second of the working day with this number.
    static func day(_ number: Int) -> Int64 { monday + Int64(number / 5 * 7 + number % 5) * 86_400 }

    static func opened(
        _ id: String, by author: String, at: Int64, asks reviewer: RecordKey = account("2"), reviewed: Int64? = nil,
        merged: Int64? = nil, in repository: RecordKey = repository
    ) -> [Record] {
        let key = request(id)
        var request = PullRequest(
            key: key, repository: repository, number: Int(id) ?? 0, title: "Change \(id)", author: account(author),
            state: merged == nil ? .open : .merged, createdAt: at, updatedAt: merged ?? at, headBranch: "topic-\(id)",
            baseBranch: "main")
        (request.mergedAt, request.closedAt, request.additions, request.deletions) = (merged, merged, 40, 2)
        request.changedFiles = 2
        func event(
            _ kind: PullRequestEvent.Kind, _ at: Int64, _ actor: RecordKey, _ subject: RecordKey? = nil,
            _ verdict: PullRequestEvent.Verdict? = nil
        ) -> Record {
            .pullRequestEvent(
                PullRequestEvent(
                    key: key.other(.pullRequestEvent, "\(id)/\(kind.rawValue)/\(at)"), pullRequest: key, kind: kind,
                    at: at, actor: actor, subject: subject, verdict: verdict))
        }
        var records: [Record] = [
            .pullRequest(request), event(.opened, at, account(author)),
            event(.reviewRequested, at, account(author), reviewer),
        ]
        if let reviewed { records.append(event(.reviewed, reviewed, account("2"), nil, .approved)) }
        if let merged { records.append(event(.merged, merged, account(author))) }
        return records
    }

    static var records: [Record] {
        let people = [
            ("1", "ana", "ana@example.org"), ("2", "ben", "ben@example.org"), ("3", "cyd", "cyd@example.org"),
        ]
        var records: [Record] = [
            .repository(HostedRepository(key: repository, fullName: "shop/web", defaultBranch: "main"))
        ]
        for (id, login, email) in people {
            records.append(.account(Account(key: account(id), login: login, name: login.capitalized, email: email)))
        }
        for day in 0..<days {
            let nine = Self.day(day) + 9 * 3600
            records += opened(
                "\(100 + day)", by: "1", at: nine, reviewed: nine + 4 * 3600, merged: nine + 5 * 3600)
        }
        return records
    }

    static func on(_ backend: Backend, _ body: (any Database) async throws -> Void) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                for (id, login) in [("m1", "ana"), ("m2", "ben")] {
                    try db.add(
                        Member(id: id, login: login, name: login.capitalized, isAdministrator: false, joinedAt: 5),
                        password: nil)
                    try db.prove(address: "\(login)@example.org", of: id, at: 5)
                }
                try db.add(Team(name: team, title: "Web"), by: .commandLine, at: 5)
                for id in ["m1", "m2"] {
                    let begin = CivilDay(number: CivilDay(monday).number - 100)
                    try db.begin(
                        Membership(team: team, member: id, role: .member, from: begin), by: .commandLine, at: 5)
                }
                try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 5))
                try db.save([Told(records, at: 1000)], of: "host")
            }
            try await body(database)
        }
    }

    static func tell(_ records: [Record], at: Int64 = 2000, to database: any Database) async throws {
        try await database.write { _ = try $0.save([Told(records, at: at)], of: "host") }
    }

    static func measured(
        _ database: any Database, team: String? = team, span: DeliveryChoice.Span = .weeks, at now: Int64 = now
    ) async throws -> DeliveryReadings {
        let found = try await database.read { db in
            try DeliveryReadings.measured(
                DeliveryChoice(team: team, span: span), from: DeliverySource(db), at: now, in: db)
        }
        return try #require(found)
    }
}
