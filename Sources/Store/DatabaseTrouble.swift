/// What can go wrong between us and a database, as a sentence for whoever has to mend it.
package enum DatabaseTrouble: Error, Hashable, Sendable {
    case notWritable(path: String)
    case diskFull(String)
    case locked(path: String)
    case notADatabase(path: String)
    /// A database of another program, or one that was tampered with.
    case notOurs(String)
    case newerSchema(found: Int, known: Int)
    case badLocation(String)
    case unreachable(server: String, detail: String)
    case wrongPassword(server: String)
    /// Its certificate is not what `sslmode` asks for.
    case notTrusted(server: String, detail: String)
    case oldServer(version: String)
    /// What talks to PostgreSQL is not installed.
    case noLibrary(String, reason: String)
    /// The connection broke while a transaction was being committed: nobody knows whether it was.
    case lostWhileCommitting
    case constraint(Constraint, detail: String)
    case noRepository(String)
    case noConnection(String)
    case unexpectedAnswer(String)
    case badNotification(String)
    case closed
    case failed(String)

    package enum Constraint: String, Sendable {
        case unique, foreignKey, notNull, check
    }
}

extension DatabaseTrouble: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notWritable(let path):
            "Cannot write the database \(path). Check who owns the file and its folder, or choose another data folder."
        case .diskFull(let place):
            "The disk that holds \(place) is full. Nothing half-written was kept; free some space and try again."
        case .locked(let path):
            "Another process keeps the database \(path) locked. Wait for it to finish, or stop it."
        case .notADatabase(let path):
            "The file \(path) is not a database, or it is damaged. Move it away, or restore it from a backup."
        case .notOurs(let place):
            "\(place) holds the tables of another program. Choose another place for Tutti's database."
        case .newerSchema(let found, let known):
            "The database was written by a newer Tutti: its schema is number \(found), and this version knows "
                + "\(known). Update Tutti; going back is not possible."
        case .badLocation(let text):
            "\"\(text)\" is neither a path nor a postgres:// URL."
        case .unreachable(let server, let detail):
            "The PostgreSQL server \(server) cannot be reached: \(detail)."
        case .wrongPassword(let server):
            "The PostgreSQL server \(server) refused the user or the password. Check both in the database URL."
        case .notTrusted(let server, let detail):
            "The PostgreSQL server \(server) is not trusted: \(detail). Name the file of its authority as sslrootcert in the "
                + "database URL, and the host as its certificate does."
        case .oldServer(let version):
            "The PostgreSQL server is version \(version); Tutti needs 13 or later."
        case .noLibrary(let name, let reason):
            "PostgreSQL needs the library \(name), and it cannot be loaded: \(reason). On Debian: apt install libpq5."
        case .lostWhileCommitting:
            "The connection to the database was lost while changes were being committed. Look whether they are there "
                + "before trying again."
        case .constraint(let kind, let detail):
            "The database refused a value (\(kind.rawValue)): \(detail)."
        case .noRepository(let id):
            "There is no repository called \(id) in the database."
        case .noConnection(let id):
            "There is no connection called \(id) in the database."
        case .unexpectedAnswer(let detail):
            "The database gave an answer that does not fit: \(detail)."
        case .badNotification(let detail):
            "A notification cannot be sent: \(detail)."
        case .closed:
            "The database is closed."
        case .failed(let detail):
            "The database failed: \(detail)."
        }
    }
}
