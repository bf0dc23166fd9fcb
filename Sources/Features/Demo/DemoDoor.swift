import Foundation
import Hummingbird
import Store

/// The way into an installation that holds nothing but invented data: an address for each role, which signs in whoever
/// opens it, as often as they like.
///
/// The addresses are kept in memory alone and end with the server. Only `tutti demo` serves this.
package struct DemoDoor: Feature {
    private let services: Services
    private let doors: [Door]

    package struct Door: Sendable {
        let secret: Secret
        let login: Login

        package init(_ secret: Secret, as login: Login) {
            self.secret = secret
            self.login = login
        }

        package var link: String { Link("demo", secret.text).path }
    }

    package init(_ services: Services, _ doors: [Door]) {
        self.services = services
        self.doors = doors
    }

    package var routes: [Route] { [.get("/demo/{door}", handler: enter)] }

    /// The usual rules and the one for the doors.
    package static let permissions = PermissionMatrix(
        PermissionMatrix.tutti.rules + [PermissionMatrix.Rule("GET", "/demo/{door}", .everybody)])

    @Sendable private func enter(_ request: Request, context: AppContext) async throws -> Response {
        let wanted = Secret(try context.parameter("door"))
        let login = doors.first { $0.secret.hash == wanted?.hash }?.login
        let member = try await services.database.read { db in try login.flatMap { try db.member(login: $0) } }
        guard let member else {
            throw Problem(
                "no-door", title: "This link opens nothing", status: .notFound,
                detail: "It may be of an earlier “tutti demo”. The terminal shows those that hold now.")
        }
        var response = try await SignIn(services).begin(member, request, context, goingTo: "/")
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
