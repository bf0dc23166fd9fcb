import Features
import Foundation
import Hummingbird
import HummingbirdTesting
import Interface
import Logging
import Store
import Synchronization
import TestKit

@testable import Server

/// A server on a database of its own, in memory of nothing but this test.
struct TestServer: Sendable {
    let server: TuttiServer

    static func with<Result: Sendable>(
        _ settings: ServerSettings = ServerSettings(), on backend: Backend = .sqlite, isDevelopment: Bool = false,
        keepingPort: Bool = false, clock: TestClock = TestClock(), key: SealingKey? = SealingKey.test,
        logger: Logger = silent, tools: SourceTools? = nil,
        permissions: PermissionMatrix = .sample,
        features: @escaping @Sendable (Services) -> [any Feature] = { _ in [SampleFeature()] },
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        var settings = settings
        if !keepingPort { settings.port = 0 }
        return try await backend.withDatabase { database in
            let server = try TuttiServer(
                settings: settings, database: database, frame: Frame(version: "0", stored: "Nothing is kept."),
                isDevelopment: isDevelopment, now: { clock.now }, logger: logger, key: key, tools: tools,
                permissions: permissions,
                features: features)
            return try await body(TestServer(server: server))
        }
    }

    /// Asks in process, without a socket.
    func ask<Result: Sendable>(_ body: @Sendable (any TestClientProtocol) async throws -> Result) async throws -> Result
    {
        try await server.application().test(.router) { try await body($0) }
    }

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// Stands still until the test moves it, or goes on from the machine's.
final class TestClock: Sendable {
    private let start: @Sendable () -> Int64
    private let passed = Mutex<Int64>(0)

    private init(start: @escaping @Sendable () -> Int64) { self.start = start }

    /// - Parameter time: seconds since 1970.
    convenience init(time: Int64 = 1_790_000_000) { self.init(start: { time }) }

    /// For a test with another process, whose clock is the machine's.
    static var running: TestClock { TestClock(start: { Int64(Date().timeIntervalSince1970) }) }

    var time: Int64 { start() + passed.withLock { $0 } }
    var now: Date { Date(timeIntervalSince1970: TimeInterval(time)) }

    func pass(_ seconds: Int64) { passed.withLock { $0 += seconds } }
}

extension SealingKey {
    static let test = SealingKey([UInt8](repeating: 7, count: SealingKey.byteCount))
    static let other = SealingKey([UInt8](repeating: 8, count: SealingKey.byteCount))
}

/// Answers of every kind.
struct SampleFeature: Feature {
    static let long = String(repeating: "A history is read once. ", count: 100)

    var routes: [Route] {
        [
            .get("/sample") { _, _ in Self.page("<p>\(Self.long)</p>") },
            .get("/short") { _, _ in Self.page("<p>short</p>") },
            .get("/named/{name}") { _, context in Self.page("<p>\(try context.parameter("name"))</p>") },
            .get("/broken") { _, _ in throw SampleError() },
            .get("/refused") { _, _ in throw Problem.badRequest("The day is none.") },
            Route(
                .get, "/api/v1/sample/{name}",
                operation: Operation("getSample", summary: "A sample", answer: ["type": "object"])
            ) { _, context in
                try .json(["name": try context.parameter("name")])
            },
        ]
    }
}

extension PermissionMatrix {
    /// Tutti's, with the routes that tests add.
    static let sample = PermissionMatrix(
        tutti.rules
            + ["/sample", "/short", "/named/{name}", "/broken", "/refused", "/api/v1/sample/{name}"].map {
                Rule("GET", $0, .everybody)
            })
}

extension SampleFeature {
    private static func page(_ html: HTML) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
    }
}

struct SampleError: Error, CustomStringConvertible {
    let description = "secret inner words"
}
