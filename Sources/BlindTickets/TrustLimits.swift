/// What stays a matter of trust, in the words that people are shown before the first question.
///
/// A manifest carries its own copy, so that a later version of these sentences changes no round that was opened before.
package enum TrustLimits {
    package static func sentences(for mode: Manifest.Mode) -> [String] {
        switch mode {
        case .anonymous: anonymous + always
        case .confidential:
            [
                "The server knows which answer is yours. Whoever can read its database or a backup can look it up."
            ] + always
        case .named: ["Your name stands beside your answer."] + always.suffix(1)
        }
    }

    /// Of a round that is open for less than a day.
    static let short = [
        "It is open for less than a day. An answer waits until the close at most, not up to twelve hours: whoever watches the line, "
            + "or the server while it runs, can guess better whose it is. What is stored tells no more than otherwise."
    ]

    /// In front of the switch that ties one's answers of several rounds together.
    package static let series = [
        "If you tie your answers together, a name that only your device can make goes along, sealed, in up to four rounds. "
            + "It gathers: when you began, which rounds you left out, an unusual answer. In the end it may fit nobody but you.",
        "One slip is enough: if somebody learns which answer of one round is yours, they know those of the others too.",
        "What makes the name leaves your device only if you carry it to another one yourself, and nobody can bring it back: "
            + "with another browser or without your data you begin anew.",
    ]

    private static let anonymous = [
        "The server may lie about who is eligible and invent members to isolate one real person. "
            + "Therefore everybody sees the list of members and how many tickets were issued and used.",
        "The server could hand one person a different key. Therefore everybody sees the manifest's hash: compare it.",
        "In a browser the server delivers the code that protects you. "
            + "The careful way is the command line and a build that can be reproduced.",
        "Those who run the network see who connects, and when.",
    ]

    private static let always = [
        "The group may be small.",
        "What you write may identify you.",
        "Others who join forces can subtract their own answers from the result; what is left is everybody else's.",
        "Nothing here protects you against a device that somebody else controls.",
    ]
}
