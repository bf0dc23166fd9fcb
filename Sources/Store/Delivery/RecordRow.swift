import Foundation
import Records

/// A record as it stands in its table, and all that decides which of two tellings of it is kept.
struct RecordRow: Sendable {
    var key: RecordKey
    var values: [FieldValue]
    var more: [String: JSONValue]
    /// Numbers of the connection and of the answer that told it, and the answer's digest.
    var connection: Int64
    var raw: Int64?
    var digest: [UInt8]
    var stamp: Stamp
    /// Milliseconds since 1970.
    var seenAt: Int64
    var goneAt: Int64?
    /// Where a sparse field was told by another answer than the rest.
    var sparse: [Int: Stamp] = [:]

    struct Stamp: Hashable, Comparable, Sendable {
        var version: Int64
        /// Milliseconds since 1970.
        var toldAt: Int64

        static func < (one: Stamp, other: Stamp) -> Bool {
            (one.version, one.toldAt) < (other.version, other.toldAt)
        }
    }
}

extension RecordRow {
    /// What is kept of two tellings of the same record.
    ///
    /// The greater of two by an order that depends on nothing but what they tell, taken for the record as a whole and for
    /// each sparse field by itself: so the same tellings give the same row in any order and any number.
    static func joined(_ one: RecordRow, _ other: RecordRow, in table: RecordTable) -> RecordRow {
        var (newer, older) = one.precedes(other, in: table) ? (other, one) : (one, other)
        var sparse: [Int: Stamp] = [:]
        for (place, field) in table.fields.enumerated() where field.isSparse {
            let mine = newer.told(place)
            if let theirs = older.told(place), mine.map({ $0 < theirs }) ?? true {
                newer.values[place] = theirs.value
                if theirs.stamp != newer.stamp { sparse[place] = theirs.stamp }
            } else if let mine, mine.stamp != newer.stamp {
                sparse[place] = mine.stamp
            }
        }
        newer.sparse = sparse
        newer.seenAt = max(one.seenAt, other.seenAt)
        newer.goneAt = [one.goneAt, other.goneAt].compactMap { $0 }.max()
        return newer
    }

    /// Whether both stand alike but for the times at which they were mentioned.
    func isSame(as other: RecordRow) -> Bool {
        stamp == other.stamp && raw == other.raw && connection == other.connection && goneAt == other.goneAt
            && sparse == other.sparse && values == other.values && more == other.more
    }

    /// Whether both say the same, whoever told it and when.
    func tellsSame(as other: RecordRow) -> Bool {
        values == other.values && more == other.more && goneAt == other.goneAt
    }

    private func told(_ place: Int) -> Telling? {
        values[place].isNull ? nil : Telling(stamp: sparse[place] ?? stamp, value: values[place])
    }

    private struct Telling: Comparable {
        let stamp: Stamp
        let value: FieldValue

        static func < (one: Telling, other: Telling) -> Bool {
            one.stamp != other.stamp ? one.stamp < other.stamp : one.value < other.value
        }
    }

    private func precedes(_ other: RecordRow, in table: RecordTable) -> Bool {
        if stamp.version != other.stamp.version { return stamp.version < other.stamp.version }
        if !table.isVersioned, stamp.toldAt != other.stamp.toldAt { return stamp.toldAt < other.stamp.toldAt }
        for (place, field) in table.fields.enumerated() where !field.isSparse && values[place] != other.values[place] {
            return values[place] < other.values[place]
        }
        if more != other.more { return moreText.utf8.lexicographicallyPrecedes(other.moreText.utf8) }
        if stamp.toldAt != other.stamp.toldAt { return stamp.toldAt < other.stamp.toldAt }
        return digest.lexicographicallyPrecedes(other.digest)
    }

    /// JSON with sorted keys.
    var moreText: String {
        more.isEmpty
            ? "" : (try? JSONValue.canonical(JSONValue.object(more))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
