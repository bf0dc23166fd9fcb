import Foundation
import Records

extension RecordReading {
    /// Reads a whole source, and hands on each record as it comes.
    ///
    /// - Parameters:
    ///   - source: fills the front of a buffer and tells how much; 0 is the end.
    ///   - setAside: is told of each row of a table that is no record.
    package mutating func read(
        from source: (UnsafeMutableRawBufferPointer) throws -> Int, into take: (Record) throws -> Void,
        setAside: (TableRefusal) throws -> Void = { _ in }
    ) throws -> FormatSummary {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try source(buffer)
            if count == 0 { break }
            try feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            try handOver(to: take)
            try takeRefused().forEach(setAside)
        }
        let summary = try finish()
        try handOver(to: take)
        try takeRefused().forEach(setAside)
        return summary
    }

    private mutating func handOver(to take: (Record) throws -> Void) throws {
        while true {
            let records = takeReady()
            if records.isEmpty { return }
            try records.forEach(take)
        }
    }

    package mutating func read(_ data: Data, into take: (Record) throws -> Void) throws
        -> FormatSummary
    {
        var rest = data[...]
        return try read(
            from: { buffer in
                let piece = rest.prefix(buffer.count)
                piece.copyBytes(to: buffer)
                rest = rest.dropFirst(piece.count)
                return piece.count
            }, into: take)
    }

    package mutating func read(_ file: FileHandle, into take: (Record) throws -> Void) throws
        -> FormatSummary
    {
        try read(
            from: { buffer in
                guard let piece = try file.read(upToCount: buffer.count) else { return 0 }
                piece.copyBytes(to: buffer)
                return piece.count
            }, into: take)
    }
}
