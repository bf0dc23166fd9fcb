import Records

extension Connection {
    /// Marks what a source no longer lists as gone: it is kept, and not shown, until an answer later than that mentions it.
    ///
    /// - Parameters:
    ///   - kind: of what was listed.
    ///   - parent: only what belongs to it was listed: a repository's pull requests.
    ///   - listed: everything that the source lists.
    ///   - at: when the list was begun, in milliseconds since 1970.
    /// - Returns: what is newly gone.
    @discardableResult
    package func reconcile(
        _ kind: RecordKey.Kind, of connection: SourceConnection.ID, in parent: RecordKey? = nil,
        listed: Set<RecordKey>, at: Int64
    ) throws -> Set<RecordKey> {
        let source = try number(ofConnection: connection).number
        guard let table = Record.table(of: kind) else { return [] }
        var scope: SQL = "t.connection = \(source) AND t.seen_at < \(at)"
        if let parent {
            guard let column = table.parent, let number = try numbers(of: [parent])[parent] else { return [] }
            scope = "\(scope) AND t.\(raw: column) = \(number)"
        }
        let there = try rows("SELECT t.record FROM \(raw: table.name) t WHERE \(scope)") { try $0.integer(0) }
        var numbers = RecordNumbers()
        try addKeys(of: there, to: &numbers)
        let names = Set(listed.map { KeyName($0.withoutNUL) })
        let gone = try there.filter { try !names.contains(KeyName(numbers.key($0))) }
        return try markGone(gone, table, at, numbers)
    }

    /// Everything of a kind that belongs to something and is not gone, whoever told of it.
    package func keys(of kind: RecordKey.Kind, in parent: RecordKey) throws -> Set<RecordKey> {
        guard let table = Record.table(of: kind), let column = table.parent,
            let number = try numbers(of: [parent])[parent]
        else { return [] }
        let found = try rows(
            "SELECT record FROM \(raw: table.name) WHERE \(raw: column) = \(number) AND gone_at IS NULL"
        ) { try $0.integer(0) }
        var numbers = RecordNumbers()
        try addKeys(of: found, to: &numbers)
        return Set(try found.map { try numbers.key($0) })
    }

    /// Marks what a source says was deleted.
    ///
    /// - Parameter at: milliseconds since 1970.
    @discardableResult
    package func markGone(_ keys: [RecordKey], at: Int64) throws -> Set<RecordKey> {
        var marked: Set<RecordKey> = []
        for (kind, keys) in Dictionary(grouping: keys, by: \.kind) {
            guard let table = Record.table(of: kind) else { continue }
            let numbers = try numbers(of: keys)
            marked.formUnion(try markGone(keys.compactMap { numbers[$0] }, table, at, numbers))
        }
        return marked
    }

    private func markGone(
        _ records: [Int64], _ table: RecordTable, _ at: Int64, _ numbers: RecordNumbers
    ) throws -> Set<RecordKey> {
        var marked: Set<RecordKey> = []
        for chunk in records.chunks(of: 256) {
            let changed = try rows(
                """
                UPDATE \(raw: table.name) SET gone_at = \(at)
                WHERE record IN \(list: chunk) AND (gone_at IS NULL OR gone_at < \(at)) RETURNING record
                """
            ) { try numbers.key($0.integer(0)) }
            marked.formUnion(changed)
        }
        if !marked.isEmpty { try noteDeliveryChange(.records) }
        return marked
    }
}

extension RecordTable {
    /// The field by which a source lists them.
    var parent: StaticString? {
        ["pullRequest", "repository", "container", "subject", "workItem", "build"].lazy
            .compactMap { placeOfField[$0] }.first.map { fields[$0].column }
    }
}
