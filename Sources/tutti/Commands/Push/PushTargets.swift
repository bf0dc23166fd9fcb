import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Records
import Server
import Store

/// A server, by its API.
struct ServerTarget: PushTarget {
    let server: String
    let token: String

    func tell(_ category: String, _ body: Data) async throws -> Data {
        try await post("/api/v1/\(category)", "application/json", .bytes(ByteBuffer(bytes: body)))
    }

    func send(report path: String, format: String, of origin: ReportOrigin) async throws -> Data {
        var parts = URLComponents()
        parts.queryItems = [
            ("run", origin.run.description), ("repository", origin.repository), ("commit", origin.commit),
            ("branch", origin.branch), ("name", origin.name),
        ].compactMap { name, value in value.map { URLQueryItem(name: name, value: $0) } }
        // A plus sign in a query may be read as a space.
        let query = (parts.percentEncodedQuery ?? "").replacing("+", with: "%2B")
        let file = try ReportFile.open(path)
        defer { try? file.close() }
        let size = try file.seekToEnd()
        try file.seek(toOffset: 0)
        let pieces = AsyncStream<ByteBuffer> {
            guard let piece = try? file.read(upToCount: 1 << 18), !piece.isEmpty else { return nil }
            return ByteBuffer(bytes: piece)
        }
        return try await post(
            "/api/v1/reports/\(format)?\(query)", "application/octet-stream",
            .stream(pieces, length: .known(Int64(size))), within: .minutes(10))
    }

    private func post(
        _ path: String, _ type: String, _ body: HTTPClientRequest.Body, within time: TimeAmount = .seconds(30)
    ) async throws -> Data {
        var request = HTTPClientRequest(url: server + path)
        request.method = .POST
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Content-Type", value: type)
        request.body = body
        let (status, answer) = try await AskedServer.answer(to: request, of: server, within: time)
        guard status == 200 else { throw AskedServer.trouble(status, answer, server) }
        return answer
    }
}

/// The database on this machine, without a server.
struct DatabaseTarget: PushTarget {
    let options: DataOptions

    func tell(_ category: String, _ body: Data) async throws -> Data {
        try await pushing { try JSONValue.canonical(try await $0.take(category, body)) }
    }

    func send(report path: String, format: String, of origin: ReportOrigin) async throws -> Data {
        try await pushing { pushing in
            let file = try ReportFile.open(path)
            defer { try? file.close() }
            return try JSONValue.canonical(try await pushing.take(report: file, format: format, of: origin))
        }
    }

    private func pushing(_ body: @Sendable (Pushing) async throws -> Data) async throws -> Data {
        do {
            return try await options.withDatabase { try await body(Pushing(database: $0, now: { Date() })) }
        } catch let trouble as PushTrouble { throw CommandTrouble("\(trouble)") }
    }
}

enum ReportFile {
    static func open(_ path: String) throws -> FileHandle {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw CommandTrouble("The report cannot be read: \(path).")
        }
        return file
    }
}
