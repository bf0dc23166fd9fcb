import Hummingbird
import Interface
import Store

extension Services {
    /// A page about no repository, with the menu of the first one. It shows what only some may see, so that no cache keeps it.
    ///
    /// - Parameter isRefused: it is a form that comes back with what is wrong.
    func framed(
        isRefused: Bool = false, _ page: @escaping @Sendable (any Connection) throws -> some Page
    ) async throws -> Response {
        let (page, repositories) = try await database.read { (try page($0), try $0.repositories()) }
        var answer = frame.answer(page, of: repositories.first, among: repositories.count)
        answer.headers[.cacheControl] = "no-store"
        if isRefused { answer.status = .unprocessableContent }
        return answer
    }
}
