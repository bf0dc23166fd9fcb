import Foundation

/// The door to every database.
package enum Databases {
    /// Opens a database, makes it when it is a file that does not exist yet, and brings its schema up to date.
    ///
    /// - Throws: `DatabaseTrouble`.
    package static func open(_ location: DatabaseLocation) async throws -> any Database {
        try await open(location, Migrator(Migration.all, baseline: .sqlite))
    }

    static func open(_ location: DatabaseLocation, migrations: [Migration]) async throws -> any Database {
        try await open(location, Migrator(migrations))
    }

    private static func open(_ location: DatabaseLocation, _ migrator: Migrator) async throws -> any Database {
        switch location {
        case .file(let path):
            try makeFolder(of: path)
            let database = try await SQLiteDatabase(path: path)
            try await closing(database) {
                // What a loss of power takes, the next start does again.
                try await database.write(.relaxed) { try migrator.run($0 as? SQLiteConnection, place: path) }
            }
            return database
        case .server:
            let database = try await PostgresDatabase(location)
            try await closing(database) {
                try await database.migrate { try migrator.run($0, place: location.description) }
            }
            return database
        }
    }

    private static func makeFolder(of path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw DatabaseTrouble.notWritable(path: path)
        }
    }

    private static func closing(_ database: any Database, _ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            try? await database.close()
            throw error
        }
    }
}
