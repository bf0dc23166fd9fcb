import Records

/// Somebody wrote something.
struct GitLabNoteHook: Decodable {
    let note: GitLabNote
    let author: Int?
    /// The number of what it is about, in its project.
    let number: Int?
    let thread: String?
    let isGone: Bool

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        note = try fields.need("object_attributes")
        let more = try fields.need("object_attributes", as: More.self)
        author = more.author
        thread = more.thread
        isGone = more.action == "destroy"
        number =
            try fields.may("merge_request", as: Numbered.self)?.iid ?? fields.may("issue", as: Numbered.self)?.iid
    }

    private struct Numbered: Decodable { let iid: Int? }

    private struct More: Decodable {
        let author: Int?
        let thread: String?
        let action: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            author = try fields.may("author_id")
            thread = try fields.text("discussion_id")
            action = try fields.text("action")
        }
    }

    func add(to reading: inout GitLabReading, user: GitLabUser?) {
        // Who edits somebody else's words is not their author.
        let isAuthor = user.map { $0.id == nil || author == nil || $0.id == author } ?? false
        let actor = reading.account(isAuthor ? user?.numbered(author) : user)
        let writer = isAuthor ? actor : author.map { reading.names.account($0) }
        guard !isGone else { return }
        note.add(to: &reading, by: writer, number: number, thread: thread)
    }
}
