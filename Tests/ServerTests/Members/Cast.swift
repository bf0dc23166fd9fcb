import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Store
import Testing

@testable import Server

/// Everybody in every role, signed in, in and around the team `band`; and a stranger.
struct Cast: Sendable {
    enum Role: CaseIterable, Sendable {
        case administrator, council
        /// Of `band`, and of another team.
        case lead, otherLead
        /// Of `band`, and of none.
        case member, loner
        case stranger
    }

    let cookies: [(Role, String?)]

    init(_ server: TestServer) async throws {
        let administrator = try await Self.join(server, "ada", .firstAdministrator)
        var cookies: [(Role, String?)] = [(.administrator, administrator), (.stranger, nil)]
        for role in [Role.council, .lead, .otherLead, .member, .loner] {
            cookies.append(
                (role, try await Self.join(server, "\(role)".lowercased(), .invitation(asAdministrator: false))))
        }
        self.cookies = cookies
        let now = Int64(server.server.services.now().timeIntervalSince1970)
        try await server.server.services.database.write { db in
            for team in ["band", "choir"] {
                try db.add(Team(name: team, title: team.capitalized), by: .commandLine, at: now)
            }
            func begin(_ login: String, _ team: String, _ role: Membership.Role) throws {
                let member = try #require(try Login(login).flatMap { try db.member(login: $0) })
                let today = CivilDay(now)
                try db.begin(
                    Membership(team: team, member: member.id, role: role, from: today), by: .commandLine, at: now)
            }
            try begin("lead", "band", .lead)
            try begin("member", "band", .member)
            try begin("otherlead", "choir", .lead)
            let council = try #require(try Login("council").flatMap { try db.member(login: $0) })
            try db.seat(council.id, inCouncil: true, by: .commandLine, at: now)
        }
    }

    /// The session's cookie of one of them.
    func cookie(_ role: Role) -> String? { cookies.first { $0.0 == role }?.1 }

    /// What stands in the forms of a page drawn for that session.
    static func formToken(_ cookie: String?) throws -> String {
        try #require(cookie.flatMap { Secret(String($0.split(separator: "=")[1])) }).formToken
    }

    static let password = "a few good words"

    /// The session's cookie of somebody who used a one-time link.
    static func join(_ server: TestServer, _ login: String, _ purpose: OneTimeLink.Purpose) async throws -> String {
        let link = try await Self.link(server, purpose)
        return try await server.ask { client in
            try await client.post(link.path, ["name": login.capitalized, "login": login, "password": password]) {
                $0.headers[values: .setCookie].first.map { String($0.prefix { $0 != ";" }) } ?? ""
            }
        }
    }

    static func link(_ server: TestServer, _ purpose: OneTimeLink.Purpose) async throws -> Link {
        let services = server.server.services
        let secret = Secret(services.randomBytes(32))
        let now = Int64(services.now().timeIntervalSince1970)
        try await services.database.write { db in
            try db.add(OneTimeLink(purpose, endsAt: now + OneTimeLink.life(of: purpose)), secret: secret, at: now)
        }
        return Link.oneTime(secret)
    }
}

extension TestClientProtocol {
    /// Sends a form as a page of ours would.
    func post<Result: Sendable>(
        _ path: String, _ fields: [String: String], cookie: String? = nil,
        _ body: @Sendable @escaping (TestResponse) async throws -> Result
    ) async throws -> Result {
        var headers: HTTPFields = [
            .contentType: "application/x-www-form-urlencoded", .accept: "text/html",
        ]
        headers[.cookie] = cookie
        let form = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        return try await execute(
            uri: path, method: .post, headers: headers, body: .init(string: form.joined(separator: "&")),
            testCallback: body)
    }
}
