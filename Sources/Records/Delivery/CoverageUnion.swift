/// What several reports of one commit cover together: shards, suites, the same file twice in one report.
///
/// A line that any of them ran is covered, and its runs add up. Branches are joined one by one where the reports tell
/// which were taken; where they only count them, the greatest count stands, as a lower bound.
package struct CoverageUnion: Sendable {
    private var packed: [String: Packed] = [:]
    /// As they came; those before `gone` have been taken away.
    private var order: [String] = []
    private var gone = 0

    /// Sorted and narrow: a report of two million lines must fit beside everything else.
    private struct Packed: Sendable {
        var lines: [Line] = []
        var branches: [Branches] = []
        var stated: CoverageTotals?
    }

    /// A line and how often it ran.
    package struct Line: Sendable {
        package var number: UInt32
        package var hits: UInt32

        package init(number: UInt32, hits: UInt32) {
            self.number = number
            self.hits = hits
        }
    }

    private struct Branches: Numbered {
        var number: UInt32
        var taken: UInt32
        var all: UInt32
        /// A bit for each of at most 64; nil where only counts are known.
        var arms: UInt64?

        init?(_ number: Int, _ count: FileCoverage.BranchCount) {
            guard let number = UInt32(exactly: number) else { return nil }
            self.number = number
            taken = UInt32(clamping: count.taken)
            all = UInt32(clamping: count.all)
            arms = count.arms.flatMap { arms in
                arms.count > 64 ? nil : arms.reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
            }
        }

        var count: FileCoverage.BranchCount {
            arms.map { arms in .init(arms: (0..<all).map { arms >> $0 & 1 == 1 }) }
                ?? .init(taken: Int(taken), all: Int(all))
        }

        func joined(_ other: Branches) -> Branches {
            var both = self
            if all == other.all, let arms, let others = other.arms {
                both.arms = arms | others
                both.taken = UInt32((arms | others).nonzeroBitCount)
            } else {
                both.taken = max(taken, other.taken)
                both.all = max(all, other.all)
                both.arms = nil
            }
            return both
        }
    }

    package init() {}

    package init(_ files: some Sequence<FileCoverage>) {
        for file in files { add(file) }
    }

    /// - Parameter lines: more of the file's lines, in any order and also twice, for who does not want them in a
    ///   dictionary.
    package mutating func add(_ file: FileCoverage, lines: [Line] = []) {
        var mine = packed.removeValue(forKey: file.path) ?? first(file.path)
        let more = file.lines.compactMap { number, hits in
            UInt32(exactly: number).map { Line(number: $0, hits: UInt32(clamping: hits)) }
        }
        mine.lines = Self.merged(mine.lines, more.isEmpty ? lines : lines + more)
        mine.branches = Self.merged(mine.branches, file.branches.compactMap(Branches.init))
        if let stated = file.stated { mine.stated = mine.stated.map { $0.joined(stated) } ?? stated }
        packed[file.path] = mine
    }

    package var isEmpty: Bool { packed.isEmpty }
    package var paths: [String] { packed.keys.sorted() }

    package subscript(path: String) -> FileCoverage? {
        packed[path].map { file in
            var coverage = FileCoverage(
                path: path,
                lines: Dictionary(uniqueKeysWithValues: file.lines.lazy.map { (Int($0.number), Int($0.hits)) }),
                branches: Dictionary(uniqueKeysWithValues: file.branches.lazy.map { (Int($0.number), $0.count) }))
            coverage.stated = file.stated
            return coverage
        }
    }

    /// One of each path, in the order of paths.
    package var files: some Sequence<FileCoverage> { paths.lazy.compactMap { self[$0] } }

    /// Takes the file away that came first; nil when there is none left.
    package mutating func popFirst() -> FileCoverage? {
        guard gone < order.count else { return nil }
        let path = order[gone]
        defer { packed[path] = nil }
        gone += 1
        return self[path]
    }

    package var totals: CoverageTotals {
        packed.values.reduce(into: CoverageTotals()) { totals, file in
            let stated = file.stated ?? CoverageTotals()
            totals.files += 1
            totals.lines += file.lines.isEmpty ? stated.lines : file.lines.count
            totals.linesCovered += file.lines.isEmpty ? stated.linesCovered : file.lines.count { $0.hits > 0 }
            totals.branches += file.branches.isEmpty ? stated.branches : file.branches.reduce(0) { $0 + Int($1.all) }
            totals.branchesTaken +=
                file.branches.isEmpty ? stated.branchesTaken : file.branches.reduce(0) { $0 + Int($1.taken) }
        }
    }

    private mutating func first(_ path: String) -> Packed {
        order.append(path)
        return Packed()
    }

    private static func merged<Entry: Numbered>(_ one: [Entry], _ unsorted: [Entry]) -> [Entry] {
        let other = joined(unsorted)
        if one.isEmpty { return other }
        var merged: [Entry] = []
        merged.reserveCapacity(max(one.count, other.count))
        var (left, right) = (0, 0)
        while left < one.count, right < other.count {
            let (first, second) = (one[left], other[right])
            if first.number <= second.number { left += 1 }
            if second.number <= first.number { right += 1 }
            let isSame = first.number == second.number
            merged.append(isSame ? first.joined(second) : first.number < second.number ? first : second)
        }
        return merged + one[left...] + other[right...]
    }

    /// In order, each number once.
    private static func joined<Entry: Numbered>(_ entries: [Entry]) -> [Entry] {
        let isReady = zip(entries, entries.dropFirst()).allSatisfy { $0.number < $1.number }
        if isReady { return entries }
        var joined: [Entry] = []
        for entry in entries.sorted(by: { $0.number < $1.number }) {
            if let last = joined.last, last.number == entry.number {
                joined[joined.count - 1] = last.joined(entry)
            } else {
                joined.append(entry)
            }
        }
        return joined
    }
}

extension CoverageUnion.Line: Numbered {
    fileprivate func joined(_ other: Self) -> Self {
        let sum = hits.addingReportingOverflow(other.hits)
        return Self(number: number, hits: sum.overflow ? .max : sum.partialValue)
    }
}

private protocol Numbered: Sendable {
    var number: UInt32 { get }
    func joined(_ other: Self) -> Self
}

extension CoverageTotals {
    /// Of one file in two reports that only count.
    fileprivate func joined(_ other: Self) -> Self {
        Self(
            files: 1, lines: max(lines, other.lines), linesCovered: max(linesCovered, other.linesCovered),
            branches: max(branches, other.branches), branchesTaken: max(branchesTaken, other.branchesTaken))
    }
}
