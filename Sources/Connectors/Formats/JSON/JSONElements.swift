import Records

/// What wants some parts of a JSON text as values, and the rest not at all.
protocol JSONElementReading: RecordSource {
    /// Where the parts stand, by member names; `*` is each element of an array. None of them inside another `whole`.
    var places: [JSONPlace] { get }
    /// Members that are passed over inside a whole part.
    var skipped: Set<String> { get }
    mutating func begin(_ place: Int) throws
    mutating func end(_ place: Int) throws
    mutating func element(_ place: Int, _ value: JSONValue) throws
    /// After the last byte.
    mutating func finish() throws
}

struct JSONPlace {
    var path: [String]
    /// Handed over as a value; otherwise its beginning and end are told.
    var isWhole: Bool

    static func whole(_ path: String...) -> JSONPlace { JSONPlace(path: path, isWhole: true) }
    static func mark(_ path: String...) -> JSONPlace { JSONPlace(path: path, isWhole: false) }
}

extension JSONElementReading {
    mutating func begin(_ place: Int) throws {}
    mutating func end(_ place: Int) throws {}
    var skipped: Set<String> { [] }
}

/// Builds those parts, one at a time.
struct JSONElements<Reader: JSONElementReading>: JSONReading {
    /// Bytes of one string that are kept.
    private static var longestString: Int { 1 << 16 }

    private enum Partial {
        case object([String: JSONValue], key: String)
        case array([JSONValue])
    }

    var reader: Reader
    private let places: [JSONPlace]
    private let skipped: Set<String>
    private var path: [String] = []
    private var building: Int?
    private var partials: [Partial] = []
    /// How deep the path was where a member began that is passed over.
    private var skipping: Int?

    init(_ reader: Reader) {
        self.reader = reader
        places = reader.places
        skipped = reader.skipped
    }

    var stringLimit: Int {
        building != nil && skipping == nil || place(isWhole: true) != nil ? Self.longestString : 0
    }

    mutating func beginObject() throws {
        try enter()
        if isBuilding { partials.append(.object([:], key: "")) }
        path.append("")
    }

    mutating func endObject() throws {
        path.removeLast()
        try leave()
    }

    mutating func beginArray() throws {
        try enter()
        if isBuilding { partials.append(.array([])) }
        path.append("*")
    }

    mutating func endArray() throws {
        path.removeLast()
        try leave()
    }

    mutating func key(_ bytes: [UInt8]) {
        let key = String(decoding: bytes, as: UTF8.self)
        path[path.count - 1] = key
        guard isBuilding else { return }
        if skipped.contains(key) { skipping = path.count }
        if case .object(let members, _) = partials[partials.count - 1] {
            partials[partials.count - 1] = .array([])
            partials[partials.count - 1] = .object(members, key: key)
        }
    }

    mutating func string(_ bytes: [UInt8]) throws { try scalar { .string(String(decoding: bytes, as: UTF8.self)) } }
    mutating func number(_ value: Double) throws { try scalar { .number(value) } }
    mutating func bool(_ value: Bool) throws { try scalar { .bool(value) } }
    mutating func null() throws { try scalar { .null } }

    private var isBuilding: Bool { building != nil && skipping == nil }

    private func place(isWhole: Bool) -> Int? {
        places.firstIndex { $0.isWhole == isWhole && $0.path.count == path.count && $0.path == path }
    }

    private mutating func enter() throws {
        guard building == nil else { return }
        if let place = place(isWhole: false) { try reader.begin(place) }
        building = place(isWhole: true)
    }

    private mutating func leave() throws {
        if let skipping {
            if skipping == path.count { self.skipping = nil }
            return
        }
        guard building != nil else {
            if let place = place(isWhole: false) { try reader.end(place) }
            return
        }
        switch partials.popLast() {
        case .object(let members, _): try attach(.object(members))
        case .array(let elements): try attach(.array(elements))
        case nil: break
        }
    }

    private mutating func scalar(_ value: () -> JSONValue) throws {
        if let skipping {
            if skipping == path.count { self.skipping = nil }
            return
        }
        if building == nil { building = place(isWhole: true) }
        if building != nil { try attach(value()) }
    }

    private mutating func attach(_ value: JSONValue) throws {
        switch partials.popLast() {
        case .object(var members, let key):
            members[key] = value
            partials.append(.object(members, key: key))
        case .array(var elements):
            elements.append(value)
            partials.append(.array(elements))
        case nil:
            guard let place = building else { return }
            building = nil
            try reader.element(place, value)
        }
    }
}

/// A reader of records from a JSON file, fed piece by piece.
struct JSONFile<Reader: JSONElementReading>: RecordReading {
    private var decoder = TextDecoder()
    private var scanner = JSONScanner()
    private var lines = LineCount()
    private var elements: JSONElements<Reader>
    private var isEmpty = true

    init(_ reader: Reader) { elements = JSONElements(reader) }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws {
        if let text = decoder.decode(bytes) { try text.withUnsafeBytes { try scan($0) } } else { try scan(bytes) }
    }

    mutating func finish() throws -> FormatSummary {
        try decoder.finish().withUnsafeBytes { try scan($0) }
        if isEmpty { throw FormatTrouble.empty }
        do {
            guard try scanner.finish(&elements) else { throw FormatTrouble.cutOff(line: lines.last) }
            try elements.reader.finish()
        } catch let flaw as Flaw {
            throw flaw.trouble(line: lines.last)
        }
        return elements.reader.summary
    }

    mutating func takeReady() -> [Record] { elements.reader.takeReady() }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer) throws {
        var place = 0
        isEmpty = isEmpty && bytes.allSatisfy(XMLTag.isSpace)
        do {
            try scanner.feed(bytes, place: &place, to: &elements)
        } catch let flaw as Flaw {
            throw flaw.trouble(line: lines.line(at: place, in: bytes))
        }
        lines.pass(bytes)
    }
}
