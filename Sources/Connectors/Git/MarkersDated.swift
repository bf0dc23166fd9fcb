import Foundation
import Records

/// How far the ages of debt markers are looked up at once. Each file costs git a walk through its history, from milliseconds
/// to half a second.
package struct MarkerDating: Sendable {
    /// At most, those that were touched last.
    var files: Int
    /// No file is begun after it.
    var deadline: ContinuousClock.Instant?

    package static let none = MarkerDating(files: 0)

    package init(files: Int, within time: Duration? = nil) {
        self.files = files
        deadline = time.map { ContinuousClock.now + $0 }
    }
}

extension GitRepository {
    /// The same with the age of the markers that have none yet, in the files that were touched last.
    func dated(_ snapshot: Snapshot, _ dating: MarkerDating) async throws -> Snapshot {
        let paths = try await touchedLast(of: Set(snapshot.undatedPaths), at: snapshot.head, limit: dating.files)
        return try await dated(snapshot, in: paths, until: dating.deadline)
    }

    /// The same with the age of the markers in these files.
    ///
    /// Git is asked once for each file, however many markers it has. Where it cannot say, markers stay without an age.
    /// - Parameters:
    ///   - deadline: no file is begun after it.
    ///   - atOnce: files at the same time: each is a program of its own that keeps a processor busy.
    /// - Throws: `GitTrouble`, `CancellationError`.
    package func dated(
        _ snapshot: Snapshot, in paths: [String], until deadline: ContinuousClock.Instant? = nil, atOnce: Int = 2
    ) async throws -> Snapshot {
        if paths.isEmpty { return snapshot }
        let undated = Dictionary(grouping: snapshot.markers.filter { $0.since == nil }, by: \.path)
        let ignored = try ignoredRevisions(snapshot.texts[".git-blame-ignore-revs"])
        let git = process
        let ages = try await each(of: paths, until: deadline, atOnce: atOnce) { path in
            try await git.ages(of: (undated[path] ?? []).map(\.line), in: path, at: snapshot.head, ignoring: ignored)
        }
        var dated = snapshot
        for place in dated.markers.indices where dated.markers[place].since == nil {
            dated.markers[place].since = ages[dated.markers[place].path]?[dated.markers[place].line]
        }
        return dated
    }

    /// Up to `limit` of the paths, in the order in which commits touched them, newest first.
    private func touchedLast(of paths: Set<String>, at head: ObjectID, limit: Int) async throws -> [String] {
        if paths.count <= limit { return paths.sorted() }
        if limit <= 0 { return [] }
        let arguments = ["log", "--format=", "--name-only", "--no-renames", "-z", head.hex]
        return try await process.stream(arguments) { reader in
            var found: [String] = []
            var seen: Set<String> = []
            while found.count < limit, let name = try reader.next(until: 0) {
                let path = QuotedPath.text(of: name)
                if paths.contains(path), seen.insert(path).inserted { found.append(path) }
            }
            return found
        }
    }

    /// Commits that only moved or reformatted lines, in a file of the shadow; nil without any.
    private func ignoredRevisions(_ text: String?) throws -> String? {
        // Git refuses the whole file for one line that is no id.
        let ids = (text ?? "").split(whereSeparator: \.isNewline)
            .map { $0.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces) }
            .filter { ObjectID($0) != nil }
        if ids.isEmpty { return nil }
        let path = shadow.folder + "/ignored-revisions"
        try (ids.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func each(
        of paths: [String], until deadline: ContinuousClock.Instant?, atOnce: Int,
        _ work: @escaping @Sendable (String) async throws -> [Int: Moment]
    ) async throws -> [String: [Int: Moment]] {
        try await withThrowingTaskGroup(of: (String, [Int: Moment]).self) { group in
            var waiting = paths[...]
            var results: [String: [Int: Moment]] = [:]
            func startNext() {
                if let deadline, ContinuousClock.now >= deadline { return }
                guard let path = waiting.popFirst() else { return }
                group.addTask { (path, try await work(path)) }
            }
            for _ in 0..<atOnce { startNext() }
            while let (path, ages) = try await group.next() {
                results[path] = ages
                startNext()
            }
            return results
        }
    }
}

extension GitProcess {
    /// When lines were last written, by line. Empty where git cannot say, as when a content of the past is missing.
    fileprivate func ages(
        of lines: [Int], in path: String, at head: ObjectID, ignoring revisions: String?
    ) async throws -> [Int: Moment] {
        var arguments = ["blame", "--porcelain"]
        if let revisions { arguments += ["--ignore-revs-file", revisions] }
        for line in lines { arguments += ["-L", "\(line),\(line)"] }
        do {
            return try await stream(arguments + [head.hex, "--", path]) { reader in
                var blame = BlamedLines()
                while let line = try reader.next(until: Lines.newline) { blame.read(line) }
                return blame.ages
            }
        } catch is GitTrouble {
            return [:]
        }
    }
}

/// Reads blame's porcelain form: a header with the line's number, and once for each commit who wrote it and when.
private struct BlamedLines {
    private(set) var ages: [Int: Moment] = [:]
    private var seconds: [Substring: Int64] = [:]
    private var moments: [Substring: Moment] = [:]
    private var commit: Substring = ""
    private var line = 0

    mutating func read(_ bytes: UnsafeRawBufferPointer) {
        if bytes.first == UInt8(ascii: "\t") {
            ages[line] = moments[commit]
            return
        }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard let first = words.first, words.count > 1 else { return }
        switch first {
        case "author-time": seconds[commit] = Int64(words[1])
        case "author-tz":
            let date = Array("\(seconds[commit] ?? 0) \(words[1])".utf8)
            moments[commit] = date.withUnsafeBytes(LogDate.moment)
        default:
            guard ObjectID(first) != nil, words.count > 2, let number = Int(words[2]) else { return }
            commit = first
            line = number
        }
    }
}
