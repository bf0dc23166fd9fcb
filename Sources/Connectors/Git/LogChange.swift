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
