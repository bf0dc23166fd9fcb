import Foundation

extension StringProtocol {
    /// Where a text first stands in this one, byte for byte. Answers are long and are asked for many words: a search by
    /// characters would cost more than reading the answer.
    func place(of text: String) -> Range<String.Index>? { places(of: text, atMost: 1).first }

    /// All places, in order, none inside another.
    func places(of text: String, atMost limit: Int = .max) -> [Range<String.Index>] {
        let found = utf8.withContiguousStorageIfAvailable { Self.offsets(of: text, in: $0, atMost: limit) }
        // Every string that was decoded from JSON lies in one piece.
        guard let found else { return Array(ranges(of: text).prefix(limit)) }
        let length = text.utf8.count
        return found.map { offset in
            let start = utf8.index(startIndex, offsetBy: offset)
            return start..<utf8.index(start, offsetBy: length)
        }
    }

    private static func offsets(of text: String, in bytes: UnsafeBufferPointer<UInt8>, atMost limit: Int) -> [Int] {
        var text = text
        return text.withUTF8 { wanted in
            guard let base = bytes.baseAddress, let needle = wanted.baseAddress, !wanted.isEmpty else { return [] }
            var offsets: [Int] = []
            var start = 0
            while offsets.count < limit, start + wanted.count <= bytes.count,
                let first = memchr(base + start, Int32(needle[0]), bytes.count - start - wanted.count + 1)
            {
                let offset = UnsafeRawPointer(first) - UnsafeRawPointer(base)
                let isWhole = memcmp(first, needle, wanted.count) == 0
                if isWhole { offsets.append(offset) }
                start = offset + (isWhole ? wanted.count : 1)
            }
            return offsets
        }
    }
}
