import Foundation
import Records

/// A mark in a content, before it is known which file that is.
struct SnapshotMark: Sendable {
    var line: Int
    var kind: String
    var text: String

    /// The first mark of every line that has one, in order.
    ///
    /// A mark is one of four words in capitals with nothing of a word on either side, where people write to each other: in
    /// a comment, first in its line, or with a colon or a parenthesis after it. Languages are many, so that a comment is
    /// known by its usual beginnings alone. Part of a longer name or of a path is none (`context.TODO()`, `/prefix/XXX`), nor
    /// is what C's preprocessor is told (`#ifdef HACK`), but for a comment behind it.
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
            if standsAlone, isPromise(from: place, to: end, in: content) { places.append(place) }
        }
        return places
    }

    private static func isPromise(from place: Int, to end: Int, in content: UnsafeRawBufferPointer) -> Bool {
        // Nobody reads a minified line to its end.
        let nearby = content[max(0, place - 1000)..<place]
        let before = nearby.suffix(from: nearby.lastIndex(of: Lines.newline).map { $0 + 1 } ?? nearby.startIndex)
        if before.last == UInt8(ascii: ".") { return false }
        if before.last == UInt8(ascii: "/"), before.dropLast().last != UInt8(ascii: "/") { return false }
        if isDirective(before) { return comments.contains { before.firstRange(of: $0) != nil } }
        let next = end == content.count ? nil : content[end]
        if next == UInt8(ascii: ":") || next == UInt8(ascii: "(") || !before.contains(where: isWordByte) { return true }
        return openings.contains { opening in before.firstRange(of: opening) != nil }
    }

    /// Whether a line begins as one for C's preprocessor. `# if` with a blank is more often a comment of another language.
    private static func isDirective(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        let words = line.drop { isBlank($0) }
        guard words.first == UInt8(ascii: "#") else { return false }
        let name = words.dropFirst().drop { isBlank($0) }.prefix { !isBlank($0) }
        let isApart = name.startIndex > words.startIndex + 1
        return directives.contains { name.elementsEqual($0) } && !(isApart && name.elementsEqual("if".utf8))
    }

    private static let directives = ["define", "undef", "ifdef", "ifndef", "if", "elif"].map { Array($0.utf8) }
    private static let comments = ["//", "/*"].map { Array($0.utf8) }
    private static let openings = comments + ["#", "--", "* ", "; ", "% "].map { Array($0.utf8) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

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
