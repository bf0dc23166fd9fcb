import Records

/// Reads lcov's tracefiles: a line for each fact, as most tools can write them.
struct LcovReader: RecordReading {
    static let title = "lcov tracefile"

    private var decoder = TextDecoder()
    private var lines = LineSplitter()
    private var collector = CoverageCollector()
    private var draft: LcovDraft?
    private var isKnown = false

    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws {
        if let text = decoder.decode(bytes) {
            try text.withUnsafeBytes { try read($0) }
        } else {
            try read(bytes)
        }
    }

    mutating func finish() throws -> FormatSummary {
        try decoder.finish().withUnsafeBytes { try read($0) }
        if let last = lines.finish() { try read(line: last) }
        guard draft == nil else { throw FormatTrouble.cutOff(line: lines.number) }
        guard isKnown else { throw FormatTrouble.empty }
        collector.end()
        return collector.summary
    }

    mutating func takeReady() -> [Record] { collector.takeReady() }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) throws {
        var place = 0
        while let line = try lines.next(in: bytes, from: &place) { try read(line: line) }
    }

    private mutating func read(line: [UInt8]) throws {
        if line.starts(with: "DA:".utf8) {
            draft?.line(line[3...])
        } else if line.starts(with: "BRDA:".utf8) {
            draft?.branch(line[5...])
        } else if line.starts(with: "SF:".utf8) {
            isKnown = true
            draft = LcovDraft(path: String(decoding: line[3...], as: UTF8.self))
        } else if line.starts(with: "end_of_record".utf8) {
            if let draft { collector.add(draft.file, lines: draft.lines) }
            draft = nil
        } else if line.starts(with: "TN:".utf8) || line.first == UInt8(ascii: "#") {
            isKnown = true
        } else if !isKnown, line.contains(where: { !XMLTag.isSpace($0) }) {
            throw FormatTrouble.other(than: Self.title, found: "it begins with neither TN: nor SF:")
        }
    }
}

/// A file whose `end_of_record` has not come yet.
struct LcovDraft {
    private let path: String
    private(set) var lines: [CoverageUnion.Line] = []
    private var branches: [Int: Branches] = [:]

    private struct Branches {
        var names: [ArraySlice<UInt8>] = []
        var arms: [Bool] = []
    }

    init(path: String) { self.path = path }

    /// `number,count[,checksum]`.
    mutating func line(_ text: ArraySlice<UInt8>) {
        let parts = text.split(separator: UInt8(ascii: ","), maxSplits: 2)
        guard parts.count >= 2, let number = Self.count(parts[0]).flatMap(UInt32.init(exactly:)), number > 0,
            let hits = Self.count(parts[1])
        else { return }
        lines.append(CoverageUnion.Line(number: number, hits: UInt32(clamping: hits)))
    }

    /// `number,block,branch,taken`, where a dash means that the block never ran.
    mutating func branch(_ text: ArraySlice<UInt8>) {
        let comma = UInt8(ascii: ",")
        guard let first = text.firstIndex(of: comma), let last = text.lastIndex(of: comma), first < last,
            let number = Self.count(text[..<first]), number > 0
        else { return }
        let name = Array(text[first..<last])[...]
        let isTaken = (Self.count(text[(last + 1)...]) ?? 0) > 0
        var known = branches[number] ?? Branches()
        if let place = known.names.firstIndex(of: name) {
            known.arms[place] = known.arms[place] || isTaken
        } else {
            known.names.append(name)
            known.arms.append(isTaken)
        }
        branches[number] = known
    }

    /// Without its lines.
    var file: FileCoverage { FileCoverage(path: path, branches: branches.mapValues { .init(arms: $0.arms) }) }

    /// Some tools write counts as `1e+06`, and some that never ran as less than nothing.
    private static func count(_ text: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in text {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), number < 1 << 58 else {
                let value = Double(String(decoding: text, as: UTF8.self)) ?? .nan
                return value.isFinite ? max(0, Int(exactly: value.rounded()) ?? .max) : nil
            }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return text.isEmpty ? nil : number
    }
}
