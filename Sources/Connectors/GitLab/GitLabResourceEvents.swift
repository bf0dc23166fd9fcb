import Records

/// That a merge request or an issue was closed, reopened or merged.
struct GitLabStateEvent: Decodable {
    let user: GitLabUser?
    let at: Int64
    let resourceType: String
    let resourceID: Int
    let state: String

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        user = try fields.may("user")
        at = try fields.instant("created_at")
        resourceType = try fields.need("resource_type")
        resourceID = try fields.need("resource_id")
        state = try fields.need("state")
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let event = try answer.decode(Self.self)
        var reading = GitLabReading(GitLabAddress(answer.url), source: event.user?.source)
        let actor = reading.account(event.user)
        let resource = reading.resource(event.resourceType, event.resourceID)
        if resource.kind == .pullRequest {
            event.addEvent(of: resource, by: actor, to: &reading)
        } else {
            let (from, to) = event.state == "closed" ? ("opened", "closed") : ("closed", "opened")
            reading.change(
                .state, of: resource, "\(event.state)/\(event.at)", named: "state", from: from, to: to, at: event.at,
                by: actor)
        }
        return reading.records
    }

    private func addEvent(of mergeRequest: RecordKey, by actor: RecordKey?, to reading: inout GitLabReading) {
        switch state {
        // A merge is told by the merge request itself.
        case "closed": reading.event(.closed, of: mergeRequest, "closed/\(at)", at: at, by: actor)
        case "reopened": reading.event(.reopened, of: mergeRequest, "reopened/\(at)", at: at, by: actor)
        default: break
        }
    }
}

/// That a label, a milestone or an iteration was put on or taken off.
struct GitLabResourceEvent: Decodable {
    let user: GitLabUser?
    let at: Int64
    let resourceType: String
    let resourceID: Int
    let isAdded: Bool
    let label: String?
    let milestone: Int?
    let iteration: Int?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        user = try fields.may("user")
        at = try fields.instant("created_at")
        resourceType = try fields.need("resource_type")
        resourceID = try fields.need("resource_id")
        isAdded = try fields.need("action", as: String.self) == "add"
        label = try fields.may("label", as: GitLabLabel.self)?.name
        milestone = try fields.may("milestone", as: GitLabTitled.self)?.id
        iteration = try fields.may("iteration", as: GitLabTitled.self)?.id
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let event = try answer.decode(Self.self)
        var reading = GitLabReading(GitLabAddress(answer.url), source: event.user?.source)
        let actor = reading.account(event.user)
        let resource = reading.resource(event.resourceType, event.resourceID)
        let sprint = event.iteration.map(reading.names.iteration) ?? event.milestone.map(reading.names.milestone)
        if let label = event.label {
            reading.label(label, isAdded: event.isAdded, of: resource, at: event.at, by: actor)
        } else if let sprint, resource.kind == .workItem {
            let name = event.iteration == nil ? "milestone" : "iteration"
            reading.change(
                .sprint, of: resource, "\(sprint.id)/\(event.isAdded ? "add" : "remove")/\(event.at)", named: name,
                from: event.isAdded ? nil : sprint.description, to: event.isAdded ? sprint.description : nil,
                at: event.at, by: actor)
        }
        return reading.records
    }
}

extension GitLabReading {
    /// The number in the project is in the address alone.
    func resource(_ type: String, _ id: Int) -> RecordKey {
        let isIssue = type != "MergeRequest"
        if let project = address.project, let number = isIssue ? address.issue : address.mergeRequest {
            return isIssue ? names.issue(number, in: project) : names.mergeRequest(number, in: project)
        }
        return RecordKey(names.source, isIssue ? .workItem : .pullRequest, "id-\(id)")
    }

    mutating func label(_ label: String, isAdded: Bool, of resource: RecordKey, at: Int64, by actor: RecordKey?) {
        let what = "\(isAdded ? "labeled" : "unlabeled")/\(label)/\(at)"
        if resource.kind == .pullRequest {
            event(isAdded ? .labeled : .unlabeled, of: resource, what, at: at, by: actor) { $0.text = label }
        } else {
            change(
                .label, of: resource, what, named: "labels", from: isAdded ? nil : label, to: isAdded ? label : nil,
                at: at, by: actor)
        }
    }
}
