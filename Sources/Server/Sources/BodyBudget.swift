import Features
import Hummingbird
import NIOCore
import Synchronization

/// Reads bodies of senders that are not known yet, all together no more than memory allows.
final class BodyBudget: Sendable {
    private let left: Mutex<Int>

    /// - Parameter bytes: of all bodies that are being read at one time.
    init(bytes: Int) { left = Mutex(bytes) }

    /// Lends a body for as long as it is needed.
    ///
    /// - Throws: a problem of status 413 where it is longer than `limit`, or 503 where too many others are being read.
    func withBody<Result: Sendable>(
        of request: Request, limit: Int, _ use: (ByteBuffer) async throws -> Result
    ) async throws -> Result {
        if let field = request.headers[.contentLength], let length = Int(field), length > limit {
            throw Self.tooLong(limit)
        }
        var body = ByteBuffer()
        var taken = 0
        defer { left.withLock { [taken] in $0 += taken } }
        for try await piece in request.body {
            guard body.readableBytes + piece.readableBytes <= limit else { throw Self.tooLong(limit) }
            let count = piece.readableBytes
            let isFree = left.withLock { left in
                guard left >= count else { return false }
                left -= count
                return true
            }
            guard isFree else { throw Self.full }
            taken += count
            body.writeImmutableBuffer(piece)
        }
        return try await use(body)
    }

    static let full: Problem = {
        var problem = Problem.unavailable("More arrives than can be kept in memory. Send it again in a while.")
        problem.headers[.retryAfter] = "30"
        return problem
    }()

    private static func tooLong(_ limit: Int) -> Problem {
        Problem(
            "too-long", title: "The body is too long", status: .contentTooLarge,
            detail: "At most \(limit) bytes are read.")
    }
}
