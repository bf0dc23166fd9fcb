import Records

/// What GitLab notes by itself under a merge request, and nowhere else tells so early or so fully.
///
/// The sentences are GitLab's own and have changed over its versions; those that are not known stay system comments.
enum GitLabSystemNote: Equatable {
    case approved, unapproved
    case requestedChanges
    /// "left review comments", handed in without a verdict.
    case reviewed
    case draft, ready
    case asked([String])
    case askedNoMore([String])
    /// The newest commit, as far as it is written: GitLab shortens it to eight digits.
    case pushed(String?)
    case forcePushed(String?)
    case merged, closed, reopened

    /// What a note tells; nothing where it tells no event. One may ask some reviewers and release others.
    static func reading(_ body: String) -> [Self] {
        let line = Substring(body.utf8.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        let text = line.lowercased()
        if text.hasPrefix("requested review") || text.hasPrefix("removed review request") {
            return requests(line)
        }
        if let push = push(text, body) { return [push] }
        if let marked = marked(text) { return [marked] }
        switch text {
        case "approved this merge request": return [.approved]
        case "unapproved this merge request": return [.unapproved]
        case "merged", "merged manually": return [.merged]
        case "closed": return [.closed]
        case "reopened": return [.reopened]
        default: break
        }
        if text.hasPrefix("requested changes") { return [.requestedChanges] }
        if text.hasPrefix("left review comments") || text == "reviewed" { return [.reviewed] }
        if text.hasPrefix("closed via") { return [.closed] }
        return []
    }

    /// Names in a sentence such as `assigned to @ann, @bob, and @c.d`.
    static func mentions(_ text: some StringProtocol) -> [String] {
        text.split(separator: "@", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            var name = part.prefix { $0.isLetter || $0.isNumber || "_-.".contains($0) }
            // A name does not end with a point; a sentence does.
            while name.last == "." { name.removeLast() }
            return name.isEmpty ? nil : String(name)
        }
    }

    private static func requests(_ line: Substring) -> [Self] {
        let cut = line.place(of: "removed review request")?.lowerBound ?? line.endIndex
        let asked = mentions(line[..<cut])
        let released = mentions(line[cut...])
        return (asked.isEmpty ? [] : [.asked(asked)]) + (released.isEmpty ? [] : [.askedNoMore(released)])
    }

    /// `marked this merge request as **draft**`, before that `marked as a **Work In Progress**`.
    private static func marked(_ text: String) -> Self? {
        guard text.hasPrefix("marked") || text.hasPrefix("unmarked") else { return nil }
        let text = text.replacing(" this merge request", with: "").replacing(" as a ", with: " as ")
        if text.hasPrefix("marked as **ready**") { return .ready }
        for word in ["**draft**", "**work in progress**"] {
            if text.hasPrefix("marked as \(word)") { return .draft }
            if text.hasPrefix("unmarked as \(word)") { return .ready }
        }
        return nil
    }

    /// `added 2 commits`, and below it the commits, oldest first.
    private static func push(_ text: String, _ body: String) -> Self? {
        if text.hasPrefix("force-pushed") || text.hasPrefix("force pushed") { return .forcePushed(newest(body)) }
        guard text.hasPrefix("added ") else { return nil }
        let words = text.split { $0 == " " || $0 == ":" }
        guard words.count >= 3, Int(words[1]) != nil,
            words[2].hasPrefix("commit") || words[2] == "new" && words.count > 3 && words[3].hasPrefix("commit")
        else { return nil }
        return .pushed(newest(body))
    }

    private static func newest(_ body: String) -> String? {
        let items = (body.places(of: "<li>") + body.places(of: "\n* ")).map(\.upperBound)
        guard let last = items.last else { return nil }
        // What came from the other branch is written as a range: `1a2b3c4d...5e6f7a8b - 3 commits from branch`.
        let digits = body[last...].prefix { !$0.isWhitespace && $0 != "<" }.split(separator: ".").last ?? ""
        return digits.count >= 7 && digits.allSatisfy(\.isHexDigit) ? String(digits) : nil
    }
}
