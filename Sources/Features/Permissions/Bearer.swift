import HTTPTypes
import Hummingbird

/// The token of a program, as RFC 6750 sends it.
enum Bearer {
    /// What stands after `Bearer`; nil where the request has no such field.
    static func text(of request: Request) -> Substring? {
        guard let field = request.headers[.authorization] else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.first?.lowercased() == "bearer" else { return nil }
        return parts.count > 1 ? parts[1] : ""
    }

    static let unknown = problem(
        "token-unknown", "Not a good token", .unauthorized, "invalid_token",
        "This token was revoked, its time is over, or it never was one. Make another one at /me.")

    static let missing: Problem = {
        var problem = Problem(
            "token-missing", title: "No token", status: .unauthorized,
            detail: "Send a token that may read and change: Authorization: Bearer …. Make one at /me.")
        problem.headers[.wwwAuthenticate] = "Bearer"
        return problem
    }()

    static let tooNarrow = problem(
        "token-too-narrow", "This token may only read", .forbidden, "insufficient_scope",
        "Make a token that may read and change, at /me.")

    static let notHere = Problem(
        "token-not-here", title: "A token opens the API alone", status: .forbidden,
        detail: "Pages are for people, who sign in. The API stands under /api/.")

    private static func problem(
        _ kind: String, _ title: String, _ status: HTTPResponse.Status, _ error: String, _ detail: String
    ) -> Problem {
        var problem = Problem(kind, title: title, status: status, detail: detail)
        problem.headers[.wwwAuthenticate] = "Bearer error=\"\(error)\""
        return problem
    }
}
