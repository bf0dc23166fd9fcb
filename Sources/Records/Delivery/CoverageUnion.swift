/// What several reports of one commit cover together: shards, suites, the same file twice in one report.
///
/// A line that any of them ran is covered, and its runs add up. Branches are joined one by one where the reports tell
/// which were taken; where they only count them, the greatest count stands, as a lower bound.
package struct CoverageUnion: Sendable {
    private var packed: [String: Packed] = [:]

    /// Eight bytes a line, sorted: a report of two million lines must fit beside everything else.
    private struct Packed: Sendable {
        var lines: [Line] = []
        var branches: [Int: FileCoverage.BranchCount] = [:]
        var stated: CoverageTotals?
    }

    private struct Line: Sendable {
        var number: UInt32
        var hits: UInt32
    }

    package init() {}

    package init(_ files: some Sequence<FileCoverage>) {
        for file in files { add(file) }
    }

    package mutating func add(_ file: FileCoverage) {
        var mine = packed.removeValue(forKey: file.path) ?? Packed()
        let lines = file.lines.compactMap { number, hits in
            UInt32(exactly: number).map { Line(number: $0, hits: UInt32(clamping: hits)) }
        }
        mine.lines = Self.merged(mine.lines, lines.sorted { $0.number < $1.number })
        mine.branches.merge(file.branches) { $0.joined($1) }
        if let stated = file.stated { mine.stated = mine.stated.map { $0.joined(stated) } ?? stated }
        packed[file.path] = mine
    }

    package var isEmpty: Bool { packed.isEmpty }
    package var paths: [String] { packed.keys.sorted() }

    package subscript(path: String) -> FileCoverage? {
        packed[path].map { file in
            var coverage = FileCoverage(
                path: path,
                lines: Dictionary(uniqueKeysWithValues: file.lines.map { (Int($0.number), Int($0.hits)) }),
                branches: file.branches)
            coverage.stated = file.stated
            return coverage
        }
    }

    /// One of each path, in the order of paths.
    package var files: some Sequence<FileCoverage> { paths.lazy.compactMap { self[$0] } }

    package var totals: CoverageTotals { files.reduce(into: CoverageTotals()) { $0 += CoverageTotals($1) } }

    private static func merged(_ one: [Line], _ other: [Line]) -> [Line] {
        if one.isEmpty { return other }
        var merged: [Line] = []
        merged.reserveCapacity(max(one.count, other.count))
        var left = one[...]
        var right = other[...]
        while let first = left.first, let second = right.first {
            if first.number <= second.number { left.removeFirst() }
            if second.number <= first.number { right.removeFirst() }
            let isSame = first.number == second.number
            let hits = isSame ? first.hits.addingReportingOverflow(second.hits) : nil
            merged.append(
                hits.map { Line(number: first.number, hits: $0.overflow ? .max : $0.partialValue) }
                    ?? (first.number < second.number ? first : second))
        }
        return merged + left + right
    }
}

extension FileCoverage.BranchCount {
    /// Taken in either.
    package func joined(_ other: Self) -> Self {
        if let arms, let others = other.arms, arms.count == others.count {
            return Self(arms: zip(arms, others).map { $0 || $1 })
        }
        return Self(taken: max(taken, other.taken), all: max(all, other.all))
    }
}

extension CoverageTotals {
    /// Of one file in two reports that only count.
    fileprivate func joined(_ other: Self) -> Self {
        Self(
            files: 1, lines: max(lines, other.lines), linesCovered: max(linesCovered, other.linesCovered),
            branches: max(branches, other.branches), branchesTaken: max(branchesTaken, other.branchesTaken))
    }
}
