/// What people write: titles, remarks, answers. Templates with a place for a thing of the module.
enum Phrases {
    static let changes = [
        "Keep a % when its owner changes", "Let a % be moved to another day", "Reject a % that was used twice",
        "Show why a % was refused", "Store each % once", "Send a % only after it is confirmed",
        "Round each % the same way everywhere", "Look a % up by its number", "Forget a % after ninety days",
        "Allow a % without an address", "Count every % in one query", "Read each % in its own zone",
        "Warn when a % runs out", "Tell the reason with every refused %", "Make each % visible to the other side",
        "Split a % into parts", "Answer at once when a % is missing", "Take a % from the new source",
    ]

    static let chores = [
        "Rename what is left of the old %", "Remove the unused % cache", "Move % rules out of the handler",
        "Log less when a % is read", "Write down how a % is closed", "Give % tests a clock of their own",
        "Split the % module", "Describe the % interface",
    ]

    static let fixes = [
        "Mend the % that was shown twice", "Mend a % lost on restart", "Do not fail on an empty %",
        "Mend the time zone of a %", "Close the connection when a % cannot be read", "Mend the order of % pages",
    ]

    static let libraries = [
        "httpwire", "sqlpath", "clockwork", "jsonlines", "retryable", "ticketing-schema", "metrics-lite", "zonefiles",
    ]

    /// Remarks on lines. Most follow conventional comments (label, decoration, subject).
    static let remarks = [
        "suggestion (non-blocking): give this its own name, the % is read twice here",
        "suggestion: return early when there is no %, then the rest needs no indent",
        "question: what happens when the % arrives twice?",
        "question: is the % always there at this point? I could not see where it is set",
        "issue (blocking): the % is written before the check, so a refused one stays",
        "issue: this reads every % once per line, that will be slow on a full ferry",
        "nitpick (non-blocking): the blank line belongs above",
        "praise: much easier to follow than before",
        "praise: good test, that is exactly the case that went wrong in spring",
        "thought (non-blocking): we might want one place for all rules about the %",
        "todo: a test for the empty %",
        "note: the other service expects this field as text",
        "Could this use the helper from the % module?",
        "I am not sure that I understand why the % is copied here",
        "Please add a line on why this number and not another",
        "This changes the answer for an old %, does a client rely on it?",
        "Should we not lock the % while it is moved?",
        "Typo in the name of the %",
    ]

    static let answers = [
        "Done, see the last commit.", "Good point, changed.",
        "Yes, it is set when the request comes in; I added a comment.",
        "Took that over, thank you.", "I would rather leave it for the next one and wrote an item for it.",
        "No client does, I looked at the logs of a month.", "Right, there was a case missing. Added a test.",
    ]

    static let general = [
        "Tried it with the data of last week, works as described.", "Can you say in the description how it was tested?",
        "The pipeline failed on a test that has nothing to do with this, I started it again.",
        "Waiting for the other change to go in first.", "I am out tomorrow, please go on without me if it is urgent.",
    ]

    static let approvals = [
        "", "", "", "Looks good to me.", "Good to go, one thought below.", "Nice and small, thank you.",
    ]
    static let requests = ["A few things before this can go in.", "One blocking remark, the rest is taste.", ""]

    static let incidents = [
        "% pages answer slowly", "No % can be saved", "Wrong % shown after the last deployment", "% queue stands still",
        "Errors when a % is opened",
    ]

    /// - Parameter thing: takes the place of each `%`.
    static func fill(_ template: String, _ thing: String) -> String { template.replacing("%", with: thing) }

    /// The same for a title.
    static func title(_ template: String, _ thing: String) -> String {
        let text = fill(template, thing)
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension Phrases {
    static let subjects = [
        "Add a test", "Take remarks from the review", "Handle the empty case", "Use a better name", "Simplify",
        "Mend the build", "Write it down", "Move it to its own file", "Add the missing check", "Format",
    ]
}

/// What stands in a description that was written with care.
enum Descriptions {
    static func whole(_ title: String, _ thing: String) -> String {
        """
        ## Why
        \(title). Passengers asked for it, and the \(thing) team of the other harbour needs it too.

        ## What
        The rule for the \(thing) moves to one place; everything else asks there.

        ## How tested
        New tests for the \(thing), and by hand with last week's data.

        ## Risk
        Small. It can be taken back by itself.
        """
    }
}
