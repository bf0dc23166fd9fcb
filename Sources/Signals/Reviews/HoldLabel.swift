/// Labels by which people say that a pull request waits for something that is nobody's turn here.
enum HoldLabel {
    /// A label in plain words, however a team writes it: `on-hold`, `On Hold` and `status: on_hold` are one.
    static func words(_ label: String) -> String {
        var words = label.lowercased().split { !$0.isLetter && !$0.isNumber }
        if words.count > 1, ["status", "state", "pr"].contains(words[0]) { words.removeFirst() }
        return words.joined(separator: " ")
    }
}
