import Interface

/// Proves in a form that it was drawn for the session that sends it.
struct FormToken: Component {
    let text: String

    var html: HTML { "<input type=\"hidden\" name=\"form\" value=\"\(text)\">" }
}

/// A form that is a button, with what it sends.
struct ButtonForm: Component {
    let words: String
    let path: String
    let token: String
    var fields: [(name: String, value: String)] = []
    /// What it is about, for those who listen, where several buttons say the same.
    var subject = ""

    var html: HTML {
        """
        <form class="inline" method="post" action="\(href: path)">\(FormToken(text: token))\
        \(each(fields) { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\
        <button class="button button--plain" type="submit">\(words)\
        \(when(!subject.isEmpty, "<span class=\"unseen\"> \(subject)</span>"))</button></form>
        """
    }
}
