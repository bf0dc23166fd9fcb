import GRDB
import GRDBSQLite
import Glibc

extension DatabaseTrouble {
    /// - Parameter error: of GRDB, or one that passes through unchanged.
    init(_ error: any Error, path: String) {
        switch error {
        case let trouble as DatabaseTrouble: self = trouble
        case let error as GRDB.DatabaseError:
            self.init(code: error.extendedResultCode.rawValue, message: error.message ?? "", path: path)
        default: self = .failed("\(error)")
        }
    }

    /// - Parameter code: the extended result code of SQLite; its low byte is the kind.
    init(code: Int32, message: String, path: String) {
        self =
            switch (code & 0xff, code) {
            case (_, SQLITE_CONSTRAINT_UNIQUE), (_, SQLITE_CONSTRAINT_PRIMARYKEY): .constraint(.unique, detail: message)
            case (_, SQLITE_CONSTRAINT_FOREIGNKEY): .constraint(.foreignKey, detail: message)
            case (_, SQLITE_CONSTRAINT_NOTNULL): .constraint(.notNull, detail: message)
            case (SQLITE_CONSTRAINT, _): .constraint(.check, detail: message)
            case (SQLITE_BUSY, _), (SQLITE_LOCKED, _): .locked(path: path)
            case (SQLITE_FULL, _): .diskFull(path)
            // What it shares between processes cannot grow: that has no code of its own.
            case (SQLITE_IOERR, _) where Self.isFull(path): .diskFull(path)
            case (SQLITE_READONLY, _), (SQLITE_CANTOPEN, _), (SQLITE_PERM, _): .notWritable(path: path)
            case (SQLITE_NOTADB, _), (SQLITE_CORRUPT, _): .notADatabase(path: path)
            case (SQLITE_MISUSE, _) where message.contains("closed"): .closed
            default: .failed(message)
            }
    }

    /// Whether less is free than SQLite asks for at a time.
    private static func isFull(_ path: String) -> Bool {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return false }
        return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < 64 << 10
    }
}

private let SQLITE_CONSTRAINT_UNIQUE = SQLITE_CONSTRAINT | (8 << 8)
private let SQLITE_CONSTRAINT_PRIMARYKEY = SQLITE_CONSTRAINT | (6 << 8)
private let SQLITE_CONSTRAINT_FOREIGNKEY = SQLITE_CONSTRAINT | (3 << 8)
private let SQLITE_CONSTRAINT_NOTNULL = SQLITE_CONSTRAINT | (5 << 8)
