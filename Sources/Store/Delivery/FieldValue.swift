import Foundation
import Records

/// A field of a record on its way to its column or back.
enum FieldValue: Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case bool(Bool)
    case text(String)
    case key(RecordKey)
}

/// Compared byte by byte, so that what is kept never depends on which of two forms of a letter came first.
extension FieldValue: Comparable {
    static func == (one: FieldValue, other: FieldValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.integer(let one), .integer(let other)): one == other
        case (.real(let one), .real(let other)): one == other
        case (.bool(let one), .bool(let other)): one == other
        case (.text(let one), .text(let other)): one.utf8.elementsEqual(other.utf8)
        case (.key(let one), .key(let other)): KeyName(one) == KeyName(other)
        default: false
        }
    }

    static func < (one: FieldValue, other: FieldValue) -> Bool {
        switch (one, other) {
        case (.integer(let one), .integer(let other)): one < other
        case (.real(let one), .real(let other)): one < other
        case (.bool(let one), .bool(let other)): !one && other
        case (.text(let one), .text(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        case (.key(let one), .key(let other)):
            one.description.utf8.lexicographicallyPrecedes(other.description.utf8)
        default: one.rank < other.rank
        }
    }

    private var rank: Int {
        switch self {
        case .null: 0
        case .bool: 1
        case .integer: 2
        case .real: 3
        case .text: 4
        case .key: 5
        }
    }

    var isNull: Bool { if case .null = self { true } else { false } }
}

/// A key that two of its kind share only when they are the same bytes.
struct KeyName: Hashable, Sendable {
    let key: RecordKey

    init(_ key: RecordKey) { self.key = key }

    static func == (one: KeyName, other: KeyName) -> Bool {
        one.key.kind == other.key.kind && one.key.id.utf8.elementsEqual(other.key.id.utf8)
            && one.key.source.utf8.elementsEqual(other.key.source.utf8)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(key.kind)
        hasher.combine(key.id.utf8.count)
        let hashed: Void? = key.id.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: .init($0)) }
        if hashed == nil { hasher.combine(key.source.utf8.count) }
    }
}
