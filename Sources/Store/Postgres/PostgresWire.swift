import CLibpq

/// One connection to a server, used by one thread at a time.
final class PostgresWire {
    let raw: OpaquePointer
    let server: DatabaseLocation
    /// The server asked for the transaction to be done again.
    private(set) var mustRepeat = false
    private var statements: [String: String] = [:]

    init(_ server: DatabaseLocation) throws {
        self.server = server
        raw = try Self.connect(server)
        _ = PQsetNoticeProcessor(raw, { _, _ in }, nil)
        try script(
            """
            SET client_min_messages = warning; SET bytea_output = hex; SET standard_conforming_strings = on;
            SET cursor_tuple_fraction = 1; SET jit = off
            """)
    }

    deinit { PQfinish(raw) }

    var isLost: Bool { PQstatus(raw) == CONNECTION_BAD }

    /// Prepared once per text, then only run.
    func execute(_ text: String, _ values: [SQL.Value] = []) throws -> PostgresResult {
        let name = try prepared(text)
        let parameters = PostgresParameters(values)
        return try check(
            parameters.withPointers { values, lengths, formats in
                PQexecPrepared(raw, name, Int32(values.count), values.baseAddress, lengths, formats, 0)
            })
    }

    /// Planned for these very values and forgotten: a plan that was kept from when a table was empty would read it whole.
    func executeOnce(_ text: String, _ values: [SQL.Value]) throws -> PostgresResult {
        let parameters = PostgresParameters(values)
        return try check(
            parameters.withPointers { values, lengths, formats in
                PQexecParams(raw, text, Int32(values.count), nil, values.baseAddress, lengths, formats, 0)
            })
    }

    /// Any number of statements without values.
    func script(_ text: String) throws {
        _ = try check(PQexec(raw, text))
    }

    func begin(_ text: String) throws {
        mustRepeat = false
        try script(text)
    }

    func copy(_ command: String, _ bytes: [UInt8]) throws {
        _ = try check(PQexec(raw, command))
        let sent = bytes.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { PQputCopyData(raw, $0.baseAddress, Int32($0.count)) }
        }
        guard sent == 1, PQputCopyEnd(raw, nil) == 1 else { throw lost() }
        var answer = PostgresResult(PQgetResult(raw))
        while true {
            let next = PostgresResult(PQgetResult(raw))
            if next.raw == nil { break }
            if answer.isFine { answer = next }
        }
        _ = try check(answer)
    }

    private func prepared(_ text: String) throws -> String {
        if let name = statements[text] { return name }
        if statements.count == 256 {
            try script("DEALLOCATE ALL")
            statements = [:]
        }
        let name = "s\(statements.count)"
        _ = try check(PQprepare(raw, name, text, 0, nil))
        statements[text] = name
        return name
    }

    private func check(_ raw: OpaquePointer?) throws -> PostgresResult { try check(PostgresResult(raw)) }

    private func check(_ result: PostgresResult) throws -> PostgresResult {
        if result.isFine { return result }
        switch result.state {
        case "40001", "40P01": mustRepeat = true
        // The schema changed since the statement was prepared: prepare again.
        case "0A000" where result.message.contains("cached plan"), "26000":
            mustRepeat = true
            statements = [:]
            _ = PostgresResult(PQexec(self.raw, "ROLLBACK; DEALLOCATE ALL"))
        default: break
        }
        throw isLost ? lost() : DatabaseTrouble(state: result.state, message: result.message, server: server)
    }

    private func lost() -> DatabaseTrouble {
        .unreachable(server: server.description, detail: Self.complaint(raw))
    }

    /// What libpq says is wrong, in one line.
    static func complaint(_ raw: OpaquePointer) -> String {
        String(cString: PQerrorMessage(raw)).split(whereSeparator: \.isNewline)
            .map { $0.trimmingPrefix(while: \.isWhitespace) }.joined(separator: "; ")
    }
}
