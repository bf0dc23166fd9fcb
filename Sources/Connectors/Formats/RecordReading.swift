import Records

/// A file being read: fed with its bytes as they come, in pieces of any size.
///
/// How the bytes are cut makes no difference. What was read before trouble was found has been handed out already; who
/// needs all or nothing keeps it in a transaction.
package protocol RecordReading {
    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws
    /// Says that there is no more. Throws where the file ends too early.
    mutating func finish() throws -> FormatSummary
    /// Records that were read since the last call, some at a time; to be asked until there are none.
    mutating func takeReady() -> [Record]
    /// Rows of a table that were set aside since the last call.
    mutating func takeRefused() -> [TableRefusal]
}

extension RecordReading {
    package mutating func takeRefused() -> [TableRefusal] { [] }
}

/// What a file adds up to.
package enum FormatSummary: Codable, Hashable, Sendable {
    case tests(TestTotals)
    case coverage(CoverageTotals)
    case findings(FindingTotals)
    case rows(Int)
}

/// What makes records while something else takes the file apart.
protocol RecordSource {
    var summary: FormatSummary { get }
    mutating func takeReady() -> [Record]
    mutating func takeRefused() -> [TableRefusal]
}

extension RecordSource {
    mutating func takeRefused() -> [TableRefusal] { [] }
}

/// One that hands out each record as soon as it has been read.
protocol ReadyRecords: RecordSource {
    var ready: [Record] { get set }
}

extension ReadyRecords {
    mutating func takeReady() -> [Record] {
        defer { ready.removeAll(keepingCapacity: true) }
        return ready
    }
}
