import HTTPTypes

/// Why a request got no answer, in the fields of RFC 9457.
///
/// Routes throw it; one middleware turns it, and every other error, into a page or into JSON.
package struct Problem: Error, Hashable, Sendable {
    /// Says which kind of problem it is, for programs: `/problems/not-found`.
    package var type: String
    package var title: String
    package var status: HTTPResponse.Status
    /// What is wrong with this very request, and what to do.
    package var detail: String
    /// Further fields of the answer's head, such as `Allow`.
    package var headers: HTTPFields = [:]

    package init(_ kind: String, title: String, status: HTTPResponse.Status, detail: String) {
        type = "/problems/\(kind)"
        self.title = title
        self.status = status
        self.detail = detail
    }

    package static func notFound(_ detail: String = "Nothing is at this address.") -> Problem {
        Problem("not-found", title: "Not found", status: .notFound, detail: detail)
    }

    package static func badRequest(_ detail: String) -> Problem {
        Problem("bad-request", title: "The request cannot be read", status: .badRequest, detail: detail)
    }

    package static func forbidden(_ detail: String) -> Problem {
        Problem("forbidden", title: "Not allowed", status: .forbidden, detail: detail)
    }

    package static func unavailable(_ detail: String) -> Problem {
        Problem("unavailable", title: "Not available now", status: .serviceUnavailable, detail: detail)
    }
}
