import Foundation

/// Lines of the same content, and how many of them each file holds.
struct LineClass: BitwiseCopyable {
    let start: UnsafeRawPointer
    let length: Int
    let hash: UInt64
    var inOld: Int32 = 0
    var inNew: Int32 = 0
}

/// Gives equal lines of two files the same small number, so that comparing lines is comparing numbers.
///
/// An open hash table; lines count as equal only when their bytes are.
struct LineClasses: ~Copyable {
    enum Side { case old, new }

    private var classes = Scratch<LineClass>()
    private var count: Int32 = 0
    private var slots = Scratch<Int32>()
    private var mask = 0

    /// How many lines of one file have this number.
    func count(of number: Int32, on side: Side) -> Int {
        let known = classes.start + Int(number)
        return Int(side == .old ? known.pointee.inOld : known.pointee.inNew)
    }

    /// Forgets everything and makes room for so many lines.
    mutating func begin(lines: Int) {
        count = 0
        classes.reserve(lines)
        let size = 1 << (Int.bitWidth - (2 * lines).leadingZeroBitCount)
        slots.reserve(size)
        slots.start.update(repeating: -1, count: size)
        mask = size - 1
    }

    /// The number of a line, counted for its side.
    mutating func number(_ start: UnsafeRawPointer, _ length: Int, on side: Side) -> Int32 {
        let hash = Self.hash(start, length)
        let slot = self.slot(start, length, hash)
        var number = slots.start[slot]
        if number < 0 {
            number = count
            count += 1
            slots.start[slot] = number
            (classes.start + Int(number)).initialize(to: LineClass(start: start, length: length, hash: hash))
        }
        switch side {
        case .old: classes.start[Int(number)].inOld &+= 1
        case .new: classes.start[Int(number)].inNew &+= 1
        }
        return number
    }

    /// Counts lines that stand in both files for those already known, and returns how many lines there are in all.
    mutating func countAgain(in bytes: UnsafeRawBufferPointer) -> Int {
        var lines = 0
        bytes.forEachLine { start, length in
            lines &+= 1
            let number = slots.start[slot(start, length, Self.hash(start, length))]
            if number >= 0 {
                classes.start[Int(number)].inOld &+= 1
                classes.start[Int(number)].inNew &+= 1
            }
        }
        return lines
    }

    /// Where the line's number stands, or the free place where it belongs.
    private func slot(_ start: UnsafeRawPointer, _ length: Int, _ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let number = slots.start[slot]
            if number < 0 { return slot }
            let known = classes.start + Int(number)
            if known.pointee.hash == hash, known.pointee.length == length,
                memcmp(known.pointee.start, start, length) == 0
            {
                return slot
            }
            slot = (slot &+ 1) & mask
        }
    }

    /// Multiplies and folds eight bytes at a time; the last eight may overlap the ones before.
    private static func hash(_ start: UnsafeRawPointer, _ length: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
        if length >= 8 {
            var offset = 0
            while offset &+ 8 < length {
                hash = mix(hash ^ start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                offset &+= 8
            }
            return mix(hash ^ start.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self))
        }
        var rest: UInt64 = 0
        for offset in 0..<length { rest = rest << 8 | UInt64(start.load(fromByteOffset: offset, as: UInt8.self)) }
        return mix(hash ^ rest)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}

extension UnsafeRawBufferPointer {
    /// Every line with its newline; the last one may lack it.
    func forEachLine(_ body: (UnsafeRawPointer, Int) -> Void) {
        guard var start = baseAddress else { return }
        let end = start + count
        while start < end {
            let newline = memchr(start, Int32(Lines.newline), end - start)
            let next = newline.map { UnsafeRawPointer($0) + 1 } ?? end
            body(start, next - start)
            start = next
        }
    }
}
