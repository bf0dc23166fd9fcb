/// Bound values as libpq takes them: text ended by a NUL, and bytes with their length.
struct PostgresParameters {
    private var storage: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQL.Value]) {
        for value in values {
            switch value {
            case .null: addNull()
            case .integer(let value): add(String(value).utf8)
            case .real(let value): add(String(value).utf8)
            case .bool(let value): add((value ? "t" : "f").utf8)
            case .text(let value): add(value.withoutNUL.utf8)
            case .bytes(let value): add(value, isBinary: true)
            }
        }
    }

    func withPointers<Result>(
        _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>, [Int32], [Int32]) throws -> Result
    ) rethrows -> Result {
        try storage.withUnsafeBytes { bytes in
            try bytes.withMemoryRebound(to: CChar.self) { characters in
                let pointers = starts.map { start in start.flatMap { characters.baseAddress?.advanced(by: $0) } }
                return try pointers.withUnsafeBufferPointer { try body($0, lengths, formats) }
            }
        }
    }

    private mutating func add(_ bytes: some Collection<UInt8>, isBinary: Bool = false) {
        starts.append(storage.count)
        lengths.append(Int32(bytes.count))
        formats.append(isBinary ? 1 : 0)
        storage += bytes
        storage.append(0)
    }

    private mutating func addNull() {
        starts.append(nil)
        lengths.append(0)
        formats.append(0)
    }
}

/// A list of C strings ended by nil, freed with its last reference.
final class CStrings {
    private let storage: [CChar]
    private let list: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let bytes: UnsafeMutablePointer<CChar>
    var pointers: UnsafePointer<UnsafePointer<CChar>?> { UnsafePointer(list) }

    init(_ texts: [String]) {
        storage = texts.flatMap { Array($0.utf8CString) }
        bytes = .allocate(capacity: max(storage.count, 1))
        bytes.initialize(from: storage, count: storage.count)
        list = .allocate(capacity: texts.count + 1)
        list.initialize(repeating: nil, count: texts.count + 1)
        var start = 0
        for (place, text) in texts.enumerated() {
            list[place] = UnsafePointer(bytes + start)
            start += text.utf8.count + 1
        }
    }

    deinit {
        list.deallocate()
        bytes.deallocate()
    }
}
