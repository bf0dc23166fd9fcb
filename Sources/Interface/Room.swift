/// An entry of the menu.
package struct Room: Identifiable, Sendable {
    package let id: String
    package let title: String
    package let href: String
    /// What waits there, as a number beside the title and as words for those who listen.
    package let waiting: Waiting?

    package struct Waiting: Sendable {
        package let count: Int
        package let words: String

        package init(_ count: Int, words: String) {
            self.count = count
            self.words = words
        }
    }

    package init(_ title: String, id: String, href: String, waiting: Waiting? = nil) {
        self.id = id
        self.title = title
        self.href = href
        self.waiting = waiting
    }
}
