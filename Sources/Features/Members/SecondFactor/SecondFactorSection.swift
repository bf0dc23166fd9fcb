import Interface

/// The part of one's own page that speaks of the second factor.
struct SecondFactorSection: Component {
    enum State: Sendable {
        case off
        case on(since: Int64, codesLeft: Int)
        /// Who has no password signs in elsewhere, where a second step belongs.
        case elsewhere
        case noKey
    }

    let state: State
    let formToken: String
    let error: String?

    static let noKey = """
        This server has no key file to seal secrets with, so that nobody can have a second factor. Who runs it starts it with \
        --key-file.
        """

    var html: HTML {
        """
        <section aria-labelledby="second-factor"><h2 id="second-factor">Second factor</h2>\
        \(when(error) { Note(.bad, "\($0)").html })\(content)</section>
        """
    }

    private var content: HTML {
        switch state {
        case .noKey: "<p>\(Self.noKey)</p>"
        case .elsewhere: "<p>You sign in without a password here; a second step belongs to where you sign in.</p>"
        case .off:
            """
            <p>Off. With it, signing in also takes a code from an app on your phone, so that a stolen password is not enough.</p>
            <form method="post" action="/me/second-factor">\(token)\
            \(Field("Your password", name: "password", form: "second-factor", .password, isRequired: true))\
            <p class="form__end"><button class="button button--plain" type="submit">Set it up</button></p></form>
            """
        case .on(let since, let codesLeft):
            """
            <p>On since \(Days.long(since)), with \(Wording.count(codesLeft, "recovery code", "recovery codes")) left.</p>
            <form method="post" action="/me/second-factor/recovery-codes">\(token)\
            \(Field("A code of the app, or a recovery code", name: "code", form: "second-factor", .oneTimeCode, isRequired: true))\
            <p class="form__end"><button class="button button--plain" type="submit">Make new recovery codes</button> \
            <button class="button button--plain" type="submit" formaction="/me/second-factor/removal">Switch it off</button></p></form>
            """
        }
    }

    private var token: HTML { "<input type=\"hidden\" name=\"form\" value=\"\(formToken)\">" }
}
