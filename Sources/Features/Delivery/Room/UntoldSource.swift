/// Something that numbers would rest on and that no connected tool tells Tutti, with what is taken instead.
struct UntoldSource: Hashable, Sendable {
    let what: String
    let instead: String
    /// Whose numbers would change.
    let signals: Set<String>

    private static let clocks: Set<String> = ["cycle-time", "first-review", "review-agreement", "stale-pull-requests"]

    /// - Parameter unread: repositories whose required checks could not be read.
    static func all(unread: [String]) -> [UntoldSource] {
        if unread.isEmpty { return always }
        return always + [
            UntoldSource(
                what:
                    "Which checks \(Wording.list(unread.count > 4 ? Array(unread.prefix(3)) + ["\(unread.count - 3) more"] : unread)) "
                    + (unread.count == 1 ? "requires" : "require"),
                instead: """
                    a failing one holds nothing up there. GitHub shows them to a token with “Administration: read”, and how they ended to \
                    one with “Checks: read” and “Commit statuses: read”; GitLab to whoever may see pipelines. They are read once a week.
                    """,
                signals: clocks)
        ]
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
        UntoldSource(
            what: "Who belongs to a team of the code host",
            instead: "a review that is asked of such a team waits for the whole team here.",
            signals: ["first-review", "review-agreement", "review-load", "reviewer-suggestion"]),
    ]
}
