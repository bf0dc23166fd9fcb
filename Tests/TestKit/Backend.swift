import Foundation
import Store

/// The engine that a test runs on: `@Test(arguments: Backend.all)` runs it on both.
package enum Backend: String, Sendable, CustomStringConvertible {
    case sqlite, postgres

    package static let all: [Backend] = {
        guard ProcessInfo.processInfo.environment["TUTTI_SKIP_POSTGRES"] == "1" else { return [.sqlite, .postgres] }
        FileHandle.standardError.write(Data("TUTTI_SKIP_POSTGRES=1: nothing is tested on PostgreSQL.\n".utf8))
        return [.sqlite]
    }()

    package var description: String { rawValue }

    /// Lends an empty place for a database, and removes it afterwards.
    package func withLocation<Result>(_ body: (DatabaseLocation) async throws -> Result) async throws -> Result {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-test-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            return try await body(.file(path: folder.appending(path: "tutti.db").path()))
        case .postgres:
            let server = try PostgresServer.shared()
            let location = try server.makeLocation()
            defer { try? server.drop(location) }
            return try await body(location)
        }
    }

    /// Lends a new database with the schema of today.
    package func withDatabase<Result>(_ body: (any Database) async throws -> Result) async throws -> Result {
        try await withLocation { location in
            let database = try await Databases.open(location)
            do {
                let result = try await body(database)
                try await database.close()
                return result
            } catch {
                try? await database.close()
                throw error
            }
        }
    }
}
