import Testing

/// A peer's table beside our records of the same things, column by column.
struct ParityTable {
    /// As the peer calls it.
    let name: String
    let markdown: String

    /// - Parameters:
    ///   - title: What the rows are, in our words.
    ///   - ours: Our records by the text that `key` makes of a row.
    ///   - fields: One for each column. A column that no field speaks of is a failure: nothing is left unexplained.
    init<Ours>(
        _ title: String, _ peer: PeerTable, ours: [String: Ours], key: ([String: String]) -> String,
        fields: [ParityField<Ours>], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        name = peer.name
        let keys = peer.rows.map(key)
        #expect(Set(keys).count == keys.count, "\(peer.name): two rows have one key", sourceLocation: sourceLocation)
        #expect(
            Set(keys).symmetricDifference(ours.keys).sorted() == [], "\(peer.name): not the same things",
            sourceLocation: sourceLocation)
        // Where the peer's own row came from.
        let columns = peer.columns.filter { !$0.hasPrefix("_raw_data") }
        #expect(
            fields.map(\.column).sorted() == columns.sorted(), "\(peer.name): a column is unexplained",
            sourceLocation: sourceLocation)
        let pairs = zip(peer.rows, keys).compactMap { row, key in ours[key].map { (row, $0) } }
        let lines = fields.map { field in
            let other = pairs.filter { $0.0[field.column] != field.text($0.1) }
            Self.judge(field, of: peer.name, pairs: pairs, other: other, at: sourceLocation)
            return "| `\(field.column)` | \(field.field.isEmpty ? "–" : "`\(field.field)`") | "
                + Self.words(field.verdict, equal: pairs.count - other.count, of: pairs.count) + " |\n"
        }
        markdown =
            "## \(title)\n\n`\(peer.name)`, \(peer.rows.count) rows.\n\n| there | here | |\n|---|---|---|\n"
            + lines.joined()
    }

    private static func judge<Ours>(
        _ field: ParityField<Ours>, of table: String, pairs: [([String: String], Ours)],
        other: [([String: String], Ours)], at location: SourceLocation
    ) {
        switch field.verdict {
        case .same:
            if let (row, ours) = other.first {
                Issue.record(
                    "\(table).\(field.column): \(other.count) differ; \(row[field.column] ?? "") there, \(field.text(ours)) here",
                    sourceLocation: location)
            }
        case .different:
            #expect(!other.isEmpty, "\(table).\(field.column) is equal, not different", sourceLocation: location)
        case .absent: break
        }
    }

    private static func words<Ours>(_ verdict: ParityField<Ours>.Verdict, equal: Int, of all: Int) -> String {
        switch verdict {
        case .same: "equal, \(equal) of \(all)"
        case .different(let why): "by definition, \(equal) of \(all) equal: \(why)"
        case .absent(let why): "not taken: \(why)"
        }
    }
}
