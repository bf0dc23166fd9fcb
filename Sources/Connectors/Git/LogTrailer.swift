import Foundation
import Records

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
