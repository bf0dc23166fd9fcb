import Foundation
import Records

extension Connector {
    /// GitHub, in the cloud and as Enterprise Server.
    package static let gitHub = Connector(
        kind: .gitHub, events: GitHubEvents.used.union(GitHubEvents.passedOver), passedOver: GitHubEvents.passedOver,
        aboutTeams: ["membership", "organization", "team"], asking: .gitHub
    ) {
        try GitHubMapping(answer: $0).records()
    }
}

extension SourceKind {
    package static let gitHub = SourceKind(
        id: "github", title: "GitHub",
        categories: [
            Category("repositories", "Repositories"), Category("accounts", "Accounts"),
            Category("teams", "Teams with their members, by GraphQL"),
            Category("pull-requests", "Pull requests"),
            Category("pull-requests-graphql", "Pull requests with their timelines, by GraphQL"),
            Category("mergeable", "Whether open pull requests can be merged, by GraphQL"),
            Category("pull-request-files", "Files of pull requests, by GraphQL"),
            Category("pull-request-commits", "Commits of pull requests"),
            Category("reviews", "Reviews"), Category("review-comments", "Comments on lines"),
            Category("comments", "Comments on pull requests and issues"), Category("issues", "Issues"),
            Category("events", "Events of issues and pull requests"),
            Category("timeline", "Timelines of pull requests"),
            Category("workflow-runs", "Runs of workflows"), Category("jobs", "Jobs of workflows"),
            Category("check-runs", "Checks"), Category("statuses", "Statuses of commits"),
            Category("deployments", "Deployments"),
            Category("deployment-statuses", "States of deployments"), Category("releases", "Releases"),
            Category("milestones", "Milestones"), Category("webhook", "Webhooks"),
        ],
        settings: [
            Setting(
                "url", "Address", .address, hint: "Of an Enterprise Server its own; otherwise as it stands.",
                usual: "https://github.com"),
            Setting(
                "token", "Token", .secret,
                hint:
                    "Fine-grained with read access to contents, pull requests, issues, actions and deployments; or a classic one with “repo”. Who belongs to teams that CODEOWNERS names takes “Members: read” of the organisation, or “read:org”. Several may stand here, with a space between.",
                isRequired: false),
            Setting(
                "repositories", "Repositories", .list,
                hint:
                    "One a line: octocat/hello-world, or octocat for all of an owner. For an App none means all it is installed in.",
                isRequired: false),
            Setting(
                "app", "App", .text, hint: "In place of a token: the client ID or the number of a GitHub App.",
                isRequired: false),
            Setting(
                "key", "The App's private key", .key, hint: "As GitHub gave it, from -----BEGIN to END-----.",
                isRequired: false),
        ])
}

/// One answer of GitHub on its way to records.
struct GitHubMapping {
    let answer: RawAnswer

    func records() throws -> [Record] {
        switch answer.category {
        case "repositories": try repository()
        case "accounts": try account()
        case "teams": try team()
        case "pull-requests": try at(GitHubPullRequest.self, \.url) { $0.add(to: &$1, at: $2) }
        case "pull-requests-graphql": try at(GitHubGraphPullRequest.self, \.url) { try $0.add(to: &$1, at: $2) }
        case "mergeable": try at(GitHubMergeable.self, \.url) { $0.add(to: &$1, at: $2) }
        case "pull-request-files": try at(GitHubPullRequestFiles.self, \.url) { $0.add(to: &$1, at: $2) }
        case "pull-request-commits": try commit()
        case "reviews": try review()
        case "review-comments": try lineComment()
        case "comments": try comment()
        case "issues": try at(GitHubIssue.self, \.url) { $0.add(to: &$1, at: $2) }
        case "events": try event()
        case "timeline": try timeline()
        case "workflow-runs": try at(GitHubWorkflowRun.self, \.url) { $0.add(to: &$1, at: $2) }
        case "jobs": try at(GitHubWorkflowJob.self, \.runURL) { $0.add(to: &$1, at: $2) }
        case "check-runs": try at(GitHubCheckRun.self, \.url) { $0.add(to: &$1, at: $2) }
        case "statuses": try status()
        case "deployments": try at(GitHubDeployment.self, \.url) { $0.add(to: &$1, at: $2) }
        case "deployment-statuses": try deploymentStatus()
        case "releases": try at(GitHubRelease.self, \.url) { $0.add(to: &$1, at: $2) }
        case "milestones": try at(GitHubMilestone.self, \.url) { $0.add(to: &$1, at: $2) }
        case "webhook": try webhook()
        default:
            throw MappingTrouble.unknownCategory(answer.category, known: SourceKind.gitHub.categories.map(\.id))
        }
    }

    /// Most answers say by their own address where they belong.
    private func at<Payload: Decodable>(
        _ type: Payload.Type, _ url: (Payload) -> String,
        _ add: (Payload, inout GitHubNotes, GitHubAddress) throws -> Void
    ) throws -> [Record] {
        let payload = try answer.decode(type)
        let address = try Self.address(url(payload), "url")
        var notes = GitHubNotes(source: address.source)
        try add(payload, &notes, address)
        return notes.records
    }

    /// Its address ends with the commit.
    private func status() throws -> [Record] {
        let mark = try answer.decode(GitHubStatus.self)
        guard let url = mark.url else { throw MappingTrouble.missing("url") }
        let address = try Self.address(url, "url")
        var notes = GitHubNotes(source: address.source)
        mark.add(to: &notes, at: address, commit: address.rest.last.map(String.init) ?? "")
        return notes.records
    }

    static func address(_ url: String, _ field: String) throws -> GitHubAddress {
        guard let address = GitHubAddress(url) else {
            throw MappingTrouble.wrong(field, found: url, wanted: "an address of something in a repository")
        }
        return address
    }
}
