import Foundation
import Records

extension Connection {
    /// Records of one type that a condition on their columns chooses, in the order of their keys. What is gone is left out.
    ///
    /// - Parameters:
    ///   - condition: on the table, which is called `t`.
    ///   - omitted: columns that may be empty and that nobody looks at here.
    ///   - remembering: whether their own keys shall be among `numbers` afterwards; those of what they name always are.
    func stored<Value: StoredRecord>(
        _ type: Value.Type, omitting omitted: Set<String> = [], where condition: SQL = "TRUE",
        _ numbers: inout RecordNumbers, remembering: Bool = true
    ) throws -> [Value] {
        var (keys, values): ([RecordKey], [Value]) = ([], [])
        var part = StoredPart(Value.table)
        func decode() throws {
            let own = try part.addKeys(self, to: &numbers, remembering: remembering)
            try part.each(own, numbers) { fields in
                keys.append(fields.key)
                values.append(try Value(stored: fields))
            }
            part.removeAll()
        }
        try each(
            """
            SELECT t.record, t.more, \(.names(Value.table.fields.map(\.column), of: "t", omitting: omitted))
            FROM \(raw: Value.table.name) t WHERE (\(condition)) AND (t.gone_at IS NULL OR t.seen_at > t.gone_at)
            """
        ) { row in
            try part.add(row)
            if part.count == StoredPart.most { try decode() }
        }
        try decode()
        if zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) { return values }
        return keys.indices.sorted { keys[$0] < keys[$1] }.map { values[$0] }
    }

    func stored<Value: StoredRecord>(_ type: Value.Type, where condition: SQL = "TRUE") throws -> [Value] {
        var numbers = RecordNumbers()
        return try stored(type, where: condition, &numbers, remembering: false)
    }
}

extension Record {
    /// The table for a kind of key.
    static func table(of kind: RecordKey.Kind) -> RecordTable? {
        switch kind {
        case .repository: HostedRepository.table
        case .account: Account.table
        case .team: HostTeam.table
        case .pullRequest: PullRequest.table
        case .pullRequestEvent: PullRequestEvent.table
        case .pullRequestCommit: PullRequestCommit.table
        case .pullRequestFiles: PullRequestFiles.table
        case .review: Review.table
        case .comment: Comment.table
        case .workItem: WorkItem.table
        case .workItemChange: WorkItemChange.table
        case .workItemLink: WorkItemLink.table
        case .sprint: Sprint.table
        case .build: Build.table
        case .job: Job.table
        case .deployment: Deployment.table
        case .incident: Incident.table
        case .release: Release.table
        case .analysis: DebtAnalysis.table
        case .thread, .board, .testRun, .coverage, .finding: nil
        }
    }
}

/// Some rows of a table on their way to records. What long answers take then depends on the records alone.
private struct StoredPart {
    static let most = 2048

    private let table: RecordTable
    private var records: [Int64] = []
    private var more: [[String: JSONValue]] = []
    /// Row after row.
    private var cells: [FieldValue] = []

    init(_ table: RecordTable) { self.table = table }

    var count: Int { records.count }

    mutating func add(_ row: Row) throws {
        records.append(try row.integer(0))
        more.append(row.isNull(1) ? [:] : try row.fields(1))
        for (place, field) in table.fields.enumerated() {
            cells.append(row.isNull(2 + place) ? .null : try field.kind.read(row, 2 + place))
        }
    }

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        more.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }

    /// - Returns: the rows' own keys; those of what they name are added to `numbers`.
    func addKeys(
        _ db: any Connection, to numbers: inout RecordNumbers, remembering: Bool
    ) throws -> RecordNumbers {
        let places = table.fields.indices.filter { if case .key = table.fields[$0].kind { true } else { false } }
        var named: Set<Int64> = []
        for row in records.indices {
            for place in places {
                if case .integer(let number) = cells[row * table.fields.count + place] { named.insert(number) }
            }
        }
        if remembering { named.formUnion(records) }
        try db.addKeys(of: named, to: &numbers)
        if remembering { return numbers }
        var own = RecordNumbers(families: numbers)
        try db.addKeys(of: records, to: &own)
        return own
    }

    func each(_ own: RecordNumbers, _ numbers: RecordNumbers, _ visit: (StoredFields) throws -> Void) throws {
        let width = table.fields.count
        for (row, record) in records.enumerated() {
            let cells = cells[row * width..<(row + 1) * width]
            try visit(
                StoredFields(
                    table: table, key: try own.key(record), cells: cells, more: more[row], numbers: numbers))
        }
    }
}
