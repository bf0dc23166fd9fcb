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
        guard !next.things.isEmpty else { return "Nothing waits for you.\n" + awaited }
        let shown = showsAll ? next.things[...] : next.things.prefix(MyDayPage.few)
        let rest = next.things.count - shown.count
        let more = rest == 0 ? "" : "\n\(Wording.capitalised(Wording.number(rest))) more: --all shows them.\n"
        return shown.map(lines).joined(separator: "\n") + more + awaited
    }

    private var awaited: String {
        guard let awaited = next.awaited else { return "" }
        let shown = awaited.map { one in
            let who = one.waitsFor.isEmpty ? "anybody of the team" : Wording.list(one.waitsFor)
            return ([Printable.text("\(one.title) (\(one.place)): \(who)")] + others(one.others)).map { "  \($0)\n" }
                .joined()
        }
        return "\n\(style.strong("You wait for a review of"))\n" + shown.joined()
    }

    private func others(_ others: OtherReviewers?) -> [String] {
        guard let others, let first = others.suggested.first else { return [] }
        let names = Printable.text(Wording.list(others.suggested.map(\.name)))
        guard others.mayAsk, let from = others.from.login, let to = first.login else {
            return ["who else? \(names): \(Printable.text(others.url))"]
        }
        let command = "tutti review swap \(others.pullRequest) --team \(others.team) --from \(from) --to \(to)"
        return ["who else? \(names): \(Printable.text(command))"]
    }

    private func lines(_ thing: NextThing) -> String {
        let due = NextWords.due(thing, now: now).text
        let head = "\(thing.kind.verb): \(Printable.text(thing.title))"
        let first = due.isEmpty ? "" : "\(due)  "
        let about = style.lines(
            "\(Printable.text("\(thing.place), because \(thing.why)"))", first: "  ", rest: "  ")
        return
            ([first + style.strong(head)] + about + ["  \(Printable.text(thing.url))"]
            + others(thing.others).map { "  \($0)" })
            .joined(separator: "\n") + "\n"
    }
}
