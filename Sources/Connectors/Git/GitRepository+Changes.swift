import Records

extension GitRepository {
    /// A path that a branch changes, and by how much; nil counts for what is not text.
    package struct BranchChange: Hashable, Sendable {
        package let path: String
        package let added: Int?
        package let deleted: Int?
    }

    /// What a branch changes since it left another one, as a code host shows it: from their last common commit on.
    ///
    /// - Parameter base: a branch, a tag or a commit.
    /// - Throws: `GitTrouble` where they have no commit in common, or a shallow clone does not reach it.
    package func changes(since base: String, at head: ObjectID) async throws -> [BranchChange] {
        let base = try await commit(base)
        let common = try await process.lines(["merge-base", base.hex, head.hex], accepting: [0, 1])
        guard let start = common.first.flatMap(ObjectID.init) else {
            throw GitTrouble.failed(
                command: "merge-base",
                reason: "the two have no commit in common here; a shallow clone may need `git fetch --unshallow`")
        }
        let bytes = try await process.output([
            "diff-tree", "-r", "-z", "--numstat", "--no-renames", "--no-ext-diff", start.hex, head.hex,
        ])
        return bytes.split(separator: 0).compactMap { record in
            let fields = record.split(separator: UInt8(ascii: "\t"), maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return nil }
            let words = fields.map { String(decoding: $0, as: UTF8.self) }
            return BranchChange(path: words[2], added: Int(words[0]), deleted: Int(words[1]))
        }
    }
}
