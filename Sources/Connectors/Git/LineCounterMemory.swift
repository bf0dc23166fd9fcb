/// Memory that is used again for the next change, uninitialised past what its user wrote.
struct Scratch<Element: BitwiseCopyable>: ~Copyable {
    private(set) var start = UnsafeMutablePointer<Element>.allocate(capacity: 64)
    private var capacity = 64

    /// Makes room for `count` elements. What was written before is lost when it has to grow.
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        start.deallocate()
        capacity = max(count, 2 * capacity)
        start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }
}

/// Walking over whole lines of raw bytes.
enum Lines {
    static let newline: UInt8 = 10

    /// Lines as git counts them: an unfinished last line is one as well.
    static func count(in bytes: UnsafeRawBufferPointer) -> Int {
        guard let last = bytes.last else { return 0 }
        return newlines(in: bytes) + (last == newline ? 0 : 1)
    }

    /// Sixteen bytes at a time; a lane counts to 255 before it is added up.
    private static func newlines(in bytes: UnsafeRawBufferPointer) -> Int {
        typealias Block = SIMD16<UInt8>
        let wanted = Block(repeating: newline)
        let one = Block(repeating: 1)
        var total = 0
        var position = 0
        while position + 16 <= bytes.count {
            let end = min(position + 16 * 255, bytes.count - 15)
            var lanes = Block.zero
            while position < end {
                let block = bytes.loadUnaligned(fromByteOffset: position, as: Block.self)
                lanes &+= Block.zero.replacing(with: one, where: block .== wanted)
                position &+= 16
            }
            total += Int(SIMD16<UInt16>(truncatingIfNeeded: lanes).wrappedSum())
        }
        while position < bytes.count {
            if bytes[position] == newline { total += 1 }
            position += 1
        }
        return total
    }
}
