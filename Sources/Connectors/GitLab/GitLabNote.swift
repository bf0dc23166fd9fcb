import Records

/// Words under a merge request or an issue, or what GitLab itself notes there.
struct GitLabNote: Decodable {
    let id: Int
    let body: String
    /// `DiffNote` where it stands at a line.
    let type: String?
    let author: GitLabUser?
    let isSystem: Bool
    let createdAt: Int64
    let updatedAt: Int64?
    let subjectType: String?
    let subjectID: Int?
    let subjectNumber: Int?
    let project: Int?
    let isResolvable: Bool
    let isResolved: Bool?
    let position: GitLabPosition?
    let commit: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        // A webhook calls it `note`.
        body = try fields.may("body") ?? fields.may("note") ?? ""
        type = try fields.text("type")
        author = try fields.may("author")
        isSystem = try fields.flag("system")
        createdAt = try fields.instant("created_at")
        updatedAt = try fields.mayInstant("updated_at")
        subjectType = try fields.text("noteable_type")
        subjectID = try fields.may("noteable_id")
        subjectNumber = try fields.may("noteable_iid")
        project = try fields.may("project_id")
        isResolvable = try fields.flag("resolvable")
        isResolved = try fields.may("resolved")
        position = try fields.may("position")
        commit = try fields.text("commit_id")
    }
}

/// Where in a change a note stands.
struct GitLabPosition: Decodable {
    let path: String?
    let line: Int?
    let head: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        path = try fields.text("new_path") ?? fields.text("old_path")
        line = try fields.may("new_line") ?? fields.may("old_line")
        head = try fields.text("head_sha")
    }
}

/// A conversation: one note by itself, or a first one and its answers.
struct GitLabDiscussion: Decodable {
    let id: String
    let isSingle: Bool
    let notes: [GitLabNote]

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        isSingle = try fields.flag("individual_note")
        notes = try fields.list("notes")
    }
}
