/// Facts by their names.
package struct DefinitionList: Component {
    private let facts: [(name: String, value: HTML)]

    package init(_ facts: [(name: String, value: HTML)]) {
        self.facts = facts
    }

    package var html: HTML {
        "<dl class=\"facts\">\(each(facts) { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" })</dl>"
    }
}
