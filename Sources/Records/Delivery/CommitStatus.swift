/// A mark at a commit, as code hosts show it beside a pull request.
package struct CommitStatus: Codable, Hashable, Sendable {
    package enum State: String, Codable, Sendable {
        case success, failure, pending
    }

    /// Which of several marks it is; the newest of one name stands for it.
    package var name: String
    package var state: State
    /// One line. Hosts show about 140 characters.
    package var sentence: String

    package init(name: String, state: State, sentence: String) {
        self.name = name
        self.state = state
        self.sentence = sentence.count <= Self.most ? sentence : sentence.prefix(Self.most - 1) + "…"
    }

    /// Characters that GitHub takes.
    private static let most = 140
}
