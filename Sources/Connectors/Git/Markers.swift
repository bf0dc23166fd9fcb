import Foundation
import Records

/// A mark in a content, before it is known which file that is.
struct SnapshotMark: Sendable {
    var line: Int
    var kind: String
    var text: String

    /// The first mark of every line that has one, in order.
    ///
    /// A mark is one of four words in capitals with nothing of a word on either side.
    static func all(in content: UnsafeRawBufferPointer) -> [SnapshotMark] {
        let hits = kinds.flatMap { kind in places(of: kind, in: content).map { (place: $0, kind: kind) } }
        var marks: [SnapshotMark] = []
        var line = 1
        var counted = 0
        for hit in hits.sorted(by: { $0.place < $1.place }) {
            line += content[counted..<hit.place].count { $0 == Lines.newline }
            counted = hit.place
            if marks.last?.line == line { continue }
            let end = content[hit.place...].firstIndex(of: Lines.newline) ?? content.count
            let rest = content[(hit.place + hit.kind.utf8.count)..<end].prefix(1000)
            marks.append(SnapshotMark(line: line, kind: hit.kind, text: text(String(decoding: rest, as: UTF8.self))))
        }
        return marks
    }

    private static let kinds = ["TODO", "FIXME", "HACK", "XXX"]

    private static func places(of word: String, in content: UnsafeRawBufferPointer) -> [Int] {
        guard let base = content.baseAddress else { return [] }
        let letters = Array(word.utf8)
        var places: [Int] = []
        var start = 0
        while start < content.count, let hit = memchr(base + start, Int32(letters[0]), content.count - start) {
            let place = UnsafeRawPointer(hit) - base
            let end = place + letters.count
            start = place + 1
            guard end <= content.count, memcmp(hit, letters, letters.count) == 0 else { continue }
            let standsAlone =
                (place == 0 || !isWordByte(content[place - 1])) && (end == content.count || !isWordByte(content[end]))
            if standsAlone { places.append(place) }
        }
        return places
    }

    /// Letters, digits, the underscore, and all beyond ASCII.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        65...90 ~= byte || 97...122 ~= byte || 48...57 ~= byte || byte == 95 || byte > 127
    }

    /// Without the colon before it and the end of the comment after it.
    private static func text(_ rest: String) -> String {
        var text = rest.trimmingCharacters(in: .whitespacesAndNewlines)
        for end in ["*/", "-->", "#}", "%>"] where text.hasSuffix(end) { text = String(text.dropLast(end.count)) }
        let blanks = CharacterSet.whitespacesAndNewlines.union(CharacterSet(charactersIn: ":"))
        return String(text.trimmingCharacters(in: blanks).prefix(200))
    }
}
