import Records

/// One line of a listed tree.
struct SnapshotEntry: Sendable {
    let path: String
    let mode: FileMode
    let blob: ObjectID
    /// Nil for a submodule and for a content that is not here.
    let size: Int?

    var hasContent: Bool { size != nil && (mode == .regular || mode == .executable) }

    var isAttributes: Bool { hasContent && (path == ".gitattributes" || path.hasSuffix("/.gitattributes")) }
}

extension GitRepository {
    /// Everything in the tree of a commit, in git's order.
    func tree(of commit: ObjectID) async throws -> [SnapshotEntry] {
        try await process.stream(["ls-tree", "-r", "-z", "--long", "--full-tree", commit.hex]) { reader in
            var entries: [SnapshotEntry] = []
            while let line = try reader.next(until: 0) {
                guard let entry = SnapshotEntry(line) else { throw GitTrouble.garbled("ls-tree") }
                entries.append(entry)
            }
            return entries
        }
    }
}

extension SnapshotEntry {
    /// `mode type id size`, a tab, the path; the size is padded, and `-` or `BAD` where there is none.
    init?(_ line: UnsafeRawBufferPointer) {
        guard let tab = line.firstIndex(of: UInt8(ascii: "\t")), tab > 6 else { return nil }
        let parts = line[..<tab].split(separator: UInt8(ascii: " "))
        guard parts.count == 4, parts[0].count == 6, let blob = ObjectID(hex: parts[2]) else { return nil }
        self.init(
            path: QuotedPath.text(of: line[(tab + 1)...]), mode: FileMode(digits: parts[0]), blob: blob,
            size: Int(String(decoding: parts[3], as: UTF8.self)))
    }
}
