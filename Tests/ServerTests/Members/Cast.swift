import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store

@testable import Server

/// An administrator and a member, signed in, and a stranger.
struct Cast: Sendable {
    enum Role: Sendable { case administrator, member, stranger }

    let cookies: [(Role, String?)]

    init(_ server: TestServer) async throws {
        let administrator = try await Self.join(server, "ada", .firstAdministrator)
        let member = try await Self.join(server, "ben", .invitation(asAdministrator: false))
        cookies = [(.administrator, administrator), (.member, member), (.stranger, nil)]
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
