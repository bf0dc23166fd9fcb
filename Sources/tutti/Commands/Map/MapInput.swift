import Foundation

/// A file or standard input, unpacked where it is packed, read as it comes.
struct MapInput {
    /// What places in it are called by.
    let name: String
    private var bytes: PeekedBytes

    init(_ file: String) throws {
        let name = file == "-" ? "standard input" : file
        guard let handle = file == "-" ? .standardInput : FileHandle(forReadingAtPath: file) else {
            throw CommandTrouble("\(name) cannot be read.")
        }
        var raw = PeekedBytes { buffer in
            do {
                let piece = try handle.read(upToCount: buffer.count) ?? Data()
                piece.copyBytes(to: buffer)
                return piece.count
            } catch { throw CommandTrouble("\(name) cannot be read.") }
        }
        let isPacked = Gunzip.isPacked(try raw.head(2))
        self.name = name
        bytes = isPacked ? PeekedBytes(try Gunzip(raw).read) : raw
    }

    /// How it begins, without taking it away.
    mutating func head(_ count: Int) throws -> ArraySlice<UInt8> { try bytes.head(count) }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try bytes.read(into: buffer) }

    /// All of it at once.
    mutating func content() throws -> Data {
        var content = Data()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        do {
            while case let count = try read(into: buffer), count > 0 { content.append(contentsOf: buffer[..<count]) }
        } catch is Gunzip.Broken { throw CommandTrouble("\(name) is packed, and broken.") }
        return content
    }
}
