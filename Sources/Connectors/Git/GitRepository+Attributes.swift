import Records

extension GitRepository {
    /// What the head says about counting lines, where git would honour it: in a clone with a work tree.
    ///
    /// Git reads the files that lie in the work tree; we read those of its head, so that no uncommitted line changes
    /// a number.
    func attributes() async throws -> Attributes? {
        guard hasWorkTree, let head = repository.head else { return nil }
        let entries = try await attributeFiles(at: head)
        if entries.isEmpty { return nil }
        let texts = try await texts(entries.map(\.blob))
        // Most attributes are about line ends and languages.
        guard texts.contains(where: { $0.contains("diff") || $0.contains("binary") }) else { return nil }
        return Attributes(files: Dictionary(zip(entries.map(\.path), texts)) { $1 })
    }

    private func attributeFiles(at head: ObjectID) async throws -> [(path: String, blob: String)] {
        try await process.stream(["ls-tree", "-r", "-z", head.hex]) { reader in
            var files: [(path: String, blob: String)] = []
            while let entry = try reader.next(until: 0) {
                guard entry.count > 14, entry[(entry.count - 14)...].elementsEqual(".gitattributes".utf8) else {
                    continue
                }
                let parts = String(decoding: entry, as: UTF8.self).split(separator: "\t", maxSplits: 1)
                let name = parts.last?.split(separator: "/").last
                guard parts.count == 2, name == ".gitattributes", let blob = parts[0].split(separator: " ").last else {
                    continue
                }
                files.append((String(parts[1]), String(blob)))
            }
            return files
        }
    }

    /// The contents of blobs in the order asked for; empty for one that is missing.
    private func texts(_ blobs: [String]) async throws -> [String] {
        let questions = blobs.map { $0 + "\n" }.joined()
        return try await process.stream(["cat-file", "--batch"], input: Array(questions.utf8)) { reader in
            var texts: [String] = []
            while let line = try reader.next(until: UInt8(ascii: "\n")) {
                let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
                guard parts.count == 3, let size = Int(parts[2]) else {
                    texts.append("")
                    continue
                }
                guard let bytes = try reader.next(count: size) else { throw GitTrouble.garbled("cat-file") }
                texts.append(String(decoding: bytes, as: UTF8.self))
                _ = try reader.next(count: 1)
            }
            return texts
        }
    }
}
