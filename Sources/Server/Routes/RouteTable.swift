import Features
import HTTPTypes
import Hummingbird

/// All routes of the server, as values.
struct RouteTable: Sendable {
    let routes: [Route]
    private let permissions: PermissionMatrix
    private let doorkeeper: Doorkeeper
    private let errand: TicketErrand

    /// - Throws: `StartTrouble` for a route of which nobody said whom it answers.
    init(
        _ features: [any Feature], permissions: PermissionMatrix, doorkeeper: Doorkeeper, errand: TicketErrand
    ) throws {
        routes = features.flatMap(\.routes)
        self.permissions = permissions
        self.doorkeeper = doorkeeper
        self.errand = errand
        for route in routes where permissions.rule(route.method, route.path) == nil {
            throw StartTrouble.nobodyMay("\(route.method.rawValue) \(route.path)")
        }
    }

    /// Adds every route to the router, and for the methods that an address does not know an answer that names those it does.
    func add(to router: Router<AppContext>) {
        for route in routes {
            router.on(RouterPath(route.path), method: route.method, use: guarded(route))
        }
        for (path, known) in Dictionary(grouping: routes, by: \.path).mapValues({ Set($0.map(\.method)) }) {
            let readable = known.contains(.get) ? known.union([.head]) : known
            let allowed = readable.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Self.methods where !readable.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Self.notAllowed(method, allowed)
                }
            }
        }
    }

    private func guarded(_ route: Route) -> Route.Handler {
        let (method, path) = (route.method.rawValue, route.path)
        let rule = permissions.rule(route.method, path) ?? PermissionMatrix.Rule(method, path, .administrators)
        return { [doorkeeper, errand] request, context in
            var context = context
            let refusal = try await doorkeeper.admit(request, to: rule, &context)
            var response = if let refusal { refusal } else { try await route.handler(request, context) }
            for cookie in context.cookies { response.setCookie(cookie) }
            return try await errand.added(to: response, of: request, context)
        }
    }

    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]

    private static func notAllowed(_ method: HTTPRequest.Method, _ allowed: String) -> Problem {
        var problem = Problem(
            "method-not-allowed", title: "Not possible here", status: .methodNotAllowed,
            detail: "\(method.rawValue) is not possible at this address. Possible: \(allowed).")
        problem.headers[.allow] = allowed
        return problem
    }
}
