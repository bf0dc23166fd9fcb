import Records

extension GitRepository {
    /// Which lines a commit adds beside its first parent, as they are numbered after it, by path.
    ///
    /// What is no text has none, and neither has a file that only lost lines.
    ///
    /// - Parameter commit: a full name.
    /// - Throws: `GitTrouble` where it is not here, or has no parent.
    package func addedLines(by commit: ObjectID) async throws -> [String: Set<Int>] {
        let bytes = try await process.output([
            "-c", "core.quotePath=false", "diff-tree", "-r", "-p", "--unified=0", "--no-color", "--no-ext-diff",
            "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", "\(commit.hex)^1", commit.hex,
        ])
        return AddedLines.read(bytes)
    }
}

/// The added lines of a patch without context.
enum AddedLines {
    static func read(_ patch: [UInt8]) -> [String: Set<Int>] {
        var added: [String: Set<Int>] = [:]
        var path: String?
        // Lines of content that are still to come: they may look like anything.
        var content = 0
        for bytes in patch.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if content > 0 {
                if bytes.first != UInt8(ascii: "\\") { content -= 1 }
                continue
            }
            guard let first = bytes.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "@") else { continue }
            let line = String(decoding: bytes, as: UTF8.self)
            if line.hasPrefix("+++ ") {
                path = name(line.dropFirst(4))
            } else if line.hasPrefix("@@ "), let hunk = hunk(line) {
                content = hunk.deleted + hunk.added.count
                if let path { added[path, default: []].formUnion(hunk.added) }
            }
        }
        return added.filter { !$0.value.isEmpty }
    }

    /// `b/path`, with a tab behind it where it holds spaces; nil for a file that is gone, and for a name in quotes.
    private static func name(_ text: Substring) -> String? {
        guard text.hasPrefix("b/") else { return nil }
        let name = text.dropFirst(2)
        return String(name.last == "\t" ? name.dropLast() : name)
    }

    /// `@@ -4,2 +7,3 @@`; a count of one is left out.
    private static func hunk(_ line: String) -> (deleted: Int, added: Range<Int>)? {
        let words = line.split(separator: " ")
        guard words.count >= 3, words[1].hasPrefix("-"), words[2].hasPrefix("+"),
            let (_, deleted) = span(words[1].dropFirst()), let (start, count) = span(words[2].dropFirst())
        else { return nil }
        return (deleted, start..<start + count)
    }

    private static func span(_ text: Substring) -> (start: Int, count: Int)? {
        let parts = text.split(separator: ",")
        guard let start = parts.first.flatMap({ Int($0) }) else { return nil }
        guard parts.count == 2 else { return (start, 1) }
        return Int(parts[1]).map { (start, $0) }
    }
}
