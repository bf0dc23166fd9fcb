import CLibpq

extension PostgresWire {
    /// What stands in the URL wins over these, but for the encoding.
    static func connect(_ server: DatabaseLocation) throws -> OpaquePointer {
        guard case .server(let url) = server else { throw DatabaseTrouble.badLocation(server.description) }
        if let reason = libpq_load("libpq.so.5") {
            throw DatabaseTrouble.noLibrary("libpq", reason: String(cString: reason))
        }
        let settings = [
            ("connect_timeout", "10"), ("fallback_application_name", "tutti"), ("dbname", url),
            ("client_encoding", "UTF8"),
        ]
        let keywords = CStrings(settings.map(\.0))
        let values = CStrings(settings.map(\.1))
        guard let raw = PQconnectdbParams(keywords.pointers, values.pointers, 1) else {
            throw DatabaseTrouble.unreachable(server: server.description, detail: "out of memory")
        }
        do {
            try inspect(raw, server)
            return raw
        } catch {
            PQfinish(raw)
            throw error
        }
    }

    private static func inspect(_ raw: OpaquePointer, _ server: DatabaseLocation) throws {
        guard PQstatus(raw) == CONNECTION_OK else {
            let detail = complaint(raw)
            let isRefused =
                PQconnectionNeedsPassword(raw) == 1 || detail.contains("authentication failed")
                || detail.contains("no password supplied")
            if isDistrust(detail) { throw DatabaseTrouble.notTrusted(server: server.description, detail: detail) }
            throw isRefused
                ? DatabaseTrouble.wrongPassword(server: server.description)
                : DatabaseTrouble.unreachable(server: server.description, detail: detail)
        }
        let version = PQserverVersion(raw)
        guard version >= 130_000 else {
            throw DatabaseTrouble.oldServer(version: "\(version / 10_000).\(version % 10_000)")
        }
    }

    /// What libpq says of a certificate that it does not accept.
    private static func isDistrust(_ detail: String) -> Bool {
        ["certificate verify failed", "does not match host name", "root certificate file"].contains {
            detail.contains($0)
        }
    }
}
