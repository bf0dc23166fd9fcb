import Foundation
import Records

/// The fields of a stored record, in the order of its table.
struct StoredFields {
    let table: RecordTable
    let key: RecordKey
    let cells: ArraySlice<FieldValue>
    /// Fields without a column.
    let more: [String: JSONValue]
    let numbers: RecordNumbers
    private var place = 0

    init(
        table: RecordTable, key: RecordKey, cells: ArraySlice<FieldValue>, more: [String: JSONValue],
        numbers: RecordNumbers
    ) {
        self.table = table
        self.key = key
        self.cells = cells
        self.more = more
        self.numbers = numbers
    }

    /// For any record, whatever it has.
    var decoder: RecordDecoder {
        get throws {
            let values = try zip(table.fields, cells).map { field, cell -> FieldValue in
                if case (.key, .integer(let number)) = (field.kind, cell) { return .key(try numbers.key(number)) }
                return cell
            }
            return RecordDecoder(table: table, key: key, values: values, more: more)
        }
    }

    mutating func need<Value: StoredField>() throws -> Value {
        guard let value: Value = try may() else { throw Self.trouble }
        return value
    }

    /// The next one; nil where there is nothing.
    mutating func may<Value: StoredField>() throws -> Value? {
        defer { place += 1 }
        let cell = cells[cells.startIndex + place]
        return cell.isNull ? Value.nothing : try Value(cell, table.fields[place].kind, numbers)
    }

    /// A text that is one of few.
    mutating func needWord<Word: RawRepresentable<String>>() throws -> Word {
        guard let word: Word = try mayWord() else { throw Self.trouble }
        return word
    }

    mutating func mayWord<Word: RawRepresentable<String>>() throws -> Word? {
        guard let text: String = try may() else { return nil }
        guard let word = Word(rawValue: text) else { throw Self.trouble }
        return word
    }

    static let trouble = DatabaseTrouble.unexpectedAnswer("a stored record has a field of another kind")
}

/// What a column can hold.
protocol StoredField {
    init(_ cell: FieldValue, _ kind: RecordTable.Field.Kind, _ numbers: RecordNumbers) throws
    /// What an empty column means, where it means something.
    static var nothing: Self? { get }
}

extension StoredField {
    static var nothing: Self? { nil }
}

extension RecordKey: StoredField {
    init(_ cell: FieldValue, _ kind: RecordTable.Field.Kind, _ numbers: RecordNumbers) throws {
        guard case .integer(let number) = cell else { throw StoredFields.trouble }
        self = try numbers.key(number)
    }
}

extension String: StoredField {
    init(_ cell: FieldValue, _ kind: RecordTable.Field.Kind, _ numbers: RecordNumbers) throws {
        guard case .text(let text) = cell else { throw StoredFields.trouble }
        self = text
    }
}

extension Bool: StoredField {
    init(_ cell: FieldValue, _ kind: RecordTable.Field.Kind, _ numbers: RecordNumbers) throws {
        guard case .bool(let value) = cell else { throw StoredFields.trouble }
        self = value
    }
}

extension Double: StoredField {
    init(_ cell: FieldValue, _ kind: RecordTable.Field.Kind, _ numbers: RecordNumbers) throws {
        guard case .real(let value) = cell else { throw StoredFields.trouble }
        self = value
    }
}

extension Int64: StoredField {
    init(_ cell: FieldValue, _ kind: RecordTable.Field.Kind, _ numbers: RecordNumbers) throws {
        guard case .integer(let value) = cell else { throw StoredFields.trouble }
        guard case .instant = kind else {
            self = value
            return
        }
        self = value / 1000 - (value % 1000 < 0 ? 1 : 0)
    }
}

extension Int: StoredField {
    init(_ cell: FieldValue, _ kind: RecordTable.Field.Kind, _ numbers: RecordNumbers) throws {
        self = Int(try Int64(cell, kind, numbers))
    }
}

extension Array: StoredField where Element: Decodable {
    static var nothing: [Element]? { [] }

    init(_ cell: FieldValue, _ kind: RecordTable.Field.Kind, _ numbers: RecordNumbers) throws {
        guard case .text(let text) = cell else { throw StoredFields.trouble }
        self = try JSONDecoder().decode([Element].self, from: Data(text.utf8))
    }
}
