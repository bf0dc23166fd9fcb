/// How many bytes of whole lines two files have in common at their beginning and at their end.
struct CommonEnds {
    private var headLength = 0
    private var tailLength = 0

    init(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) {
        guard let oldStart = old.baseAddress, let newStart = new.baseAddress else { return }
        let shorter = min(old.count, new.count)
        let equal = Self.equalBytes(oldStart, newStart, atMost: shorter)
        if equal == old.count && equal == new.count {
            headLength = equal
            return
        }
        headLength = Self.lineStart(before: equal, in: old)
        let room = shorter - headLength
        let equalAtEnd = Self.equalBytes(before: oldStart + old.count, before: newStart + new.count, atMost: room)
        tailLength = wholeLines(old, new, in: equalAtEnd)
    }

    func head(of content: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: content[..<headLength])
    }

    func middle(of content: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: content[headLength..<content.count - tailLength])
    }

    func tail(of content: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: content[(content.count - tailLength)...])
    }

    /// The longest part of the last `length` bytes that begins where a line begins in both files.
    private func wholeLines(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer, in length: Int) -> Int {
        if length == 0 { return 0 }
        if beginsLine(old.count - length, in: old) && beginsLine(new.count - length, in: new) { return length }
        var position = old.count - length
        while position < old.count {
            position += 1
            if old[position - 1] == Lines.newline { break }
        }
        return old.count - position
    }

    private func beginsLine(_ position: Int, in content: UnsafeRawBufferPointer) -> Bool {
        position == headLength || content[position - 1] == Lines.newline
    }

    private static func lineStart(before position: Int, in content: UnsafeRawBufferPointer) -> Int {
        var start = position
        while start > 0, content[start - 1] != Lines.newline { start -= 1 }
        return start
    }

    private static func equalBytes(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, atMost limit: Int
    ) -> Int {
        var length = 0
        while length &+ 8 <= limit {
            let difference =
                left.loadUnaligned(fromByteOffset: length, as: UInt64.self)
                ^ right.loadUnaligned(fromByteOffset: length, as: UInt64.self)
            if difference != 0 { return length &+ UInt64(littleEndian: difference).trailingZeroBitCount / 8 }
            length &+= 8
        }
        while length < limit,
            left.load(fromByteOffset: length, as: UInt8.self) == right.load(fromByteOffset: length, as: UInt8.self)
        {
            length &+= 1
        }
        return length
    }

    private static func equalBytes(
        before leftEnd: UnsafeRawPointer, before rightEnd: UnsafeRawPointer, atMost limit: Int
    ) -> Int {
        var length = 0
        while length &+ 8 <= limit {
            let difference =
                leftEnd.loadUnaligned(fromByteOffset: -length &- 8, as: UInt64.self)
                ^ rightEnd.loadUnaligned(fromByteOffset: -length &- 8, as: UInt64.self)
            if difference != 0 { return length &+ UInt64(littleEndian: difference).leadingZeroBitCount / 8 }
            length &+= 8
        }
        while length < limit,
            leftEnd.load(fromByteOffset: -length &- 1, as: UInt8.self)
                == rightEnd.load(fromByteOffset: -length &- 1, as: UInt8.self)
        {
            length &+= 1
        }
        return length
    }
}
