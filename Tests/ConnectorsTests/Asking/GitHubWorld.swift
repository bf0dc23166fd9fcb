import Connectors
import Foundation

/// A small GitHub: one repository, and all of its interface that a sync asks.
struct GitHubWorld: Sendable {
    static let api = "https://api.github.com/repos/tutti/choir"
    static let ann = #"{"login": "ann", "id": 1, "type": "User"}"#
    static let actor = #"{"__typename": "User", "login": "ann", "databaseId": 1}"#
    var pulls = (1...8).map { ($0, hours: $0 * 5) }
    var issues = (11...17).map { WorldThing($0, created: $0, updated: $0 * 3, Self.issue($0)) }
    var isGraphRefused = false
    /// By the names that they go by just now.
    var teams: [String: (id: Int, members: [Int])] = ["altos": (7, [1, 2, 3, 4, 5, 6, 7]), "basses": (8, [1])]
    /// With one that there is not, and one of somebody else's.
    static let named: Set<String> = ["tutti/altos", "tutti/basses", "tutti/castrati", "elsewhere/altos"]

    static func issue(_ number: Int) -> String {
        #""url": "\#(api)/issues/\#(number)", "number": \#(number), "id": \#(number), "title": "Song \#(number)", "state": "open", "user": \#(ann)"#
    }

