import Records

extension Connector {
    /// GitLab, in the cloud and self-managed: interface version 4 and its webhooks.
    package static let gitLab = Connector(
        kind: .gitLab, events: GitLabHook.events, passedOver: GitLabHook.passedOver, aboutTeams: ["Member Hook"],
        run: GitLabTestReport.run, asking: .gitLab,
        map: GitLabMapping.records)
}

extension SourceKind {
    package static let gitLab = SourceKind(
        id: "gitlab", title: "GitLab", categories: GitLabMapping.all.map(\.category),
        settings: [
            Setting(
                "address", "Address", .address, hint: "Of a self-managed installation, with its path if it has one.",
                usual: "https://gitlab.com"),
            Setting(
                "token", "Token", .secret,
                hint:
                    "Of a project, a group or a person, with the scope read_api and at least the role Reporter. Several may stand here, with a space between."
            ),
            Setting(
                "projects", "Projects and groups", .list,
                hint:
                    "One path or number in each line: group/project, or group for all within. Without any, all that the token is a member of.",
                isRequired: false),
        ])
}

/// Which answers are known, and by what each is read.
enum GitLabMapping {
    static let all: [(category: SourceKind.Category, map: @Sendable (RawAnswer) throws -> [Record])] = [
        (.init("projects", "Projects"), GitLabProject.records),
        (.init("users", "Users"), GitLabUser.records),
        (.init("group-members", "Groups with those of their members who may approve"), GitLabGroupMembers.records),
        (.init("merge-requests", "Merge requests"), GitLabMergeRequest.records),
        (.init("merge-request-changes", "Merge requests with their changes"), GitLabMergeRequest.records),
        (
            .init("merge-request-files", "Files of a merge request, without their texts"),
            GitLabMergeRequestFiles.records
        ),
        (.init("merge-request-commits", "Commits of a merge request"), GitLabCommit.records),
        (.init("merge-request-versions", "Versions of a merge request, one for each push"), GitLabVersion.records),
        (.init("merge-request-blocks", "What has to be merged before a merge request"), GitLabBlocks.records),
        (.init("notes", "Notes"), GitLabNote.records),
        (.init("discussions", "Discussions"), GitLabDiscussion.records),
        (.init("approvals", "Approvals"), GitLabApprovals.records),
        (.init("approval-state", "Approval rules and who satisfies them"), GitLabApprovalState.records),
        (.init("resource-state-events", "Closings and re-openings"), GitLabStateEvent.records),
        (.init("resource-label-events", "Labels put on and taken off"), GitLabResourceEvent.records),
        (.init("resource-milestone-events", "Milestones put on and taken off"), GitLabResourceEvent.records),
        (.init("resource-iteration-events", "Iterations put on and taken off"), GitLabResourceEvent.records),
        (.init("issues", "Issues"), GitLabIssue.records),
        (.init("iterations", "Iterations"), GitLabSprint.iteration),
        (.init("milestones", "Milestones"), GitLabSprint.milestone),
        (.init("pipelines", "Pipelines"), GitLabPipeline.records),
        (.init("jobs", "Jobs"), GitLabJob.records),
        (.init("test-report", "Test report of a pipeline"), GitLabTestReport.records),
        (.init("deployments", "Deployments"), GitLabDeployment.records),
        (.init("environments", "Environments"), GitLabEnvironment.records),
        (.init("releases", "Releases"), GitLabRelease.records),
        (.init("webhook", "Webhooks"), GitLabHook.records),
    ]

    private static let byCategory = Dictionary(uniqueKeysWithValues: all.map { ($0.category.id, $0.map) })

    static func records(_ answer: RawAnswer) throws -> [Record] {
        guard let map = byCategory[answer.category] else {
            throw MappingTrouble.unknownCategory(answer.category, known: all.map(\.category.id))
        }
        return try map(answer)
    }
}
