/// Something that numbers would rest on and that no connected tool tells Tutti, with what is taken instead.
struct UntoldSource: Hashable, Sendable {
    let what: String
    let instead: String
    /// Whose numbers would change.
    let signals: Set<String>

    private static let clocks: Set<String> = ["cycle-time", "first-review", "review-agreement", "stale-pull-requests"]

    static let all = [
        UntoldSource(
            what:
                "How many approvals a branch requires, where the token may not read its rules or it is not the usual one",
            instead:
                "one is taken to be enough, so that a pull request which needs two counts as waiting for its author after the first.",
            signals: clocks),
        UntoldSource(
            what: "Required checks that fail, conflicts, and what has to be merged or released first",
            instead:
                "a pull request that is held up by one of these counts as its reviewers' turn, unless a label holds it.",
            signals: clocks),
        UntoldSource(
            what: "Who belongs to a team of the code host",
            instead: "a review that is asked of such a team waits for the whole team here.",
            signals: ["first-review", "review-agreement", "review-load", "reviewer-suggestion"]),
    ]
}
