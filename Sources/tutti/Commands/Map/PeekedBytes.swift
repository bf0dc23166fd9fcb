/// Fills the front of a buffer and tells how much; 0 is the end.
typealias ByteSource = (UnsafeMutableRawBufferPointer) throws -> Int

/// Bytes of a source whose beginning can be looked at before it is read.
struct PeekedBytes {
    private let source: ByteSource
    private var ahead: [UInt8] = []

    init(_ source: @escaping ByteSource) { self.source = source }

    /// What is next, and stays there; less than asked for where the source ends before.
    mutating func head(_ count: Int) throws -> ArraySlice<UInt8> {
        var buffer = [UInt8](repeating: 0, count: count)
        while ahead.count < count {
            let wanted = count - ahead.count
            let read = try buffer.withUnsafeMutableBytes {
                try source(UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
            }
            if read == 0 { break }
            ahead += buffer[..<read]
        }
        return ahead.prefix(count)
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if ahead.isEmpty { return try source(buffer) }
        let count = min(ahead.count, buffer.count)
        buffer.copyBytes(from: ahead[..<count])
        ahead.removeFirst(count)
        return count
    }
}
