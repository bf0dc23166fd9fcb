import Connectors
import Foundation

/// A small GitLab: one project, and all of its interface that a sync asks.
struct GitLabWorld: Sendable {
    static let ann = #"{"id": 5, "username": "ann", "name": "Ann", "web_url": "https://git.example.org/ann"}"#
    var mergeRequests = (1...8).map { ($0, hours: $0 == 3 ? 4 : $0) }
    var issues = (1...7).map { ($0, hours: 20) }

    /// What merge requests change, file by file, without braces, by number.
    var diffs: [Int: [String]] = [:]

    /// With their roles.
    var members = [(5, 30), (6, 40), (7, 20), (8, 50), (9, 30)]

    func answer(_ question: ToolQuestion) -> ToolReply {
        let asked = WorldQuestion(question)
        if asked.path.hasSuffix("/members/all") { return WorldReply.list(listedMembers, asked) }
        let parts = asked.path.split(separator: "/").dropFirst(4).map(String.init)
        let id = parts.lazy.compactMap { Int($0) }.first ?? 0
        switch parts.map({ Int($0) == nil ? $0 : "N" }).joined(separator: "/") {
        case "": return WorldReply.json(#"{"id": 7, "path_with_namespace": "tutti/choir"}"#, asked)
        case "merge_requests": return WorldReply.list(listed(mergeRequests), asked)
        case "merge_requests/N": return one(listed(mergeRequests), id, asked)
        case "merge_requests/N/discussions": return WorldReply.list(discussions(id, "MergeRequest"), asked)
        case "merge_requests/N/approvals": return WorldReply.json(#"{"approved_by": [{"user": \#(Self.ann)}]}"#, asked)
        case "merge_requests/N/diffs":
            guard let diffs = diffs[id] else { return WorldReply.missing }
            return WorldReply.list(diffs.enumerated().map { WorldThing($0, created: 100 - $0, $1) }, asked)
        case "issues": return WorldReply.list(listed(issues), asked)
        case "issues/N": return one(listed(issues), id, asked)
        case "issues/N/discussions": return WorldReply.list(discussions(100 + id, "Issue"), asked)
        // An edition without them.
        case "issues/N/resource_iteration_events", "iterations": return WorldReply.missing
        case "pipelines": return WorldReply.list(pipelines(isWhole: false), asked)
        case "pipelines/N": return one(pipelines(isWhole: true), id, asked)
        case "pipelines/N/jobs": return WorldReply.list(jobs(id), asked)
        case "deployments": return WorldReply.list(deployments, asked)
        default: return WorldReply.list([], asked)
        }
    }

    private var listedMembers: [WorldThing] {
        members.map { number, role in
            WorldThing(
                number, created: number,
                #""id": \#(number), "username": "voice\#(number)", "name": "Voice", "state": "\#(number == 8 ? "blocked" : "active")", "access_level": \#(role), "membership_state": "active""#
            )
        }
    }

    private func one(_ things: [WorldThing], _ id: Int, _ asked: WorldQuestion) -> ToolReply {
        things.first { $0.id == id }.map { WorldReply.json($0.json, asked) } ?? WorldReply.missing
    }

    private func listed(_ numbers: [(Int, hours: Int)]) -> [WorldThing] {
        numbers.map { number, hours in
            WorldThing(
                number, created: number, updated: hours,
                #""id": \#(1_000 + number), "iid": \#(number), "project_id": 7, "title": "Song \#(number)", "state": "opened", "author": \#(Self.ann)"#
            )
        }
    }

    private func discussions(_ id: Int, _ kind: String) -> [WorldThing] {
        (1...4).map { turn in
            let note = id * 10 + turn
            return WorldThing(
                note, created: turn,
                #""id": "d\#(note)", "individual_note": true, "notes": [{"id": \#(note), "body": "Louder.", "author": \#(Self.ann), "system": false, "created_at": "\#(WorldThing.at(turn))", "noteable_type": "\#(kind)", "project_id": 7, "noteable_iid": \#(id % 100)}]"#
            )
        }
    }

    private func pipelines(isWhole: Bool) -> [WorldThing] {
        (301...305).map {
            let more =
                isWhole ? #", "started_at": "\#(WorldThing.at($0))", "finished_at": "\#(WorldThing.at($0))""# : ""
            return WorldThing(
                $0, created: $0,
                #""id": \#($0), "project_id": 7, "status": "success", "ref": "main", "sha": "a"\#(more)"#)
        }
    }

    private func jobs(_ pipeline: Int) -> [WorldThing] {
        (1...3).map {
            WorldThing(
                pipeline * 10 + $0, created: pipeline,
                #""id": \#(pipeline * 10 + $0), "name": "test", "status": "success", "pipeline": {"id": \#(pipeline)}"#)
        }
    }

    private var deployments: [WorldThing] {
        (401...405).map {
            WorldThing(
                $0, created: $0,
                #""id": \#($0), "status": "success", "ref": "main", "sha": "a", "environment": {"name": "production"}"#)
        }
    }
}
