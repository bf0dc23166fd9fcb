/// One file's change, with its text in the form of `git diff` without the header.
struct GitLabChange: Decodable {
    let diff: String

    init(from decoder: any Decoder) throws { diff = try Fields(decoder).text("diff") ?? "" }
}

/// The size of a change, counted from its text, which GitLab gives instead of numbers.
struct GitLabChanges {
    let files: Int
    let additions: Int
    let deletions: Int

    init(_ changes: [GitLabChange]) {
        var additions = 0
        var deletions = 0
        for change in changes {
            let (added, deleted) = Self.lines(of: change.diff)
            additions += added
            deletions += deleted
        }
        files = changes.count
        self.additions = additions
        self.deletions = deletions
    }

    /// Added and deleted lines; the two lines that name the file, in older versions, are neither.
    private static func lines(of diff: String) -> (added: Int, deleted: Int) {
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
