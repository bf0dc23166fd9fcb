import Records

/// Where records of one type are kept: a table, and a column for each field that a query may ask for.
///
/// A field without a column, such as one that was added since, is kept in the column `more`, so that nothing is lost.
struct RecordTable: Sendable {
    struct Field: Sendable {
        enum Kind: Sendable {
            case key, text, integer, real, bool
            /// Seconds in the record, milliseconds in the table.
            case instant
            /// NULL where the list is empty.
            case list
        }

        let column: StaticString
        let name: String
        let kind: Kind
        /// Many answers leave it out, so that nothing there does not mean that there is nothing: a newer record without
        /// it does not take it away.
        let isSparse: Bool

        /// - Parameter name: the field, where it is not the column in camel case: some names are words of SQL.
        init(_ column: StaticString, _ kind: Kind, name: String? = nil, sparse: Bool = false) {
            self.column = column
            self.name = name ?? "\(column)".camelCase
            self.kind = kind
            isSparse = sparse
        }
    }

    let name: StaticString
    let fields: [Field]
    /// Whether the source says itself which of two is newer; otherwise the later answer is.
    let isVersioned: Bool
    let placeOfField: [String: Int]

    init(_ name: StaticString, isVersioned: Bool = false, _ fields: [Field]) {
        self.name = name
        self.fields = fields
        self.isVersioned = isVersioned
        placeOfField = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    }

    static let common: [StaticString] = [
        "record", "connection", "raw", "version", "told_at", "seen_at", "gone_at", "more", "sparse",
    ]

    var columns: [StaticString] { Self.common + fields.map(\.column) }
}

extension String {
    /// `first_second` as `firstSecond`.
    fileprivate var camelCase: String {
        let words = split(separator: "_")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

extension SQL {
    /// Names out of the source, with commas between.
    ///
    /// - Parameter omitted: those in whose place NULL stands.
    static func names(
        _ names: [StaticString], of table: StaticString? = nil, omitting omitted: Set<String> = []
    ) -> SQL {
        var sql: SQL = ""
        for (place, name) in names.enumerated() {
            if place > 0 { sql.parts.append(.text(", ")) }
            if omitted.contains("\(name)") {
                sql.parts.append(.text("NULL"))
                continue
            }
            if let table { sql.parts += [.text(table), .text(".")] }
            sql.parts.append(.text(name))
        }
        return sql
    }
}
