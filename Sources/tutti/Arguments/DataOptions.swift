import ArgumentParser
import Foundation
import Store

/// Where records are kept.
struct DataOptions: ParsableArguments, Sendable {
    @Option(help: ArgumentHelp("The data folder (default: \(DataOptions.usualFolder)).", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("PostgreSQL instead of a file: postgres://user@host/name.", valueName: "url"))
    var database: String?

    static var usualFolder: String {
        let environment = ProcessInfo.processInfo.environment
        if let shared = environment["XDG_DATA_HOME"], shared.hasPrefix("/") { return shared + "/tutti" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/tutti"
    }

    /// Holds the database, unless that is a server, and copies of repositories that were given by URL.
    var folder: String { data ?? Self.usualFolder }

    var mirrors: String { folder + "/mirrors" }

    func location() throws -> DatabaseLocation {
        guard let database else { return .file(path: folder + "/tutti.db") }
        return try DatabaseLocation(parse: database)
    }

    /// Opens the database, brings its schema up to date, and closes it after `body`.
    func withDatabase<Value: Sendable>(
        _ body: @Sendable (any Database) async throws -> Value
    ) async throws -> Value {
        try await Self.closing(Databases.open(location()), body)
    }

    /// The same, beginning with `body` while the database is still being opened.
    func withOpeningDatabase<Value: Sendable>(
        _ body: @Sendable (any Database) async throws -> Value
    ) async throws -> Value {
        try await Self.closing(Databases.opening(location()), body)
    }

    /// Whether there is no database yet, as far as one can tell from outside.
    func isNew() throws -> Bool {
        guard case .file(let path) = try location() else { return false }
        return !FileManager.default.fileExists(atPath: path)
    }

    private static func closing<Value: Sendable>(
        _ database: any Database, _ body: @Sendable (any Database) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(database)
            try await database.close()
            return value
        } catch {
            try? await database.close()
            throw error
        }
    }
}
