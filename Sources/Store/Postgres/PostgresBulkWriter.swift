/// Rows in COPY's text format. A megabyte at a time is sent with a COPY of its own, so that other statements may run
/// between the rows.
final class PostgresBulkWriter: BulkWriter {
    private let wire: PostgresWire
    private let command: String
    private var buffer: [UInt8] = []
    private var isFirst = true

    init(_ wire: PostgresWire, _ command: String) {
        self.wire = wire
        self.command = command
    }

    func add(_ value: Int64) { field(String(value).utf8) }
    func add(_ value: Double) { field(value.description.utf8) }
    func add(_ value: Bool) { field((value ? "t" : "f").utf8) }
    func addNull() { field("\\N".utf8) }

    func add(_ value: String) {
        separate()
        var value = value.withoutNUL
        value.withUTF8 { bytes in
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "\\"): buffer += "\\\\".utf8
                case UInt8(ascii: "\n"): buffer += "\\n".utf8
                case UInt8(ascii: "\r"): buffer += "\\r".utf8
                case UInt8(ascii: "\t"): buffer += "\\t".utf8
                default: buffer.append(byte)
                }
            }
        }
    }

    func add(_ bytes: UnsafeRawBufferPointer) {
        field("\\\\x".utf8)
        for byte in bytes {
            buffer.append(Self.digit(byte >> 4))
            buffer.append(Self.digit(byte & 15))
        }
    }

    func endRow() throws {
        buffer.append(UInt8(ascii: "\n"))
        isFirst = true
        if buffer.count >= 1 << 20 { try flush() }
    }

    func flush() throws {
        if buffer.isEmpty { return }
        try wire.copy(command, buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private func field(_ bytes: String.UTF8View) {
        separate()
        buffer += bytes
    }

    private func separate() {
        if !isFirst { buffer.append(UInt8(ascii: "\t")) }
        isFirst = false
    }

    private static func digit(_ nibble: UInt8) -> UInt8 { nibble + (nibble < 10 ? 48 : 87) }
}