    func answer(_ question: ToolQuestion) -> ToolReply {
        let asked = WorldQuestion(question)
        if asked.path == "/graphql" { return graph(asked) }
        let parts = asked.path.split(separator: "/").dropFirst(3).map(String.init)
        let id = parts.lazy.compactMap { Int($0) }.first ?? 0
        switch parts.map({ Int($0) == nil ? $0 : "N" }).joined(separator: "/") {
        case "":
            return WorldReply.json(
                #"{"full_name": "tutti/choir", "html_url": "https://github.com/tutti/choir"}"#, asked)
        case "pulls": return WorldReply.list(plainPulls, asked)
        case "pulls/N": return one(plainPulls, id, asked)
        case "pulls/N/files":
            guard let paths = files[id]?.paths else { return WorldReply.missing }
            let listed = paths.enumerated().map { place, path in
                WorldThing(
                    place, created: 100 - place, #""filename": "\#(path)", "additions": \#(path.count), "deletions": 1"#
                )
            }
            return WorldReply.list(listed, asked)
        case "issues/N/timeline": return WorldReply.list(timeline(id), asked)
        case "pulls/comments": return WorldReply.list(comments, asked)
        case "issues": return WorldReply.list(issues + pullIssues, asked)
        case "issues/N": return one(issues, id, asked)
        case "issues/events": return WorldReply.list(events, asked)
        case "milestones": return WorldReply.list([], asked)
        case "actions/runs": return WorldReply.list(runs, asked, wrap: "workflow_runs")
        case "actions/runs/N": return one(runs, id, asked)
        case "actions/runs/N/jobs": return WorldReply.list(jobs(id), asked, wrap: "jobs")
        case "deployments": return WorldReply.list(deployments, asked)
        case "deployments/N": return one(deployments, id, asked)
        case "deployments/N/statuses": return WorldReply.list(states(id), asked)
        case "releases": return WorldReply.list(releases, asked)
        default: return WorldReply.missing
        }
    }

    private func one(_ things: [WorldThing], _ id: Int, _ asked: WorldQuestion) -> ToolReply {
        things.first { $0.id == id }.map { WorldReply.json($0.json, asked) } ?? WorldReply.missing
    }

    private var plainPulls: [WorldThing] {
        pulls.map { number, hours in
            WorldThing(
                number, created: number, updated: hours,
                #""url": "\#(Self.api)/pulls/\#(number)", "number": \#(number), "id": \#(number), "title": "Tune \#(number)", "state": "open", "user": \#(Self.ann), "head": {"ref": "tune", "sha": "a"}, "base": {"ref": "main"}"#
            )
        }
    }

    private var pullIssues: [WorldThing] {
        pulls.map { WorldThing($0, created: $0, updated: $1, Self.issue($0) + #", "pull_request": {}"#) }
    }

    private func timeline(_ number: Int) -> [WorldThing] {
        [
            WorldThing(
                number, created: number + 1, #""event": "ready_for_review", "id": \#(number), "actor": \#(Self.ann)"#)
        ]
    }

    private var comments: [WorldThing] {
        (51...55).map {
            WorldThing(
                $0, created: $0,
                #""id": \#($0), "body": "Softer.", "user": \#(Self.ann), "path": "a.swift", "pull_request_url": "\#(Self.api)/pulls/3""#
            )
        }
    }

    private var events: [WorldThing] {
        (61...67).map {
            WorldThing(
                $0, created: $0,
                #""id": \#($0), "event": "closed", "actor": \#(Self.ann), "issue": {"url": "\#(Self.api)/issues/12", "number": 12, "title": "Song", "created_at": "2026-03-01T00:00:00Z", "updated_at": "2026-03-01T00:00:00Z"}"#
            )
        }
    }

    private var runs: [WorldThing] {
        (71...77).map {
            WorldThing(
                $0, created: $0,
                #""id": \#($0), "url": "\#(Self.api)/actions/runs/\#($0)", "name": "Tests", "status": "\#($0 == 72 ? "in_progress" : "completed")", "conclusion": "success", "run_attempt": 1"#
            )
        }
    }

    private func jobs(_ run: Int) -> [WorldThing] {
        (1...4).map {
            WorldThing(
                run * 10 + $0, created: run,
                #""id": \#(run * 10 + $0), "run_url": "\#(Self.api)/actions/runs/\#(run)", "run_id": \#(run), "name": "Linux", "status": "completed", "conclusion": "success""#
            )
        }
    }

    private var deployments: [WorldThing] {
        (81...85).map {
            WorldThing(
                $0, created: $0,
                #""id": \#($0), "url": "\#(Self.api)/deployments/\#($0)", "sha": "a\#($0)", "environment": "production""#
            )
        }
    }

    private func states(_ id: Int) -> [WorldThing] {
        [
            WorldThing(
                id * 10, created: id + 1, #""state": "success", "deployment_url": "\#(Self.api)/deployments/\#(id)""#)
        ]
    }

    private var releases: [WorldThing] {
        (91...95).map {
            WorldThing(
                $0, created: $0,
                #""id": \#($0), "url": "\#(Self.api)/releases/\#($0)", "tag_name": "v\#($0)", "name": "v\#($0)", "draft": false, "prerelease": false"#
            )
        }
    }

    private struct Graph: Decodable {
        var query: String
        var variables: [String: String]
    }

    private func teams(_ body: Graph, _ asked: WorldQuestion) -> ToolReply {
        let start = body.variables["after"].flatMap { Int($0) } ?? 0
        let size = 3
        let names = body.variables.filter { $0.key.hasPrefix("team") }.sorted { $0.key < $1.key }
        let found = names.map { place, slug in
            guard let team = teams[slug] else { return #""\#(place)": null"# }
            let nodes = team.members.dropFirst(start).prefix(size).map {
                #"{"login": "voice\#($0)", "databaseId": \#($0)}"#
            }
            return """
                "\(place)": {"databaseId": \(team.id), "members": {"pageInfo": {"hasNextPage": \(start + size < team.members.count),
                "endCursor": "\(start + size)"}, "nodes": [\(nodes.joined(separator: ", "))]}}
                """
        }
        return WorldReply.json(#"{"data": {"organization": {\#(found.joined(separator: ", "))}}}"#, asked)
    }

    /// By number: the branch's newest commit and the paths that it changes.
    var files: [Int: (head: String, paths: [String])] = [:]
    /// More than the tool can work out at once.
    var heavy: Set<Int> = []

    private func files(_ body: Graph, _ asked: WorldQuestion) -> ToolReply {
        let numbers = body.query.split(separator: "pullRequest(number: ").dropFirst().compactMap {
            Int($0.prefix(while: \.isNumber))
        }
        if !heavy.isDisjoint(with: numbers) {
            return WorldReply.json(#"{"data": null, "errors": [{"message": "Something went wrong"}]}"#, asked)
        }
        let start = body.variables["after"].flatMap { Int($0) } ?? 0
        let size = 3
        let found = numbers.map { number in
            guard let one = files[number] else { return #""pull\#(number)": null"# }
            let nodes = one.paths.dropFirst(start).prefix(size).map {
                #"{"path": "\#($0)", "additions": \#($0.count), "deletions": 1}"#
            }
            return """
                "pull\(number)": {"number": \(number), "url": "https://github.com/tutti/choir/pull/\(number)", "headRefOid": "\(one.head)",
                "files": {"pageInfo": {"hasNextPage": \(start + size < one.paths.count), "endCursor": "\(start + size)"},
                "nodes": [\(nodes.joined(separator: ", "))]}}
                """
        }
        return WorldReply.json(#"{"data": {"repository": {\#(found.joined(separator: ", "))}}}"#, asked)
    }

    private func graph(_ asked: WorldQuestion) -> ToolReply {
        if isGraphRefused {
            return WorldReply.json(#"{"errors": [{"type": "FORBIDDEN", "message": "pull_requests=read"}]}"#, asked)
        }
        guard let body = try? JSONDecoder().decode(Graph.self, from: Data(asked.body.utf8)) else {
            return WorldReply.missing
        }
        if body.query.contains("organization(") { return teams(body, asked) }
        if body.query.contains("files(first") { return files(body, asked) }
        let all = pulls.sorted { $0.hours > $1.hours }
        let start = body.variables["after"].flatMap { Int($0) } ?? 0
        let size = 3
        let nodes = all.dropFirst(start).prefix(size).map { number, hours in
            """
            {"number": \(number), "url": "https://github.com/tutti/choir/pull/\(number)", "title": "Tune \(number)",
            "state": "OPEN", "isDraft": false, "author": \(Self.actor), "createdAt": "\(WorldThing.at(number))",
            "updatedAt": "\(WorldThing.at(hours))", "headRefName": "tune", "baseRefName": "main",
            "timelineItems": {"pageInfo": {"hasNextPage": \(number == 4)}, "nodes": [
            {"__typename": "ReadyForReviewEvent", "createdAt": "\(WorldThing.at(number + 1))", "actor": \(Self.actor)}]}}
            """
        }
        return WorldReply.json(
            """
            {"data": {"repository": {"pullRequests": {"pageInfo": {"hasNextPage": \(start + size < all.count),
            "endCursor": "\(start + size)"}, "nodes": [\(nodes.joined(separator: ", "))]}}}}
            """, asked)
    }
}
