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
        case (.text(let one), .text(let other)): one.isSame(as: other)
        case (.key(let one), .key(let other)): KeyName(one) == KeyName(other)
        default: false
        }
    }

    static func < (one: FieldValue, other: FieldValue) -> Bool {
        switch (one, other) {
        case (.integer(let one), .integer(let other)): one < other
        case (.real(let one), .real(let other)): one < other
        case (.bool(let one), .bool(let other)): !one && other
        case (.text(let one), .text(let other)): one.precedes(other)
        case (.key(let one), .key(let other)): one.description.precedes(other.description)
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

extension String {
    /// Byte by byte, unlike `==`.
    func isSame(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return compared(with: other).map { $0 == 0 } ?? utf8.elementsEqual(other.utf8)
    }

    /// Byte by byte, unlike `<`.
    func precedes(_ other: String) -> Bool {
        guard let order = compared(with: other) else { return utf8.lexicographicallyPrecedes(other.utf8) }
        return order == 0 ? utf8.count < other.utf8.count : order < 0
    }

    /// As far as the shorter one goes; nil for the rare string that lies in several places.
    private func compared(with other: String) -> Int32? {
        let order: Int32?? = utf8.withContiguousStorageIfAvailable { one in
            other.utf8.withContiguousStorageIfAvailable { other in
                guard let one = one.baseAddress, let start = other.baseAddress else { return 0 }
                return memcmp(one, start, min(utf8.count, other.count))
            }
        }
        return order ?? nil
    }
}

/// A key that two of its kind share only when they are the same bytes.
struct KeyName: Hashable, Sendable {
    let key: RecordKey

    init(_ key: RecordKey) { self.key = key }

    static func == (one: KeyName, other: KeyName) -> Bool {
        one.key.kind == other.key.kind && one.key.id.isSame(as: other.key.id)
            && one.key.source.isSame(as: other.key.source)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(key.kind)
        hasher.combine(key.id.utf8.count)
        let hashed: Void? = key.id.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: .init($0)) }
        if hashed == nil { hasher.combine(key.source.utf8.count) }
    }
}
