import Records

/// One file's change, with its text in the form of `git diff` without the header.
struct GitLabChange: Decodable {
    let path: String?
    let oldPath: String?
    let isMoved: Bool
    let isGenerated: Bool?
    /// The change is too large, or one of too many, for its text to be given.
    let isLeftOut: Bool
    let diff: String

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        path = try fields.text("new_path") ?? fields.text("old_path")
        oldPath = try fields.text("old_path")
        isMoved = try fields.may("renamed_file") ?? false
        isGenerated = try fields.may("generated_file")
        diff = try fields.text("diff") ?? ""
        let isShort = try fields.may("too_large") ?? false || fields.may("collapsed") ?? false
        isLeftOut = isShort && diff.isEmpty
    }

    /// Added and deleted lines; the two lines that name the file, in older versions, are neither.
    var lines: (added: Int, deleted: Int) {
        var added = 0
        var deleted = 0
        var isInHunk = !diff.hasPrefix("---")
        var isLineStart = true
        for byte in diff.utf8 {
            if isLineStart {
                switch byte {
                case UInt8(ascii: "@"): isInHunk = true
                case UInt8(ascii: "+") where isInHunk: added += 1
                case UInt8(ascii: "-") where isInHunk: deleted += 1
                default: break
                }
            }
            isLineStart = byte == UInt8(ascii: "\n")
        }
        return (added, deleted)
    }
}

/// The size of a change, counted from its text, which GitLab gives instead of numbers.
struct GitLabChanges {
    let count: Int
    let files: [PullRequestFile]
    /// Nil where GitLab left out a text.
    let additions: Int?
    let deletions: Int?

    init(_ changes: [GitLabChange]) {
        count = changes.count
        files = changes.compactMap { $0.listed?.record }
        let lines = changes.map(\.lines)
        let isWhole = changes.allSatisfy { !$0.isLeftOut }
        additions = isWhole ? lines.reduce(0) { $0 + $1.added } : nil
        deletions = isWhole ? lines.reduce(0) { $0 + $1.deleted } : nil
    }
}
