import Features
import HTTPTypes
import Hummingbird

/// All routes of the server, as values.
struct RouteTable: Sendable {
    let routes: [Route]

    init(_ features: [any Feature]) {
        routes = features.flatMap(\.routes)
    }

    /// Adds every route to the router, and for the methods that an address does not know an answer that names those it does.
    func add(to router: Router<AppContext>) {
        for route in routes { router.on(RouterPath(route.path), method: route.method, use: route.handler) }
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

    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]

    private static func notAllowed(_ method: HTTPRequest.Method, _ allowed: String) -> Problem {
        var problem = Problem(
            "method-not-allowed", title: "Not possible here", status: .methodNotAllowed,
            detail: "\(method.rawValue) is not possible at this address. Possible: \(allowed).")
        problem.headers[.allow] = allowed
        return problem
    }
}
