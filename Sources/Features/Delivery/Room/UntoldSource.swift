/// Something that numbers would rest on and that no connected tool tells Tutti, with what is taken instead.
struct UntoldSource: Hashable, Sendable {
    let what: String
    let instead: String
    /// Whose numbers would change.
    let signals: Set<String>

    private static let clocks: Set<String> = ["cycle-time", "first-review", "review-agreement", "stale-pull-requests"]

    /// - Parameters:
    ///   - checks: repositories whose required checks could not be read.
    ///   - teams: of the code host, whose members could not be read.
    static func all(checks: [String], teams: [String]) -> [UntoldSource] {
        var all = always
        if !checks.isEmpty { all.append(Self.checks(of: checks)) }
        if !teams.isEmpty { all.append(members(of: teams)) }
        return all
    }

    private static func checks(of repositories: [String]) -> UntoldSource {
        UntoldSource(
            what: "Which checks \(few(repositories)) " + (repositories.count == 1 ? "requires" : "require"),
            instead: """
                a failing one holds nothing up there. GitHub shows them to a token with “Administration: read”, and how they ended to \
                one with “Checks: read” and “Commit statuses: read”; GitLab to whoever may see pipelines. They are read once a week.
                """,
            signals: clocks)
    }

    private static func members(of teams: [String]) -> UntoldSource {
        UntoldSource(
            what: "Who belongs to \(few(teams)) at the code host",
            instead: """
                a review that is asked of such a team waits for the whole team here. GitHub shows them to a token with “Members: read” of \
                the organisation, or a classic one with “read:org”, where the team is there under this name. They are read once a day.
                """,
            signals: ["first-review", "review-agreement", "review-load", "reviewer-suggestion"])
    }

    private static func few(_ names: [String]) -> String {
        Wording.list(names.count > 4 ? Array(names.prefix(3)) + ["\(names.count - 3) more"] : names)
    }

    private static let always = [
        UntoldSource(
            what:
                "How many approvals a branch requires, where the token may not read its rules or it is not the usual one",
            instead:
                "one is taken to be enough, so that a pull request which needs two counts as waiting for its author after the first.",
            signals: clocks),
        UntoldSource(
            what:
                "Since when a pull request conflicts with its base, and at GitHub what has to be merged or released first",
            instead:
                "a conflict counts from when the host first said so, and what has to come first where a label holds the pull request.",
            signals: clocks),
    ]
}
