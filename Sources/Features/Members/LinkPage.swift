import Interface

/// What a one-time link opens: the form to join, or the one to choose another password.
struct LinkPage: Page {
    let purpose: OneTimeLink.Purpose
    let login: String
    var name = ""
    var loginError: String?
    private var nameError: String?
    private var passwordError: String?

    init(purpose: OneTimeLink.Purpose, login: String, name: String = "") {
        self.purpose = purpose
        self.login = login
        self.name = name
    }

    mutating func check(password: String) {
        passwordError = PasswordRule.objection(to: password, login: login)
        guard !isReset else { return }
        if Login(login) == nil { loginError = "Take \(Login.rule)." }
        if name.isEmpty { nameError = "Your team needs a name to call you by." }
        if name.count > 100 { nameError = "Take at most 100 characters." }
    }

    var isGood: Bool { loginError == nil && nameError == nil && passwordError == nil }

    private var isReset: Bool { if case .reset = purpose { true } else { false } }

    var title: String {
        switch purpose {
        case .firstAdministrator: "Welcome. You will be this installation’s first administrator"
        case .invitation: "Welcome to Tutti"
        case .reset: "Choose another password"
        }
    }

    private var lead: HTML {
        switch purpose {
        case .firstAdministrator:
            "From then on only those whom you invite see these pages. An administrator sees no answer of anybody."
        case .invitation: "Your login is yours alone. What you answer anonymously is never tied to it."
        case .reset: "Everywhere else you will be signed out."
        }
    }

    var content: HTML {
        """
        \(PageHead(title, lead: lead))
        <form method="post">\
        \(when(!isReset, Field("Your name", name: "name", value: name, hint: "As your team calls you.", error: nameError, isRequired: true).html))\
        \(isReset ? "<p>Login: <strong>\(login)</strong></p>" : loginField)\
        \(Field("Password", name: "password", .newPassword, hint: PasswordRule.text, error: passwordError, isRequired: true))\
        <p class="form__end"><button class="button" type="submit">\(isReset ? "Keep this password" : "Join")</button></p></form>
        """
    }

    private var loginField: HTML {
        Field(
            "Login", name: "login", .login, value: login, hint: "What you sign in with: \(Login.rule).",
            error: loginError, isRequired: true
        ).html
    }
}
