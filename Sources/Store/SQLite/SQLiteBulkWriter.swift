import GRDBSQLite

/// Gathers rows and adds many by one statement: what a statement costs by itself is more than most rows do.
final class SQLiteBulkWriter: BulkWriter {
    private enum Cell {
        case null, integer(Int64), real(Double)
        /// A part of `bytes`.
        case text(Range<Int>), blob(Range<Int>)
    }

    private let columns: Int
    private let rowsTogether: Int
    private let prepare: (_ rows: Int) throws -> SQLiteStatement
    private var prepared: [Int: SQLiteStatement] = [:]
    private var cells: [Cell] = []
    private var bytes: [UInt8] = []

    /// SQLite takes 32,766 values in a statement.
    private static let mostValues = 32_000
    private static let mostRows = 32
    /// Long texts do not wait for others.
    private static let mostBytes = 1 << 18

    /// - Parameters:
    ///   - columns: of a row.
    ///   - prepare: makes the statement that adds so many rows.
    init(columns: Int, prepare: @escaping (_ rows: Int) throws -> SQLiteStatement) {
        self.columns = columns
        self.prepare = prepare
        rowsTogether = max(1, min(Self.mostRows, Self.mostValues / max(columns, 1)))
        cells.reserveCapacity(rowsTogether * columns)
    }

    func add(_ value: Int64) throws { cells.append(.integer(value)) }
    func add(_ value: Double) throws { cells.append(.real(value)) }
    func add(_ value: Bool) throws { cells.append(.integer(value ? 1 : 0)) }
    func addNull() throws { cells.append(.null) }
    func add(_ value: String) throws {
        let start = bytes.count
        bytes += value.withoutNUL.utf8
        cells.append(.text(start..<bytes.count))
    }
    func add(_ value: UnsafeRawBufferPointer) throws {
        let start = bytes.count
        bytes += value
        cells.append(.blob(start..<bytes.count))
    }

    func endRow() throws {
        guard cells.count.isMultiple(of: columns) else {
            throw DatabaseTrouble.failed("a row has another number of values than there are columns")
        }
        if cells.count >= rowsTogether * columns {
            try write(cells[...], by: statement(rowsTogether))
        } else if bytes.count >= Self.mostBytes {
            try finish()
        } else {
            return
        }
        forget()
    }

    /// Adds what is left, row by row: a statement for every number of rows would be made for one use.
    func finish() throws {
        if cells.isEmpty { return }
        let single = try statement(1)
        for start in stride(from: 0, to: cells.count, by: columns) {
            try write(cells[start..<start + columns], by: single)
        }
        forget()
    }

    private func statement(_ rows: Int) throws -> SQLiteStatement {
        if let known = prepared[rows] { return known }
        let new = try prepare(rows)
        prepared[rows] = new
        return new
    }

    private func forget() {
        cells.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    private func write(_ cells: ArraySlice<Cell>, by statement: SQLiteStatement) throws {
        defer { statement.reset() }
        try bytes.withUnsafeBytes { bytes in
            for (place, cell) in zip(Int32(1)..., cells) {
                switch cell {
                case .null: try statement.bindNull(at: place)
                case .integer(let value): try statement.bind(value, at: place)
                case .real(let value): try statement.bind(value, at: place)
                case .text(let part): try statement.bindInPlace(.init(rebasing: bytes[part]), isText: true, at: place)
                case .blob(let part): try statement.bindInPlace(.init(rebasing: bytes[part]), isText: false, at: place)
                }
            }
            _ = try statement.step()
        }
    }
}
