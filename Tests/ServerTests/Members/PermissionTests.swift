import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Server

@Suite("Who may ask for what")
struct PermissionTests {
    /// Every route of the whole server, asked by everybody.
    @Test func `every route answers those whom its line names, and nobody else`() async throws {
        try await TestServer.with(isDevelopment: true, features: { .all($0) }) { server in
            let people = try await Cast(server)
            try await server.ask { client in
                for route in server.server.routes.routes {
                    let access = try #require(PermissionMatrix.tutti.rule(route.method, route.path)).access
                    for (role, cookie) in people.cookies {
                        let status = try await Self.status(of: route, cookie, client)
                        let isLetIn = status != 401 && status != 403 && !(status == 303 && cookie == nil)
                        #expect(
                            isLetIn == access.answers(role) || Self.isWayIn(route),
                            "\(role): \(route.method) \(route.path) \(status)")
                    }
                }
            }
        }
    }

    @Test func `a server with a route that stands in no line does not start`() async throws {
        await #expect(throws: StartTrouble.nobodyMay("GET /sample")) {
            try await TestServer.with(permissions: .tutti) { _ in }
        }
    }

    @Test func `no line stands for a route that is gone`() async throws {
        try await TestServer.with(isDevelopment: true, features: { .all($0) }) { server in
            let routes = Set(server.server.routes.routes.map { "\($0.method.rawValue) \($0.path)" })
            #expect(PermissionMatrix.tutti.rules.filter { !routes.contains("\($0.method) \($0.path)") } == [])
        }
    }

    @Test(arguments: Access.allCases)
    func `until somebody has joined nothing but the work is open`(_ access: Access) {
        let isOpen = [.everybody, .members].contains(access)
        #expect(access.answer(to: .unclaimed) == (isOpen ? .allowed : .signIn))
    }

    /// Signing in redirects whoever it lets in.
    private static func isWayIn(_ route: Features.Route) -> Bool {
        [
            "/sign-in", "/sign-in/second-step", "/sign-in/openid", "/sign-in/openid/answer", "/links/{link}", "/",
            "/sign-out", "/events",
        ].contains(route.path)
    }

    private static func status(
        of route: Features.Route, _ cookie: String?, _ client: any TestClientProtocol
    ) async throws -> Int {
        let path = route.path.replacing("{team}", with: "band").replacing(/\{[a-z]+\}/, with: "none")
        // Live news never end; a topic of nobody's is refused before they begin.
        var headers = HTTPFields()
        headers[.cookie] = cookie
        guard path != "/events" else { return 0 }
        return try await client.execute(uri: path, method: route.method, headers: headers) { $0.status.code }
    }
}

extension Access {
    fileprivate func answers(_ role: Cast.Role) -> Bool {
        switch self {
        case .everybody: true
        case .members, .oneself: role != .stranger
        case .teamMembers: [.lead, .member].contains(role)
        case .teamLeads: role == .lead
        case .teamKeepers: [.lead, .administrator].contains(role)
        case .leads: [.lead, .otherLead, .administrator].contains(role)
        case .council: [.council, .administrator].contains(role)
        case .administrators: role == .administrator
        // A session is no token.
        case .senders: false
        }
    }
}
