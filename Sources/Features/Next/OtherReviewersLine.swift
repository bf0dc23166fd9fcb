import Interface
import Records

/// Who else could review it: why, and one press that asks the first of them where a connection may.
struct OtherReviewersLine: Component {
    let others: OtherReviewers
    /// The reader is asked now.
    let isOwn: Bool
    let formToken: String

    var html: HTML {
        """
        <p>\(name(Wording.list(others.suggested.map(\.name)))) could review it: \(link("who else, and why?", to: others.url))</p>\(button)
        """
    }

    private var button: HTML {
        guard others.mayAsk, let first = others.suggested.first, let from = others.from.account else { return .empty }
        return ButtonForm(
            words: isOwn ? "Ask \(first.name) instead" : "Ask \(first.name) in place of \(others.from.name)",
            path: others.url, token: formToken,
            fields: [("old", from.description), ("new", first.account.description)],
            subject: "to review #\(others.pullRequest.id.split(whereSeparator: { $0 == "#" || $0 == "!" }).last ?? "")"
        ).html
    }
}
