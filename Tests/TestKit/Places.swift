import Foundation
import Store

/// Everything that somebody with a copy of the storage can read, byte by byte.
package enum Places {
    /// The database's own files; of PostgreSQL those of tables and indexes, and its log and write-ahead log where asked for.
    package static func bytes(
        of location: DatabaseLocation, withLog: Bool
    ) throws -> [String: Data] {
        switch location {
        case .file(let path):
            let folder = URL(filePath: path).deletingLastPathComponent()
            return read(try files(in: folder))
        case .server:
            let server = try PostgresServer.shared()
            try server.run("CHECKPOINT")
            var files = try self.files(in: server.folder(of: location))
            if withLog {
                files += try self.files(in: server.folder.appending(path: "data/pg_wal"))
                files.append(server.folder.appending(path: "log"))
            }
            return read(files)
        }
    }

    private static func files(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).map { folder.appending(path: $0) }
    }

    /// Other tests come and go on the same server, and their files with them.
    private static func read(_ files: [URL]) -> [String: Data] {
        var bytes: [String: Data] = [:]
        for file in files {
            if let data = try? Data(contentsOf: file) { bytes[file.lastPathComponent] = data }
        }
        return bytes
    }
}

extension Data {
    package func contains(any needles: [Data]) -> Bool {
        needles.contains { range(of: $0) != nil }
    }

    package var hexText: String { map { String(format: "%02x", $0) }.joined() }
}

extension [String: Data] {
    /// The names of those needles that stand in any file.
    package func found(_ needles: [String: Data]) -> Set<String> {
        Set(needles.filter { needle in values.contains { $0.range(of: needle.value) != nil } }.keys)
    }
}
