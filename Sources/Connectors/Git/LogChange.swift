import Foundation
import Records

/// The contents before and after a change.
struct ChangedContents: Sendable {
    struct Side: Sendable {
        var name: BlobName
        var mode: FileMode
        var attribute = DiffAttribute.none
    }

    var old: Side
    var new: Side
}

/// What the attributes of a work tree say about counting the lines of a file.
enum DiffAttribute: Sendable {
    /// Nothing: its content decides.
    case none
    /// `-diff`, or `binary`, which includes it.
    case binary
    /// `diff`: text, even where it does not look so.
    case text
}

/// What stands before the path in the raw log: `:100644 100644 id id M`, with a number behind R and C.
struct LogChange {
    let kind: FileChange.Kind
    let mode: FileMode
    let contents: ChangedContents

    init?(_ text: UnsafeRawBufferPointer) {
        guard text.count > 15, text[0] == UInt8(ascii: ":") else { return nil }
        let length = Self.length(ofNameIn: text)
        guard text.count >= 18 + 2 * length,
            let kind = FileChange.Kind(letter: text[17 + 2 * length]),
            let old = BlobName(hex: UnsafeRawBufferPointer(rebasing: text[15..<15 + length])),
            let new = BlobName(hex: UnsafeRawBufferPointer(rebasing: text[16 + length..<16 + 2 * length]))
        else { return nil }
        let oldMode = FileMode(digits: text[1..<7])
        let newMode = FileMode(digits: text[8..<14])
        self.kind = kind
        mode = kind == .deleted ? oldMode : newMode
        contents = ChangedContents(old: .init(name: old, mode: oldMode), new: .init(name: new, mode: newMode))
    }

    private static func length(ofNameIn text: UnsafeRawBufferPointer) -> Int {
        (text[15...].firstIndex(of: UInt8(ascii: " ")) ?? 15) - 15
    }
}

extension FileMode {
    /// Git's own six digits. Old histories hold other permissions than today's two; only the owner's right to
    /// execute counts, as in git.
    init(digits: Slice<UnsafeRawBufferPointer>) {
        let start = digits.startIndex
        switch (digits[start + 1], digits[start + 3] & 1) {
        case (UInt8(ascii: "2"), _): self = .symbolicLink
        case (UInt8(ascii: "6"), _): self = .submodule
        case (_, 1): self = .executable
        default: self = .regular
        }
    }
}

/// A date as git prints it raw: seconds, a space, and the offset in hours and minutes.
enum LogDate {
    /// What git cannot read is the first second of 1970, as git itself shows it.
    static func moment(in text: UnsafeRawBufferPointer) -> Moment {
        let end = text.firstIndex(of: UInt8(ascii: " ")) ?? text.count
        guard let seconds = number(in: text[..<end]) else { return Moment(seconds: 0) }
        let offset = end < text.count ? number(in: text[(end + 1)...]) ?? 0 : 0
        let minutes = offset / 100 * 60 + offset % 100
        return Moment(seconds: seconds, offset: Int16(clamping: minutes))
    }

    private static func number(in digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
        var digits = digits
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        // Eighteen digits fit; git prints no date that long.
        guard (1...18).contains(digits.count) else { return nil }
        var number: Int64 = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int64(digit - 48)
        }
        return isNegative ? -number : number
    }
}

extension FileChange.Kind {
    /// Git's letter; nil for those that only an index has.
    init?(letter: UInt8) {
        switch letter {
        case UInt8(ascii: "A"): self = .added
        case UInt8(ascii: "M"): self = .modified
        case UInt8(ascii: "D"): self = .deleted
        case UInt8(ascii: "R"): self = .renamed
        case UInt8(ascii: "C"): self = .copied
        case UInt8(ascii: "T"): self = .typeChanged
        default: return nil
        }
    }
}

/// A trailer line: `Co-authored-by: Name <address>`.
enum LogTrailer {
    static func read(_ line: UnsafeRawBufferPointer, into draft: inout LogDraft) -> Trailer? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let key = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        guard let kind = Trailer.Kind(rawValue: key.trimmingCharacters(in: .whitespaces)) else { return nil }
        let value = trimmed(line[(colon + 1)...])
        guard let open = value.lastIndex(of: UInt8(ascii: "<")) else {
            return Trailer(
                kind: kind, signature: draft.signature(name: value, email: UnsafeRawBufferPointer(start: nil, count: 0))
            )
        }
        let close = value[open...].firstIndex(of: UInt8(ascii: ">")) ?? value.endIndex
        let email = UnsafeRawBufferPointer(rebasing: value[(open + 1)..<close])
        return Trailer(kind: kind, signature: draft.signature(name: trimmed(value[..<open]), email: email))
    }

    private static func trimmed(_ text: Slice<UnsafeRawBufferPointer>) -> UnsafeRawBufferPointer {
        var text = text
        while let first = text.first, first == 32 || first == 9 { text = text.dropFirst() }
        while let last = text.last, last == 32 || last == 9 || last == 13 { text = text.dropLast() }
        return UnsafeRawBufferPointer(rebasing: text)
    }
}
