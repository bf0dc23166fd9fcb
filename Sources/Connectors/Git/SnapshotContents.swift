import Records

/// What was read of the contents of a tree.
struct SnapshotContents: Sendable {
    var byBlob: [ObjectID: SnapshotContent] = [:]
    var texts: [String: String] = [:]
    private var room = SnapshotTexts.roomForAll

    /// Takes in one answer of git.
    mutating func add(_ content: [UInt8], of entries: [SnapshotEntry], blob: ObjectID) {
        content.withUnsafeBytes { bytes in
            let facts = SnapshotContent(bytes)
            byBlob[blob] = facts
            if facts.isBinary || content.count > SnapshotTexts.largest { return }
            for entry in entries where SnapshotTexts.isWanted(entry.path) {
                texts[entry.path] = text(bytes, at: entry.path)
            }
        }
    }

    /// Past the room for all, a document comes with its beginning alone.
    private mutating func text(_ bytes: UnsafeRawBufferPointer, at path: String) -> String {
        if SnapshotTexts.isStandard(path) { return String(decoding: bytes, as: UTF8.self) }
        guard bytes.count <= room else {
            return String(decoding: bytes.prefix(SnapshotTexts.beginning), as: UTF8.self)
        }
        room -= bytes.count
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension GitRepository {
    /// Reads contents in one stream, each id once. One that is missing is left out.
    func contents(of entries: [SnapshotEntry]) async throws -> SnapshotContents {
        let wanted = entries.filter { $0.hasContent && ($0.size ?? 0) <= SnapshotTexts.largestRead }
        let byBlob = Dictionary(grouping: wanted, by: \.blob)
        var order: [ObjectID] = []
        var seen: Set<ObjectID> = []
        for entry in wanted where seen.insert(entry.blob).inserted { order.append(entry.blob) }
        if order.isEmpty { return SnapshotContents() }
        let questions = order.map { $0.hex + "\n" }.joined()
        return try await process.stream(["cat-file", "--batch"], input: Array(questions.utf8)) { reader in
            var contents = SnapshotContents()
            while let line = try reader.next(until: Lines.newline) {
                let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
                guard parts.count == 3, let blob = ObjectID(parts[0]), let size = Int(parts[2]) else { continue }
                guard let bytes = try reader.array(count: size), try reader.next(count: 1) != nil else {
                    throw GitTrouble.garbled("cat-file")
                }
                contents.add(bytes, of: byBlob[blob] ?? [], blob: blob)
            }
            return contents
        }
    }
}
