/// The markup of every element, one after the other.
package func each<Elements: Sequence>(
    _ elements: Elements, between separator: HTML = .empty, _ markup: (Elements.Element) -> HTML
) -> HTML {
    var all = HTML.empty
    var isFirst = true
    for element in elements {
        if !isFirst { all += separator }
        isFirst = false
        all += markup(element)
    }
    return all
}

/// The markup if the condition holds, else nothing.
package func when(_ condition: Bool, _ markup: @autoclosure () -> HTML) -> HTML {
    condition ? markup() : .empty
}

/// The markup of a value if there is one, else nothing.
package func when<Value>(_ value: Value?, _ markup: (Value) -> HTML) -> HTML {
    value.map(markup) ?? .empty
}

/// An attribute with a space before it, or nothing where there is no value.
package func attribute(_ name: HTML, _ value: String?) -> HTML {
    when(value) { " \(name)=\"\($0)\"" }
}

/// A name from outside (a person, a path, a branch), kept from reordering the sentence around it.
package func name(_ text: String) -> HTML {
    "<bdi>\(text)</bdi>"
}

/// The same, leading to its page where it has one.
package func name(_ text: String, href: String?) -> HTML {
    href.map { "<a href=\"\(href: $0)\">\(name(text))</a>" } ?? name(text)
}

/// A sentence of ours in which what stands between backticks is code.
package func prose(_ text: String) -> HTML {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // One without its partner belongs to the text.
    if parts.count.isMultiple(of: 2) { return "\(text)" }
    return each(parts.enumerated()) { place, part in place.isMultiple(of: 2) ? "\(part)" : "<code>\(part)</code>" }
}

/// A link within the site or to the web.
package func link(_ text: String, to address: String) -> HTML {
    "<a href=\"\(href: address)\">\(text)</a>"
}
