import Interface

/// The part of one's own page that speaks of API tokens.
struct TokenSection: Component {
    /// A token that was made just now; it is stored nowhere as such.
    struct Made: Sendable {
        let title: String
        let text: String
    }

    let tokens: [APIToken]
    let made: Made?
    let formToken: String
    let error: String?

    var html: HTML {
        """
        <section aria-labelledby="tokens"><h2 id="tokens">API tokens</h2>\
        \(when(made) { shown($0) })\(when(error) { Note(.bad, "\($0)").html })\
        <p>A token lets a program ask the API as you. It opens no page.</p>
        \(when(!tokens.isEmpty, "\(table)"))\(form)</section>
        """
    }

    private func shown(_ made: Made) -> HTML {
        Note(
            .good,
            "“\(made.title)” is made. Copy it now, it is not shown again: <code class=\"secret\">\(made.text)</code>"
        ).html
    }

    private var table: Table {
        Table(
            "API tokens",
            columns: [.text("Token"), .text("May"), .text("Until"), .text("Last used"), .text("")],
            rows: tokens.map { token in
                [
                    name(token.title), "\(Self.words(token.scope))", "\(Days.long(token.endsAt))",
                    "\(token.usedOn.map { Days.long($0 * 86_400) } ?? "never")", revoke(token),
                ]
            })
    }

    private func revoke(_ token: APIToken) -> HTML {
        """
        <form class="inline" method="post" action="/me/revoked-tokens">\(hidden)\
        <input type="hidden" name="token" value="\(token.name)">\
        <button class="button button--plain" type="submit">Revoke</button></form>
        """
    }

    private var form: HTML {
        let scopes = APIToken.Scope.allCases.map { Field.Option(Self.words($0), value: $0.rawValue) }
        let lives = APIToken.lives.map { Field.Option("\($0) days", value: "\($0)") }
        return """
            <form method="post" action="/me/tokens">\(hidden)\
            \(Field("What it is for", name: "title", form: "token", isRequired: true))\
            \(Field("It may", name: "scope", form: "token", .select(scopes), value: "read"))\
            \(Field("It lasts", name: "days", form: "token", .select(lives), value: "90"))\
            <p class="form__end"><button class="button button--plain" type="submit">Make a token</button></p></form>
            """
    }

    private static func words(_ scope: APIToken.Scope) -> String {
        switch scope {
        case .read: "read"
        case .write: "read and change"
        }
    }

    private var hidden: HTML { "<input type=\"hidden\" name=\"form\" value=\"\(formToken)\">" }
}
