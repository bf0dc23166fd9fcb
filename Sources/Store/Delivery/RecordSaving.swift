import Crypto
import Foundation
import Records

extension Connection {
    /// Saves what a source told, with the answers that told it.
    ///
    /// The newer of two tellings of a record is kept, by the source's own `updatedAt` where it gives one. Any order and any
    /// number of repetitions end in the same rows.
    ///
    /// - Throws: `DatabaseTrouble.noConnection`.
    @discardableResult
    package func save(_ told: [Told], of connection: SourceConnection.ID) throws -> Saved {
        let source = try number(ofConnection: connection)
        let answers = told.enumerated().compactMap { place, told in told.raw.map { (place, $0) } }
        let marks = try archive(answers.map(\.1), of: source.number, keeps: source.keepsRaw)
        return try save(told, Dictionary(uniqueKeysWithValues: zip(answers.map(\.0), marks)), of: source.number)
    }

    /// - Parameter marks: by the place of what they told, of answers that are archived already.
    func save(_ told: [Told], _ marks: [Int: RawMark], of connection: Int64) throws -> Saved {
        let erasures = try Erasures(self)
        var saving = RecordSaving(connection: connection)
        for (place, told) in told.enumerated() {
            try saving.add(told, marks[place], erasures)
            try saveReports(told, marks[place], of: connection)
        }
        var saved = try saving.write(to: self)
        for told in told {
            let seen = try saveSightings(told)
            saved.changed.formUnion(seen)
            saved.subjects.formUnion(seen)
        }
        if !saved.changed.isEmpty { try noteDeliveryChange(.records) }
        return saved
    }
}

/// The rows of one save, each record once.
struct RecordSaving {
    let connection: Int64
    private var rows: [String: (table: RecordTable, rows: [KeyName: RecordRow])] = [:]
    private var edits: [IncidentEdit] = []
    private var saved = Saved()

    init(connection: Int64) { self.connection = connection }

    mutating func add(_ told: Told, _ raw: RawMark?, _ erasures: Erasures) throws {
        for record in erasures.isEmpty ? told.records : told.records.map(erasures.without) {
            guard let place = record.place else { continue }
            let encoder = RecordEncoder(place.table)
            try record.value.encode(to: encoder)
            let row = RecordRow(
                key: place.key.withoutNUL, values: encoder.values, more: encoder.more, connection: connection,
                raw: raw?.number, digest: raw?.digest ?? [],
                stamp: RecordRow.Stamp(version: place.version, toldAt: told.at), seenAt: told.at)
            if case .incident(let incident) = record { edits.append(try IncidentEdit(incident, row.stamp)) }
            add(row, to: place.table)
        }
    }

    private mutating func add(_ row: RecordRow, to table: RecordTable) {
        let name = KeyName(row.key)
        func join(_ rows: inout [KeyName: RecordRow]) {
            rows[name] = rows[name].map { RecordRow.joined($0, row, in: table) } ?? row
        }
        join(&rows["\(table.name)", default: (table, [:])].rows)
    }

    mutating func write(to db: any Connection) throws -> Saved {
        var keys: [RecordKey] = edits.map(\.incident)
        for (_, rows) in rows.values {
            for row in rows.values { keys += row.keys }
        }
        var numbers = try db.intern(keys)
        for table in rows.keys.sorted() {
            guard let entry = rows[table] else { continue }
            try write(entry.table, Array(entry.rows.values), to: db, &numbers)
        }
        try db.write(edits, numbers)
        return saved
    }

    private mutating func write(
        _ table: RecordTable, _ rows: [RecordRow], to db: any Connection, _ numbers: inout RecordNumbers
    ) throws {
        let stored = try db.recordRows(table, rows.map { try numbers.number($0.key) }, &numbers)
        var changed: [RecordRow] = []
        var mentioned: [Int64: [Int64]] = [:]
        for row in rows {
            let number = try numbers.number(row.key)
            guard let old = stored[number] else {
                changed.append(row)
                continue
            }
            let joined = RecordRow.joined(old, row, in: table)
            if !joined.isSame(as: old) {
                changed.append(joined)
            } else if joined.seenAt > old.seenAt {
                mentioned[joined.seenAt, default: []].append(number)
            }
        }
        for (instant, records) in mentioned.sorted(by: { $0.key < $1.key }) {
            try db.run("UPDATE \(raw: table.name) SET seen_at = \(instant) WHERE record IN \(list: records)")
        }
        let replaced = try changed.map { try numbers.number($0.key) }.filter { stored[$0] != nil }
        try db.replace(table, replaced, by: changed, numbers)
        for row in changed {
            let old = stored[try numbers.number(row.key)]
            if row.isNews(after: old, in: table) { saved.recorded.insert(row.key) }
            if row.isResolved(in: table), old?.isResolved(in: table) != true { saved.resolved.insert(row.key) }
            // Told once more in the same words, it stands as before.
            if let old, row.tellsSame(as: old) { continue }
            note(row, table)
        }
    }

    private mutating func note(_ row: RecordRow, _ table: RecordTable) {
        saved.changed.insert(row.key)
        if row.key.kind == .pullRequest || row.key.kind == .workItem { saved.subjects.insert(row.key) }
        for field in ["pullRequest", "subject", "workItem"] {
            guard let place = table.placeOfField[field], case .key(let key) = row.values[place] else { continue }
            if key.kind == .pullRequest || key.kind == .workItem { saved.subjects.insert(key) }
        }
    }
}

extension RecordRow {
    /// Its own and those in its fields.
    fileprivate var keys: [RecordKey] {
        [key] + values.compactMap { if case .key(let key) = $0 { key } else { nil } }
            + deployed.compactMap(\.repository?.withoutNUL)
    }

    /// An incident that nobody had told of, or a deployment that is finished and was not known to be.
    fileprivate func isNews(after old: RecordRow?, in table: RecordTable) -> Bool {
        switch key.kind {
        case .incident: old == nil
        case .deployment: isFinished(in: table) && old?.isFinished(in: table) != true
        default: false
        }
    }

    /// Of an incident, whether it is over.
    fileprivate func isResolved(in table: RecordTable) -> Bool {
        guard key.kind == .incident, let place = table.placeOfField["resolvedAt"] else { return false }
        return values[place] != .null
    }

    private func isFinished(in table: RecordTable) -> Bool {
        table.placeOfField["state"].map { values[$0] == .text(Build.State.finished.rawValue) } ?? false
    }

    /// What a deployment brought; read from its list.
    var deployed: [DeployedCommit] {
        guard key.kind == .deployment, let place = Deployment.table.placeOfField["commits"],
            case .text(let text) = values[place]
        else { return [] }
        return (try? JSONDecoder().decode([DeployedCommit].self, from: Data(text.utf8))) ?? []
    }
}

extension RecordKey {
    var withoutNUL: RecordKey {
        id.hasNUL || source.hasNUL ? RecordKey(source.withoutNUL, kind, id.withoutNUL) : self
    }
}
