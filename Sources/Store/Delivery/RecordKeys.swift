import Records

/// The numbers that stand for keys, in both directions, as far as they were asked for.
struct RecordNumbers {
    private(set) var numbers: [KeyName: Int64] = [:]
    private(set) var keys: [Int64: RecordKey] = [:]
    /// By the number of a source's kind of things, a key without an id: what millions of keys share is held once.
    fileprivate(set) var families: [Int64: RecordKey] = [:]

    init() {}

    /// Knows no key yet.
    init(families others: RecordNumbers) { families = others.families }

    subscript(_ key: RecordKey) -> Int64? { numbers[KeyName(key)] }

    func number(_ key: RecordKey) throws -> Int64 {
        guard let number = self[key] else { throw DatabaseTrouble.unexpectedAnswer("no number for \(key)") }
        return number
    }

    func key(_ number: Int64) throws -> RecordKey {
        guard let key = keys[number] else { throw DatabaseTrouble.unexpectedAnswer("no key for number \(number)") }
        return key
    }

    mutating func know(_ key: RecordKey, as number: Int64) {
        numbers[KeyName(key)] = number
        keys[number] = key
    }
}

extension Connection {
    /// Finds or gives out a number for each key.
    func intern(_ keys: some Sequence<RecordKey>) throws -> RecordNumbers {
        var known = RecordNumbers()
        var missing: [(key: RecordKey, family: Int64)] = []
        for (family, keys) in try byFamily(keys, make: true) {
            try find(keys, family, &known)
            missing += keys.filter { known[$0] == nil }.map { ($0, family) }
        }
        if missing.isEmpty { return known }
        let numbers = try takeNumbers(missing.count, of: "record_key")
        try insert(into: "record_key", ["number", "family", "id"]) { writer in
            for (entry, number) in zip(missing, numbers) {
                try writer.add(number)
                try writer.add(entry.family)
                try writer.add(entry.key.id)
                try writer.endRow()
                known.know(entry.key, as: number)
            }
        }
        return known
    }

    /// The numbers of those keys that have one.
    func numbers(of keys: some Sequence<RecordKey>) throws -> RecordNumbers {
        var known = RecordNumbers()
        for (family, keys) in try byFamily(keys, make: false) { try find(keys, family, &known) }
        return known
    }

    /// Adds the keys that numbers stand for.
    func addKeys(of numbers: some Sequence<Int64>, to known: inout RecordNumbers) throws {
        let missing = Set(numbers).filter { known.keys[$0] == nil }.sorted()
        for chunk in missing.chunks(of: engine == .postgres ? 256 : 4096) {
            try each(
                "SELECT number, family, id FROM record_key WHERE number IN \(list: chunk)"
            ) { row in
                let family = try family(row.integer(1), &known)
                known.know(family.other(family.kind, try row.text(2)), as: try row.integer(0))
            }
        }
    }

    private func family(_ number: Int64, _ known: inout RecordNumbers) throws -> RecordKey {
        if let family = known.families[number] { return family }
        try each("SELECT number, source, kind FROM record_family") { row in
            known.families[try row.integer(0)] = RecordKey(try row.text(1), try row.get(2), "")
        }
        guard let family = known.families[number] else {
            throw DatabaseTrouble.unexpectedAnswer("no family \(number) of keys")
        }
        return family
    }

    private func find(_ keys: [RecordKey], _ family: Int64, _ known: inout RecordNumbers) throws {
        guard let first = keys.first else { return }
        for chunk in keys.chunks(of: engine == .postgres ? 256 : 4096) {
            try each(
                "SELECT id, number FROM record_key WHERE family = \(family) AND id IN \(list: chunk.map(\.id))"
            ) { row in known.know(first.other(first.kind, try row.text(0)), as: try row.integer(1)) }
        }
    }

    /// Each key once, without NUL.
    private func byFamily(_ keys: some Sequence<RecordKey>, make: Bool) throws -> [(Int64, [RecordKey])] {
        var groups: [KeyName: Set<KeyName>] = [:]
        for key in keys { groups[KeyName(key.other(key.kind, "")), default: []].insert(KeyName(key)) }
        return try groups.keys.sorted { $0.key < $1.key }.compactMap { group in
            let (source, kind) = (group.key.source, group.key.kind)
            let names = (groups[group] ?? []).map(\.key).sorted { $0.id.precedes($1.id) }
            let find: SQL = "SELECT number FROM record_family WHERE source = \(source) AND kind = \(kind)"
            if let number = try value(find, as: Int64.self) { return (number, names) }
            guard make else { return nil }
            let made = try value(
                "INSERT INTO record_family (source, kind) VALUES (\(source), \(kind)) RETURNING number",
                as: Int64.self)
            return made.map { ($0, names) }
        }
    }
}

extension RecordKey.Kind: SQLValue {}
