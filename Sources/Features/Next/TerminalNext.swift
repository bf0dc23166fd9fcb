/// What waits for a member, in a terminal: how long there is, what, where and why.
package struct TerminalNext {
    private let next: NextThings
    private let showsAll: Bool
    private let now: Int64
    private let style: TerminalStyle

    /// - Parameter now: seconds since 1970.
    package init(_ next: NextThings, showsAll: Bool, now: Int64, style: TerminalStyle) {
        self.next = next
        self.showsAll = showsAll
        self.now = now
        self.style = style
    }

    package var text: String {
        guard !next.things.isEmpty else { return "Nothing waits for you.\n" }
        let shown = showsAll ? next.things[...] : next.things.prefix(MyDayPage.few)
        let rest = next.things.count - shown.count
        let more = rest == 0 ? "" : "\n\(Wording.capitalised(Wording.number(rest))) more: --all shows them.\n"
        return shown.map(lines).joined(separator: "\n") + more
    }

    private func lines(_ thing: NextThing) -> String {
        let due = NextWords.due(thing, now: now).text
        let head = "\(thing.kind.verb): \(Printable.text(thing.title))"
        let first = due.isEmpty ? "" : "\(due)  "
        let about = style.lines(
            "\(Printable.text(thing.place)), because \(thing.why)", first: "  ", rest: "  ")
        return ([first + style.strong(head)] + about + ["  \(Printable.text(thing.url))"]).joined(separator: "\n")
            + "\n"
    }
}
