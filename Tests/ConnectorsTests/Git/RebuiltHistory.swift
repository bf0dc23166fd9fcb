import Foundation
import Records
import TestKit

/// A real repository with the commits of a log: the same people, times, messages, parents and changed files, and
/// contents made up so that as many lines change as the log says.
///
/// A log begins somewhere. What its first commits found there is put into commits before them.
struct RebuiltHistory {
    let repository = Result { try ScratchRepository(["--bare"]) }
    let log: PercevalLog
    /// The new id of every commit of the log, by its old one.
    private(set) var ids: [String: ObjectID] = [:]
    private var stream = Data()
    private var marks: [String: Int] = [:]
    private var lastMark = 0
    private var trees: [Int: Tree] = [:]
    private var lineNumber = 0

    private typealias Tree = [String: [String]]

    init(_ log: PercevalLog) throws {
        self.log = log
        for entry in log.entries.reversed() { add(entry) }
        let repository = try repository.get()
        let exported = repository.folder + "/marks"
        _ = try repository.answer(["fast-import", "--quiet", "--export-marks=" + exported], input: stream)
        let named = try String(contentsOfFile: exported, encoding: .utf8).split(separator: "\n").map {
            $0.dropFirst().split(separator: " ").map(String.init)
        }
        let places = Dictionary(uniqueKeysWithValues: named.map { ($0[0], $0[1]) })
        ids = marks.compactMapValues { mark in places["\(mark)"].flatMap { ObjectID($0) } }
        if lastMark > 0 { try repository.git("symbolic-ref", "HEAD", "refs/heads/c\(lastMark)") }
    }

    /// The rebuilt commits in the order of the log.
    var wanted: [ObjectID] { log.entries.compactMap { ids[$0.id] } }

    private mutating func add(_ entry: PercevalLog.Entry) {
        var parents = entry.parents.compactMap { marks[$0] }
        if parents.count < max(entry.parents.count, entry.changes.contains { $0.status != "A" } ? 1 : 0) {
            let found = tree(beneath: entry, parents.first.flatMap { trees[$0] } ?? [:])
            while parents.count < max(1, entry.parents.count) {
                parents.insert(commit(found, nobody, Data("Before \(parents.count)".utf8), []), at: 0)
            }
        }
        var tree = parents.first.flatMap { trees[$0] } ?? [:]
        if entry.isMerge {
            for count in entry.counts { tree[count.path, default: []] += lines(max(1, count.added)) }
        } else {
            apply(entry.changes, to: &tree)
        }
        let people =
            "author \(entry.author) \(Self.time(entry.authorDate))\ncommitter \(entry.committer) \(Self.time(entry.commitDate))\n"
        marks[entry.id] = commit(tree, people, Data(entry.message.joined(separator: [10])), parents)
    }

    /// What a commit found: every file that it changed, long enough to be known again.
    private mutating func tree(beneath entry: PercevalLog.Entry, _ known: Tree) -> Tree {
        var tree = known
        for change in entry.changes where change.status != "A" && tree[change.oldPath] == nil && !entry.isMerge {
            tree[change.oldPath] = lines(10 * (1 + change.added + change.deleted))
        }
        return tree
    }

    private mutating func apply(_ changes: [PercevalLog.Change], to tree: inout Tree) {
        let before = tree
        for change in changes where "DR".contains(change.status) { tree[change.oldPath] = nil }
        for change in changes where change.status != "D" {
            let old = change.status == "A" ? [] : before[change.oldPath] ?? []
            tree[change.path] = Array(old.dropFirst(change.deleted)) + lines(change.added)
        }
    }

    /// Lines that stand nowhere else.
    private mutating func lines(_ count: Int) -> [String] {
        defer { lineNumber += count }
        return (0..<count).map { "line \((lineNumber + $0) &* 7919)\n" }
    }

    private let nobody = "committer Nobody <nobody@example.org> 100000000 +0000\n"

    private mutating func commit(_ tree: Tree, _ people: String, _ message: Data, _ parents: [Int]) -> Int {
        lastMark += 1
        stream += Data("commit refs/heads/c\(lastMark)\nmark :\(lastMark)\n\(people)data \(message.count)\n".utf8)
        stream += message + Data("\n".utf8)
        for (place, parent) in parents.enumerated() {
            stream += Data("\(place == 0 ? "from" : "merge") :\(parent)\n".utf8)
        }
        stream += Data("deleteall\n".utf8)
        for (path, lines) in tree.sorted(by: { $0.key < $1.key }) {
            let content = lines.joined()
            stream += Data("M 100644 inline \(path)\ndata \(content.utf8.count)\n\(content)\n".utf8)
        }
        trees[lastMark] = tree
        return lastMark
    }

    /// "Tue Feb 11 22:10:39 2014 -0800" as git stores it.
    static func time(_ text: String) -> String {
        let moment = moment(text)
        return "\(moment.seconds) \(text.split(separator: " ").last ?? "+0000")"
    }

    static func moment(_ text: String) -> Moment {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = .gmt
        format.dateFormat = "EEE MMM d HH:mm:ss yyyy Z"
        let hours = Int16(text.suffix(5)) ?? 0
        return Moment(
            seconds: Int64(format.date(from: text)?.timeIntervalSince1970 ?? -1), offset: hours / 100 * 60 + hours % 100
        )
    }
}
