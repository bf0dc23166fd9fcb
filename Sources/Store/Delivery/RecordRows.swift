import Foundation
import Records

extension Connection {
    /// Rows of a table by number, with the keys of what they name.
    func recordRows(
        _ table: RecordTable, _ records: [Int64], _ numbers: inout RecordNumbers
    ) throws -> [Int64: RecordRow] {
        var found: [Int64: RawRow] = [:]
        for chunk in records.chunks(of: engine == .postgres ? 256 : 4096) {
            for row in try rawRows(table, where: "t.record IN \(list: chunk)") { found[row.record] = row }
        }
        try addKeys(of: found.values.lazy.flatMap(\.numbers), to: &numbers)
        return try found.mapValues { try $0.row(numbers) }
    }

    /// Rows of a table that still have the numbers of keys in them.
    ///
    /// - Parameter omitted: columns to leave empty, for who does not look at them: long texts.
    func rawRows(_ table: RecordTable, omitting omitted: Set<String> = [], where condition: SQL) throws -> [RawRow] {
        try rows(
            """
            SELECT \(.names(table.columns, of: "t", omitting: omitted)),
                (SELECT a.digest FROM raw_answer a WHERE a.number = t.raw)
            FROM \(raw: table.name) t WHERE \(condition)
            """
        ) { try RawRow($0, table) }
    }

    /// Writes rows in place of others.
    func replace(_ table: RecordTable, _ old: [Int64], by rows: [RecordRow], _ numbers: RecordNumbers) throws {
        if rows.isEmpty { return }
        for chunk in old.chunks(of: 256) {
            try run("DELETE FROM \(raw: table.name) WHERE record IN \(list: chunk)")
        }
        let sorted = try rows.map { (try numbers.number($0.key), $0) }.sorted { $0.0 < $1.0 }
        try insert(into: table.name, table.columns) { writer in
            for (number, row) in sorted {
                try row.write(number, table, numbers, to: writer)
                try writer.endRow()
            }
        }
        try replaceDeployed(rows.filter { $0.key.kind == .deployment }, numbers)
    }

    private func replaceDeployed(_ deployments: [RecordRow], _ numbers: RecordNumbers) throws {
        if deployments.isEmpty { return }
        let repositories = try self.numbers(of: deployments.flatMap { $0.deployed.compactMap(\.repository) })
        let records = try deployments.map { try numbers.number($0.key) }
        for chunk in records.chunks(of: 256) {
            try run("DELETE FROM deployed_commit WHERE deployment IN \(list: chunk)")
        }
        try insert(into: "deployed_commit", ["deployment", "place", "repository", "commit_id"]) { writer in
            for (number, row) in zip(records, deployments) {
                for (place, commit) in row.deployed.enumerated() {
                    try writer.add(number)
                    try writer.add(place)
                    try writer.add(commit.repository.flatMap { repositories[$0.withoutNUL] })
                    try writer.add(commit.commit)
                    try writer.endRow()
                }
            }
        }
    }
}

extension RecordRow {
    fileprivate func write(
        _ number: Int64, _ table: RecordTable, _ numbers: RecordNumbers, to writer: any BulkWriter
    ) throws {
        try writer.add(number)
        try writer.add(connection)
        try writer.add(raw)
        try writer.add(stamp.version)
        try writer.add(stamp.toldAt)
        try writer.add(seenAt)
        try writer.add(goneAt)
        try writer.add(more.isEmpty ? nil : moreText)
        try writer.add(try sparseText(table))
        for value in values {
            switch value {
            case .null: try writer.addNull()
            case .integer(let value): try writer.add(value)
            case .real(let value): try writer.add(value)
            case .bool(let value): try writer.add(value)
            case .text(let value): try writer.add(value)
            case .key(let key): try writer.add(try numbers.number(key))
            }
        }
    }

    private func sparseText(_ table: RecordTable) throws -> String? {
        if sparse.isEmpty { return nil }
        var told: [String: [Int64]] = [:]
        for (place, stamp) in sparse { told[table.fields[place].name] = [stamp.version, stamp.toldAt] }
        return try canonicalText(told)
    }
}

/// A row as it was read, before the numbers in it are keys again.
struct RawRow: Sendable {
    let table: RecordTable
    let record: Int64
    private let connection: Int64
    private let raw: Int64?
    private let digest: [UInt8]
    private let stamp: RecordRow.Stamp
    private let seenAt: Int64
    private let goneAt: Int64?
    private let more: [String: JSONValue]
    private let sparse: [Int: RecordRow.Stamp]
    private var values: [FieldValue] = []

    init(_ row: Row, _ table: RecordTable) throws {
        self.table = table
        record = try row.integer(0)
        connection = try row.integer(1)
        raw = try row.get(2)
        stamp = .init(version: try row.integer(3), toldAt: try row.integer(4))
        seenAt = try row.integer(5)
        goneAt = try row.get(6)
        more = row.isNull(7) ? [:] : try row.fields(7)
        var sparse: [Int: RecordRow.Stamp] = [:]
        if !row.isNull(8) {
            for (name, told) in try row.json(8, as: [String: [Int64]].self) where told.count == 2 {
                guard let place = table.placeOfField[name] else { continue }
                sparse[place] = .init(version: told[0], toldAt: told[1])
            }
        }
        self.sparse = sparse
        let first = RecordTable.common.count
        values.reserveCapacity(table.fields.count)
        for (place, field) in table.fields.enumerated() {
            values.append(try row.isNull(first + place) ? .null : field.kind.read(row, first + place))
        }
        digest = try row.get(first + table.fields.count, as: [UInt8]?.self) ?? []
    }

    /// Of its own key and of those that it names.
    var numbers: [Int64] {
        var numbers = [record]
        for (field, value) in zip(table.fields, values) {
            if case (.key, .integer(let number)) = (field.kind, value) { numbers.append(number) }
        }
        return numbers
    }

    func row(_ numbers: RecordNumbers) throws -> RecordRow {
        var row = RecordRow(
            key: try numbers.key(record), values: values, more: more, connection: connection, raw: raw, digest: digest,
            stamp: stamp, seenAt: seenAt, goneAt: goneAt, sparse: sparse)
        for (place, field) in table.fields.enumerated() {
            if case (.key, .integer(let number)) = (field.kind, values[place]) {
                row.values[place] = .key(try numbers.key(number))
            }
        }
        return row
    }
}

extension RecordTable.Field.Kind {
    func read(_ row: Row, _ place: Int) throws -> FieldValue {
        switch self {
        case .key, .integer, .instant: .integer(try row.integer(place))
        case .text, .list: .text(try row.text(place))
        case .real: .real(try row.real(place))
        case .bool: .bool(try row.bool(place))
        }
    }
}
