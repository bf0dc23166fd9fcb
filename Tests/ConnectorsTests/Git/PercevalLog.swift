import Foundation

/// What Perceval reads of git: `git log --raw --numstat --pretty=fuller --decorate=full --parents -M -C -c`, commit by
/// commit, newest first.
struct PercevalLog {
    /// One line of the raw part, with its counts where the log has them.
    struct Change {
        var status: Character
        var oldPath: String
        var path: String
        var added: Int
        var deleted: Int
    }

    struct Entry {
        var id: String
        var parents: [String]
        /// "Name <address>".
        var author = ""
        var authorDate = ""
        var committer = ""
        var commitDate = ""
        var message: [Data] = []
        var raw: [(status: Character, oldPath: String, path: String)] = []
        var counts: [(added: Int, deleted: Int, path: String)] = []

        var isMerge: Bool { parents.count > 1 }

        /// Git prints both parts in the same order. For a merge it prints the count of every file against the first
        /// parent, and only the files in which the merge differs from all its parents.
        var changes: [Change] {
            zip(raw, counts).map { line, count in
                Change(
                    status: line.status, oldPath: line.oldPath, path: line.path, added: count.added,
                    deleted: count.deleted)
            }
        }

        /// As git folds the first paragraph.
        var subject: String {
            message.prefix { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        }
    }

    private(set) var entries: [Entry] = []

    init(_ log: Data) {
        for line in log.split(separator: 10, omittingEmptySubsequences: false) { read(Data(line)) }
        for place in entries.indices {
            while entries[place].message.last?.isEmpty == true { entries[place].message.removeLast() }
        }
    }

    private mutating func read(_ line: Data) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("commit ") {
            let names = text.prefix { $0 != "(" }.split(separator: " ").dropFirst().map(String.init)
            return entries.append(Entry(id: names[0], parents: Array(names.dropFirst())))
        }
        guard !entries.isEmpty else { return }
        let last = entries.count - 1
        if text.hasPrefix("    ") {
            entries[last].message.append(line.dropFirst(4))
        } else if let value = text.value(after: "Author:") {
            entries[last].author = value
        } else if let value = text.value(after: "AuthorDate:") {
            entries[last].authorDate = value
        } else if let value = text.value(after: "Commit:") {
            entries[last].committer = value
        } else if let value = text.value(after: "CommitDate:") {
            entries[last].commitDate = value
        } else {
            readChange(text, of: last)
        }
    }

    private mutating func readChange(_ text: String, of entry: Int) {
        let fields = text.split(separator: "\t").map(String.init)
        guard fields.count > 1 else { return }
        if text.hasPrefix(":") {
            let status = fields[0].split(separator: " ").last?.first ?? "?"
            entries[entry].raw.append((status, fields[1], fields.last ?? fields[1]))
        } else if let added = Int(fields[0]), let deleted = Int(fields[1]) {
            entries[entry].counts.append((added, deleted, fields[2]))
        }
    }
}

extension String {
    fileprivate func value(after head: String) -> String? {
        hasPrefix(head) ? dropFirst(head.count).trimmingCharacters(in: .whitespaces) : nil
    }
}
