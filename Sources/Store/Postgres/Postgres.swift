import CLibpq

/// Values out of libpq's answers, read where they lie.
enum Postgres {
    static func cell(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
    }

    static func text(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> String? {
        cell(result, row, column).map { String(decoding: $0, as: UTF8.self) }
    }

    static func integer(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> Int64? {
        guard let digits = cell(result, row, column), !digits.isEmpty else { return nil }
        let isNegative = digits[0] == UInt8(ascii: "-")
        var value: Int64 = 0
        for digit in digits.dropFirst(isNegative ? 1 : 0) {
            guard (48...57).contains(digit) else { return nil }
            // Counted down, because the smallest integer has no positive twin.
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (next, overflowToo) = tens.subtractingReportingOverflow(Int64(digit - 48))
            guard !overflow, !overflowToo else { return nil }
            value = next
        }
        return isNegative ? value : (value == .min ? nil : -value)
    }

    /// `\x` and hexadecimal digits, as `bytea` is written.
    static func bytes(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> [UInt8]? {
        guard let text = cell(result, row, column), text.count % 2 == 0, text.count >= 2,
            text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x")
        else { return nil }
        return [UInt8](unsafeUninitializedCapacity: text.count / 2 - 1) { buffer, count in
            for place in 0..<text.count / 2 - 1 {
                buffer[place] = nibble(text[2 * place + 2]) << 4 | nibble(text[2 * place + 3])
            }
            count = text.count / 2 - 1
        }
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit <= 57 ? digit &- 48 : (digit | 32) &- 87
    }
}

/// An answer of the server, freed with its last reference.
final class PostgresResult {
    let raw: OpaquePointer?

    init(_ raw: OpaquePointer?) { self.raw = raw }
    deinit { PQclear(raw) }

    var count: Int32 { PQntuples(raw) }
    var changes: Int { PQcmdTuples(raw).flatMap { Int(String(cString: $0)) } ?? 0 }

    var isFine: Bool {
        switch PQresultStatus(raw) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN: true
        default: false
        }
    }

    /// Five letters or digits: what kind of error it is.
    var state: String { field("C") }
    var message: String { field("M") }

    private func field(_ code: Unicode.Scalar) -> String {
        PQresultErrorField(raw, Int32(code.value)).map { String(cString: $0) } ?? ""
    }
}
