import Interface

/// What is kept about the reader, and what they may change.
struct MePage: Page {
    /// A part of the page that has a form of its own.
    enum Part: Hashable, Sendable { case password, secondFactor, tokens, openID }

    let member: Member
    let sessions: [Session]
    let current: Session
    let formToken: String
    let hasPassword: Bool
    let secondFactor: SecondFactorSection.State
    let service: Service?
    let tokens: [APIToken]
    let madeToken: TokenSection.Made?
    /// What was wrong with what was sent.
    let errors: [Part: String]

    /// Another service that signs people in.
    struct Service: Sendable {
        let name: String
        let isConnected: Bool
    }

    var title: String { "You, \(member.name)" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Login \(member.login)\(member.isAdministrator ? ", administrator" : ""), here since \(Days.long(member.joinedAt))."))
        <ul class="plain">\(each(MyPlaces.all) { "<li>\($0)</li>" })</ul>
        <section aria-labelledby="sessions"><h2 id="sessions">Where you are signed in</h2>\(table)</section>
        \(SecondFactorSection(state: secondFactor, formToken: formToken, error: errors[.secondFactor]))
        \(when(hasPassword, password))
        \(when(service) { other($0) })
        \(TokenSection(tokens: tokens, made: madeToken, formToken: formToken, error: errors[.tokens]))
        <form method="post" action="\(href: Link.signOut.path)">\(token)\
        <p class="form__end"><button class="button" type="submit">Sign out</button></p></form>
        """
    }

    private var token: HTML { "<input type=\"hidden\" name=\"form\" value=\"\(formToken)\">" }

    private func other(_ service: Service) -> HTML {
        """
        <section aria-labelledby="openid"><h2 id="openid">\(service.name)</h2>\
        \(when(errors[.openID]) { Note(.bad, "\($0)").html })\
        \(service.isConnected ? "<p>Connected: you may sign in by it.</p>" : connect(service))</section>
        """
    }

    private func connect(_ service: Service) -> HTML {
        """
        <p>Not connected. Once it is, you may sign in by it too.</p><form method="post" action="/me/openid">\(token)\
        <p class="form__end"><button class="button button--plain" type="submit">Connect it</button></p></form>
        """
    }

    private var password: HTML {
        """
        <section aria-labelledby="password"><h2 id="password">Another password</h2>\
        \(when(errors[.password]) { Note(.bad, "\($0)").html })\
        <form method="post" action="\(href: "/me/password")">\(token)\
        \(Field("Old password", name: "old", form: "password", .password, isRequired: true))\
        \(Field("New password", name: "new", form: "password", .newPassword, hint: PasswordRule.text, isRequired: true))\
        <p class="form__end"><button class="button button--plain" type="submit">Change it</button></p></form></section>
        """
    }

    private var table: Table {
        Table(
            "Sessions", columns: [.text("Browser"), .text("Since"), .text("Last seen"), .text("")],
            rows: sessions.map { session in
                [
                    "\(session.client)\(when(session.tokenHash == current.tokenHash, " (this one)"))",
                    "\(Days.long(session.beganAt))", "\(Days.long(session.seenAt))",
                    session.tokenHash == current.tokenHash ? .empty : end(session),
                ]
            })
    }

    private func end(_ session: Session) -> HTML {
        """
        <form class="inline" method="post" action="\(href: "/me/ended-sessions")">\(token)\
        <input type="hidden" name="session" value="\(session.name)">\
        <button class="button button--plain" type="submit">End it</button></form>
        """
    }
}
