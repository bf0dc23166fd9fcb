import Interface

/// Login and password, and what to do without them.
struct SignInPage: Page {
    let next: String
    let login: String
    var error: String?
    /// Whether somebody could sign in at all.
    var hasMembers = true

    /// Says the same whether the login exists or not.
    static let wrong = "Login and password do not fit together. Try again, or ask an administrator for a reset link."

    let title = "Sign in"

    var content: HTML { hasMembers ? form : nobody }

    private var nobody: HTML {
        """
        \(PageHead(title))
        \(EmptyState(
            "Nobody has joined yet", text: "Until then these pages are open to whoever reaches this address.",
            step: "This prints a link that makes the first administrator: <code>tutti admin create</code>"))
        """
    }

    private var form: HTML {
        """
        \(PageHead(title, lead: "To see what your team sees."))
        \(when(error) { Note(.bad, "\($0)").html })
        <form method="post" action="\(href: Link.signIn.path)">\
        <input type="hidden" name="next" value="\(next)">\
        \(Field("Login", name: "login", form: "sign-in", .login, value: login, isRequired: true))\
        \(Field("Password", name: "password", form: "sign-in", .password, isRequired: true))\
        <p class="form__end"><button class="button" type="submit">Sign in</button></p></form>
        <p class="quiet">No login yet? An administrator makes you a link. Password forgotten? The same; no mail is needed.</p>
        """
    }
}
