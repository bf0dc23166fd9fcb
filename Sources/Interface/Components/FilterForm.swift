/// What a page shows, chosen by questions whose answers stand in the address: `GET`, so that a view can be passed on.
package struct FilterForm: Component {
    private let label: String
    private let action: String
    private let fields: [Field]
    private let kept: [(name: String, value: String)]
    private let submit: String

    /// - Parameters:
    ///   - label: what the form is for, for those who listen.
    ///   - keeping: other choices of the same address that must survive.
    package init(
        _ label: String, action: String, fields: [Field], keeping kept: [(name: String, value: String)] = [],
        submit: String = "Show"
    ) {
        self.label = label
        self.action = action
        self.fields = fields
        self.kept = kept
        self.submit = submit
    }

    package var html: HTML {
        """
        <form class="filter" method="get" action="\(href: action)" role="search" aria-label="\(label)">\
        \(each(kept) { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\(each(fields) { $0.html })\
        <button class="button button--plain" type="submit">\(submit)</button></form>
        """
    }
}
