import HTTPTypes
import Hummingbird
import Interface

/// What people look at or do together: a folder of its own with values, SQL, routes and pages.
///
/// A feature is made with the `Services` that it needs and offers its routes as values. The server adds them to
/// its router, describes them in the API document, and lists the room in the menu.
package protocol Feature: Sendable {
    var routes: [Route] { get }
}

/// One thing that the server answers: a page, a file or a part of the API.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request, AppContext) async throws -> Response

    package let method: HTTPRequest.Method
    /// With parameters in braces: `/r/{repository}/knowledge`.
    package let path: String
    /// Tells how to use it, for routes under `/api/`. A route of the API without one does not start.
    package let operation: Operation?
    /// Whether neither the log nor the metrics may tell that somebody asked: a moment can be enough to know who.
    package let leavesNoTrace: Bool
    /// Whether it does little but wait for the disk: it is then answered where its connection is read, without changing threads.
    package let isBrief: Bool
    package let handler: Handler

    package init(
        _ method: HTTPRequest.Method, _ path: String, operation: Operation? = nil, leavesNoTrace: Bool = false,
        isBrief: Bool = false, handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.operation = operation
        self.leavesNoTrace = leavesNoTrace
        self.isBrief = isBrief
        self.handler = handler
    }

    /// A page or a file that is only read.
    package static func get(_ path: String, handler: @escaping Handler) -> Route {
        Route(.get, path, handler: handler)
    }

    /// The names between braces, in order.
    package var parameters: [String] {
        path.split(separator: "/").filter { $0.first == "{" && $0.last == "}" }.map {
            String($0.dropFirst().dropLast())
        }
    }
}
