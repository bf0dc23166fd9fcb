import Interface

/// Login and password, and what to do without them.
struct SignInPage: Page {
    let next: String
    let login: String
    var error: String?
    /// Whether somebody could sign in at all.
    var hasMembers = true
    /// Another service that signs people in too, by its name.
    var service: String?

    /// Says the same whether the login exists or not.
    static let wrong = "Login and password do not fit together. Try again, or ask an administrator for a reset link."

    let title = "Sign in"

    var content: HTML { hasMembers || service != nil ? form : nobody }

    private var nobody: HTML {
        """
        \(PageHead(title))
        \(EmptyState(
            "Nobody has joined yet", text: "Until then these pages are open to whoever reaches this address.",
            step: "This prints a link that makes the first administrator: <code>tutti admin create</code>"))
        """
    }

    private func other(_ service: String) -> HTML {
        """
        <p><a class="button" href="\(href: Link.openID.with("next", next).path)">Sign in with \(service)</a></p>
        <p class="quiet">Or with a login and a password of this server:</p>
        """
    }

    private var form: HTML {
        """
        \(PageHead(title, lead: "To see what your team sees."))
        \(when(error) { Note(.bad, "\($0)").html })
        \(when(service) { other($0) })
        <form method="post" action="\(href: Link.signIn.path)">\
        <input type="hidden" name="next" value="\(next)">\
        \(Field("Login", name: "login", form: "sign-in", .login, value: login, isRequired: true))\
        \(Field("Password", name: "password", form: "sign-in", .password, isRequired: true))\
        <p class="form__end"><button class="button" type="submit">Sign in</button></p></form>
        <p class="quiet">No login yet? An administrator makes you a link. Password forgotten? The same; no mail is needed.</p>
        """
    }
}
