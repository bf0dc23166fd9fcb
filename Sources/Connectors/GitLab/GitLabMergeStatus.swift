import Records

/// Whether a merge request can be merged just now. GitLab names one reason against it at a time.
struct GitLabMergeStatus {
    let hasConflicts: Bool?
    /// `can_be_merged`, `cannot_be_merged`, or a word for that it is not known yet; git's view alone.
    let merge: String?
    /// Since GitLab 15.6, with all that its rules ask for.
    let detailed: String?

    init(_ fields: Fields) throws {
        hasConflicts = try fields.may("has_conflicts")
        merge = try fields.text("merge_status")
        detailed = try fields.text("detailed_merge_status")
    }

    /// Nil where it is not known. `has_conflicts` is false, too, as long as nobody has looked.
    var conflicts: Bool? {
        if hasConflicts == true || detailed == "conflict" { return true }
        if merge == "can_be_merged" || detailed == "mergeable" { return false }
        return merge == "cannot_be_merged" && hasConflicts == false ? false : nil
    }

    /// Nil where another reason comes first. Older versions have another word for it.
    var isBlocked: Bool? {
        switch detailed {
        case "merge_request_blocked", "blocked_status": true
        case "mergeable": false
        default: nil
        }
    }

    /// What this tells of an open merge request.
    func add(to reading: inout GitLabReading, of mergeRequest: RecordKey, head: String?) {
        if let conflicts {
            reading.add(
                .obstacleSighting(ObstacleSighting(.conflict, of: mergeRequest, stands: conflicts, head: head)))
        }
        if let isBlocked {
            reading.add(
                .obstacleSighting(ObstacleSighting(.dependency, of: mergeRequest, stands: isBlocked, head: head)))
        }
    }
}

/// Merge requests that have to be merged before another one, as its dependencies name them.
struct GitLabBlocks: Decodable {
    let blocks: [Block]

    struct Block: Decodable {
        /// Nil for one that the token may not see.
        let blocking: Blocking?

        init(from decoder: any Decoder) throws { blocking = try Fields(decoder).may("blocking_merge_request") }
    }

    struct Blocking: Decodable {
        let iid: Int
        let project: Int?
        let state: String
        let path: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            iid = try fields.need("iid")
            project = try fields.may("project_id")
            state = try fields.need("state")
            path = try fields.may("references", as: References.self)?.full
        }
    }

    private struct References: Decodable { let full: String? }

    init(from decoder: any Decoder) throws { blocks = try decoder.singleValueContainer().decode([Block].self) }

    private var open: [Blocking] { blocks.compactMap(\.blocking).filter { $0.state != "merged" } }

    /// Nil where that cannot be told: of one that may not be seen nobody knows whether it is merged.
    var isOver: Bool? {
        if !open.isEmpty { return false }
        return blocks.contains { $0.blocking == nil } ? nil : true
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let told = try answer.decode(Self.self)
        let reading = GitLabReading(GitLabAddress(answer.url), source: nil)
        let key = try reading.mergeRequest()
        let project = reading.address.project.flatMap { Int($0) }
        guard let isOver = told.isOver else { return [] }
        let names = told.open.map { $0.project == project ? "!\($0.iid)" : $0.path ?? "!\($0.iid)" }.sorted()
        return [
            .obstacleSighting(
                ObstacleSighting(
                    .dependency, of: key, stands: !isOver, what: isOver ? nil : names.joined(separator: ", ")))
        ]
    }
}
