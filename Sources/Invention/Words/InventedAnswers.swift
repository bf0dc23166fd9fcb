/// What one of ten people wrote after the week in which deployments went wrong.
package struct InventedAnswer: Sendable {
    package let text: String
    /// Whether it may be shown word for word.
    package var maySeeWords = true
    /// Whether whoever leads may write back.
    package var wantsReply = false
    /// What was written back; nil where nobody has yet.
    package var reply: String?

    package static let question = "What would have helped in the week when deployments of bookings failed?"

    /// Two of them are not shown word for word, one still waits for the reply that it asked for.
    package static let all = [
        InventedAnswer(
            text:
                "A roll back that takes one command. Twice I looked for the last good version by hand, on a Friday evening.",
            wantsReply: true,
            reply:
                "You are right, that was luck. The command is an item of the next sprint; Friday deployments wait until it is there."
        ),
        InventedAnswer(
            text: "Smaller releases. Three unrelated changes went out together and nobody could say which one it was."),
        InventedAnswer(
            text: "To say out loud that we roll back first and look for the cause afterwards. We discussed for an hour."
        ),
        InventedAnswer(
            text: "Release notes. They were empty, so support heard of it from passengers.", wantsReply: true,
            reply: "Support is now in the channel of releases. Please say there if that is not enough."),
        InventedAnswer(
            text:
                "I saw the alarm and was not sure whether I may roll back myself. Who is on call should stand above the dashboard.",
            wantsReply: true),
        InventedAnswer(
            text: "The same payment test failed on the branch for days. We had got used to starting it again."),
        InventedAnswer(
            text:
                "Staging has no trailers at all, so what broke could not be seen there. Staging data like that of a real ferry, please."
        ),
        InventedAnswer(
            text: "Somebody beside Tadeo who knows settlement. We waited for him before we dared to roll back."),
        InventedAnswer(text: "Less haste. With that date nobody wanted to roll back.", maySeeWords: false),
        InventedAnswer(text: "Smaller releases, and staging data that is not empty.", maySeeWords: false),
    ]
}
