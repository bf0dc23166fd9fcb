import Records

/// Writes a stream that `git fast-import` reads.
struct FastImport {
    let write: ([UInt8]) throws -> Void

    struct Commit {
        var branch: String
        var mark: Mark
        var author: Signature
        var authored: Moment
        var committer: Signature
        var committed: Moment
        var message: String
        var parent: Mark?
        /// Of a merge.
        var merged: Mark?
    }

    /// - Parameter files: their new contents, by path.
    func commit(_ commit: Commit, _ files: [(path: String, text: String)]) throws {
        var head = "commit \(commit.branch)\nmark :\(commit.mark.number)\n"
        head += "author \(Self.line(commit.author, commit.authored))\n"
        head += "committer \(Self.line(commit.committer, commit.committed))\n"
        head += "data \(commit.message.utf8.count)\n\(commit.message)\n"
        if let parent = commit.parent { head += "from :\(parent.number)\n" }
        if let merged = commit.merged { head += "merge :\(merged.number)\n" }
        try write(Array(head.utf8))
        for (path, text) in files {
            try write(Array("M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n".utf8))
        }
        try write(Array("\n".utf8))
    }

    func tag(_ name: String, of mark: Mark, by tagger: Signature, at: Moment) throws {
        let message = "\(name)\n"
        try write(
            Array(
                "tag \(name)\nfrom :\(mark.number)\ntagger \(Self.line(tagger, at))\ndata \(message.utf8.count)\n\(message)\n"
                    .utf8))
    }

    func done() throws { try write(Array("done\n".utf8)) }

    private static func line(_ signature: Signature, _ moment: Moment) -> String {
        let minutes = abs(Int(moment.offset))
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        let digits = [hours / 10, hours % 10, rest / 10, rest % 10].map(String.init).joined()
        return "\(signature.name) <\(signature.email)> \(moment.seconds) \(moment.offset < 0 ? "-" : "+")\(digits)"
    }
}
