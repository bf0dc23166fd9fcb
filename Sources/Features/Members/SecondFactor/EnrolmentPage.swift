import Interface

/// Shows an authenticator app its key, and asks for the first code.
struct EnrolmentPage: Page {
    let key: AuthenticatorKey
    let formToken: String
    let error: String?

    static let wrong = """
        This code does not fit. Wait for the next one. If none fits, the clock of the phone or of this server is wrong.
        """

    let title = "Let your authenticator app take this key"

    var content: HTML {
        """
        \(PageHead(title, lead: "Nothing has changed yet. The second factor is on once the app has shown a right code."))
        <section class="enrolment" aria-labelledby="key"><h2 id="key">1. Scan it, or type it</h2>\
        \(when(QRCode(key.address)) { QRPicture($0, label: "QR code of the key that stands below as text").html })
        <p>By hand: <code>\(key.typed)</code>, six digits, every 30 seconds.</p>
        <p><a href="\(authenticator: key)">Open it in an app on this device</a></p></section>
        <section aria-labelledby="code"><h2 id="code">2. Type the code that the app shows</h2>\
        <form method="post" action="/me/second-factor/confirmation"><input type="hidden" name="form" value="\(formToken)">\
        \(Field("Code", name: "code", form: "enrolment", .oneTimeCode, error: error, isRequired: true))\
        <p class="form__end"><button class="button" type="submit">Switch it on</button></p></form></section>
        <p>\(link("Leave it as it was", to: Link.me.path))</p>
        """
    }
}

extension HTML.StringInterpolation {
    /// The one address that is no page's: apps registered for `otpauth:` take it.
    fileprivate mutating func appendInterpolation(authenticator key: AuthenticatorKey) {
        appendInterpolation(key.address)
    }
}

/// The recovery codes, this once.
struct RecoveryCodesPage: Page {
    let codes: [String]

    let title = "Keep these ten codes"

    var content: HTML {
        """
        \(PageHead(title, lead: "Each lets you in once when the phone is not at hand. They are not shown again."))
        <ol class="codes">\(each(codes) { "<li><code>\($0)</code></li>" })</ol>
        <p>Print them, or keep them in a password manager. Earlier recovery codes are worth nothing from now on.</p>
        <p><a class="button" href="\(href: Link.me.path)">I have kept them</a></p>
        """
    }
}
