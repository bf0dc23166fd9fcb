import Features
import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Logging
import Records
import Store

/// Turns every error into an answer that says what is wrong: a page for people, JSON for programs.
struct ProblemAnswers: RouterMiddleware {
    let frame: Frame
    let isDevelopment: Bool
    /// Patterns of routes of which the log may not even tell that something failed: the moment could tell who asked.
    var untraced: Set<String> = []

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Self.problem(for: error, isDevelopment: isDevelopment)
            if problem.status.kind == .serverError, !untraced.contains(context.endpointPath ?? "") {
                context.logger.error("failed", metadata: ["error": "\(error)"])
            }
            return answer(problem, to: request, context)
        }
    }

    private func answer(_ problem: Problem, to request: Request, _ context: AppContext) -> Response {
        var response =
            Self.wantsJSON(request) ? Self.json(problem, context.requestID) : page(problem, context.requestID)
        for field in problem.headers { response.headers[field.name] = field.value }
        response.headers[.cacheControl] = "no-store"
        response.headers.addVary("Accept")
        return response
    }

    private func page(_ problem: Problem, _ requestID: String) -> Response {
        let page = ProblemPage(
            status: problem.status.code, title: problem.title, detail: problem.detail,
            step: Anchor("Go to the start", to: Features.Link.home.path), request: requestID)
        var response = frame.answer(page)
        response.status = problem.status
        return response
    }

    private static func json(_ problem: Problem, _ requestID: String) -> Response {
        let body = JSONValue.object([
            "type": .string(problem.type), "title": .string(problem.title),
            "status": .number(Double(problem.status.code)), "detail": .string(problem.detail),
            "requestId": .string(requestID),
        ])
        let bytes = (try? JSONValue.canonical(body)) ?? Data()
        return .json(bytes: bytes, status: problem.status, type: "application/problem+json")
    }

    /// The API always speaks JSON, other addresses to who accepts it and no page.
    static func wantsJSON(_ request: Request) -> Bool {
        if request.uri.path.hasPrefix("/api/") { return true }
        let accepted = request.headers[.accept] ?? ""
        return accepted.contains("json") && !accepted.contains("text/html")
    }

    private static func problem(for error: any Error, isDevelopment: Bool) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as HTTPError where error.status == .notFound: return .notFound()
        case let error as HTTPError: return other(error.status, error.body)
        case let error as any HTTPResponseError: return other(error.status, nil)
        default:
            // What an error says may hold what nobody outside should read; the log has it under the request's id.
            let detail = isDevelopment ? "\(error)" : "It is in the server's log, under the request shown here."
            return Problem("internal", title: "Something went wrong here", status: .internalServerError, detail: detail)
        }
    }

    private static func other(_ status: HTTPResponse.Status, _ detail: String?) -> Problem {
        let title = status.reasonPhrase.isEmpty ? "The request was refused" : status.reasonPhrase
        return Problem("http-\(status.code)", title: title, status: status, detail: detail ?? "Status \(status.code).")
    }
}
