import Foundation
import Records

/// Who knows files from reviewing them: comments, days and how recent they are (cHRev: Zanjani, Kagdi & Bird, TSE 2016),
/// else reviews of files at similar places (RevFinder: Thongtanunam et al., SANER 2015).
struct ReviewExpertise {
    struct Known: Hashable {
        var comments = 0
        var days: Set<Int64> = []
        var last: Int64 = .min
    }

    /// By path, and by directory.
    private(set) var files: [String: [Int32: Known]] = [:]
    private(set) var folders: [String: [Int32: Known]] = [:]
    private(set) var pastReviews: [(person: Int32, paths: [String])] = []

    static let mostPastReviews = 200
    static let mostPaths = 30

    mutating func comment(on path: String, by person: Int32, at moment: Int64) {
        files[path, default: [:]][person, default: Known()].add(moment)
        folders[Self.folder(path), default: [:]][person, default: Known()].add(moment)
    }

    mutating func review(_ paths: [String], by person: Int32) {
        guard !paths.isEmpty, paths.count <= Self.mostPaths else { return }
        pastReviews.append((person, paths))
    }

    /// How well each knows these files, in 0–1; of nobody who does, by where they reviewed before.
    func scores(_ paths: [String]) -> [Int32: Double] {
        var scores: [Int32: Double] = [:]
        for path in paths {
            guard let known = files[path] ?? folders[Self.folder(path)] else { continue }
            for (person, x) in Self.shares(known) { scores[person, default: 0] += x / Double(3 * paths.count) }
        }
        return scores.isEmpty ? similar(paths) : scores
    }

    /// x = C(d)/C + W(d)/W + R of one file.
    static func shares(_ known: [Int32: Known]) -> [Int32: Double] {
        let comments = known.values.reduce(0) { $0 + $1.comments }
        let days = known.values.reduce(0) { $0 + $1.days.count }
        let last = known.values.map(\.last).max() ?? 0
        return known.mapValues { one in
            let since = Double(last - one.last) / Double(Timeframe.day)
            let recency = one.last == last ? 1 : 1 / max(1, since)
            return Double(one.comments) / Double(comments) + Double(one.days.count) / Double(days) + recency
        }
    }

    /// The four likenesses of paths each put the candidates in an order; the places in it are added up (Borda).
    private func similar(_ paths: [String]) -> [Int32: Double] {
        let paths = paths.prefix(Self.mostPaths).map(PathLikeness.parts)
        var sums: [Int32: [Double]] = [:]
        for review in pastReviews.suffix(Self.mostPastReviews) {
            let theirs = review.paths.map(PathLikeness.parts)
            var likeness = [0.0, 0, 0, 0]
            for one in paths {
                for other in theirs {
                    for (place, value) in PathLikeness.all(one, other).enumerated() { likeness[place] += value }
                }
            }
            let pairs = Double(max(1, paths.count * theirs.count))
            sums[review.person, default: [0, 0, 0, 0]] = zip(sums[review.person] ?? [0, 0, 0, 0], likeness)
                .map { $0 + $1 / pairs }
        }
        var points: [Int32: Double] = [:]
        let most = Double(4 * max(1, sums.count))
        for measure in 0..<4 {
            let order = sums.keys.sorted { (sums[$1]?[measure] ?? 0, $0) < (sums[$0]?[measure] ?? 0, $1) }
            for (rank, person) in order.enumerated() where (sums[person]?[measure] ?? 0) > 0 {
                points[person, default: 0] += Double(order.count - rank) / most
            }
        }
        return points
    }

    static func folder(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }
}

extension ReviewExpertise.Known {
    mutating func add(_ moment: Int64) {
        comments += 1
        days.insert(CivilDay(moment).number)
        last = max(last, moment)
    }
}

/// How alike two paths are: the parts that they have in common, of those of the longer.
enum PathLikeness {
    static func parts(_ path: String) -> [Substring] { path.split(separator: "/") }

    /// Longest common prefix, suffix, substring and subsequence.
    static func all(_ one: [Substring], _ other: [Substring]) -> [Double] {
        let longest = Double(max(one.count, other.count, 1))
        let prefix = zip(one, other).prefix { $0 == $1 }.count
        let suffix = zip(one.reversed(), other.reversed()).prefix { $0 == $1 }.count
        let (substring, subsequence) = common(one, other)
        return [prefix, suffix, substring, subsequence].map { Double($0) / longest }
    }

    private static func common(_ one: [Substring], _ other: [Substring]) -> (substring: Int, subsequence: Int) {
        var run = [Int](repeating: 0, count: other.count + 1)
        var whole = run
        var longestRun = 0
        for part in one {
            var (runBefore, wholeBefore) = (0, 0)
            for (place, candidate) in other.enumerated() {
                let (nextRun, nextWhole) = (run[place + 1], whole[place + 1])
                run[place + 1] = part == candidate ? runBefore + 1 : 0
                whole[place + 1] = part == candidate ? wholeBefore + 1 : max(whole[place], nextWhole)
                longestRun = max(longestRun, run[place + 1])
                (runBefore, wholeBefore) = (nextRun, nextWhole)
            }
        }
        return (longestRun, whole.last ?? 0)
    }
}
