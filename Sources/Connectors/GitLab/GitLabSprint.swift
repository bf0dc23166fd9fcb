import Records

/// An iteration, or a milestone: both are what teams plan for.
struct GitLabSprint: Decodable {
    let id: Int
    let title: String?
    let description: String?
    /// A number for iterations, a word for milestones.
    let state: String?
    let stateNumber: Int?
    let group: Int?
    let project: Int?
    let startAt: Int64?
    let dueOn: Int64?
    /// Of iterations that a cadence makes, which have no title and are called by their days.
    let days: String
    let webURL: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        title = try fields.text("title")
        description = try fields.text("description")
        stateNumber = try? fields.may("state", as: Int.self)
        state = stateNumber == nil ? try fields.text("state") : nil
        group = try fields.may("group_id")
        project = try fields.may("project_id")
        startAt = try fields.mayInstant("start_date")
        dueOn = try fields.mayInstant("due_date")
        days = try [fields.text("start_date"), fields.text("due_date")].compactMap(\.self).joined(separator: "–")
        webURL = try fields.text("web_url")
    }

    static func iteration(_ answer: RawAnswer) throws -> [Record] { try records(answer) { $0.iteration($1) } }

    static func milestone(_ answer: RawAnswer) throws -> [Record] { try records(answer) { $0.milestone($1) } }

    private static func records(
        _ answer: RawAnswer, key: (GitLabNames, Int) -> RecordKey
    ) throws -> [Record] {
        let told = try answer.decode(Self.self)
        let reading = GitLabReading(
            GitLabAddress(answer.url), source: GitLabAddress.source(ofPage: told.webURL, at: nil))
        let names = reading.names
        let group = told.group.map(String.init) ?? reading.address.group
        let sprint = Sprint(
            key: key(names, told.id),
            container: told.project.map { names.repository("\($0)") } ?? group.map { names.group($0) },
            name: told.title ?? told.days, state: told.sprintState, startAt: told.startAt,
            // The last day is part of it.
            endAt: told.dueOn.map { $0 + 86_400 }, goal: told.description)
        return [.sprint(sprint)]
    }

    /// A milestone that is not closed is active, whatever its days, because nothing else says so.
    private var sprintState: Sprint.State {
        switch stateNumber {
        case 1: .planned
        case 2: .active
        case 3: .closed
        default: state == "closed" ? .closed : state == "upcoming" ? .planned : .active
        }
    }
}
