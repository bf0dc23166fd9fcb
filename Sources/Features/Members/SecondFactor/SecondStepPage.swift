import Interface

/// Asks for the code after the password.
struct SecondStepPage: Page {
    let next: String
    let error: String?

    static let wrong = """
        This code does not fit, or it was used. Wait for the app’s next one, or take a recovery code that you have not used.
        """
    static let noKey = """
        The app’s codes cannot be checked: this server’s key file is missing, or it is another one. Use a recovery code, or \
        ask an administrator.
        """

    let title = "One more step"

    var content: HTML {
        """
        \(PageHead(title, lead: "Your password was right. Now the code that your authenticator app shows."))
        \(when(error) { Note(.bad, "\($0)").html })
        <form method="post" action="\(href: Link.secondStep.path)">\
        <input type="hidden" name="next" value="\(next)">\
        \(Field("Code", name: "code", form: "second-step", .oneTimeCode, hint: "Six digits, or one of your recovery codes.", isRequired: true))\
        <p class="form__end"><button class="button" type="submit">Sign in</button></p></form>
        <p class="quiet">Phone and recovery codes lost? An administrator can take the second factor away.</p>
        """
    }
}
