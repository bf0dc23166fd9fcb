/// Things to do in their order: how long there is, what and why, and where.
package struct NextList: Component {
    package struct Item: Sendable {
        let due: String
        let isLate: Bool
        let title: Link
        let why: String
        let verb: String
        let more: HTML

        /// - Parameters:
        ///   - due: "1 h left"; empty where nothing was agreed.
        ///   - why: what it belongs to and why it waits.
        ///   - more: what else may be done about it.
        package init(
            _ title: Link, due: String, isLate: Bool = false, why: String, verb: String, more: HTML = .empty
        ) {
            self.title = title
            self.due = due
            self.isLate = isLate
            self.why = why
            self.verb = verb
            self.more = more
        }
    }

    private let items: [Item]
    private let beginning: Int

    /// - Parameter beginning: the place of the first; what comes first of all has the main button.
    package init(_ items: [Item], beginning: Int = 1) {
        self.items = items
        self.beginning = beginning
    }

    package var html: HTML {
        """
        <ol class="next" start="\(beginning)">\(each(items.enumerated()) { place, item in
            draw(item, isFirst: place + beginning == 1)
        })</ol>
        """
    }

    private func draw(_ item: Item, isFirst: Bool) -> HTML {
        """
        <li><span class="due\(when(item.isLate, " due--late"))">\(item.due)</span>\
        <div>\(item.title)<p>\(item.why)</p>\(item.more)</div>\
        <a class="button\(when(!isFirst, " button--plain"))" href="\(href: item.title.href)">\(item.verb)\
        <span class="unseen"> \(item.title.text)</span></a></li>
        """
    }
}
