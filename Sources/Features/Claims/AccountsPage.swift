import Interface
import Records

/// Which accounts of histories, code hosts and trackers are the reader's.
struct AccountsPage: Page {
    let claims: [AccountClaims.Claim]
    /// Who might be the reader, or what was searched for.
    let found: [KnownAccounts.Someone]
    /// Accounts of code hosts and trackers that might be.
    let hosted: [Account]
    let search: String
    let formToken: String
    let error: String?

    var title: String { "Your accounts" }
    var room: Room.ID? { "people" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Names and addresses under which you commit, and logins under which you review. Say which are yours: a lead of your team or an administrator confirms it, or your sign-in does. Numbers about teams stay as they are.", above: Breadcrumb([Interface.Link("You", to: Link.me.path)], current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })
        <section aria-labelledby="mine"><h2 id="mine">Claimed</h2>\(table)</section>
        <section aria-labelledby="find"><h2 id="find">Find yourself</h2>\
        \(FilterForm("Find an account", action: Link.accounts.path, fields: [Field("Name or address", name: "q", form: "find", .search, value: search)], submit: "Find"))\
        \(results)</section>
        """
    }

    private var table: Table {
        Table(
            "Accounts that you claimed", columns: [.text("Account"), .text("State"), .text("Since"), .text("")],
            rows: claims.map { claim in
                [
                    account(claim.signature), Tag(claim.state.words, claim.state.isHeld ? .good : .plain).html,
                    "\(Days.long(claim.since))",
                    ButtonForm(
                        words: "Withdraw", path: Link("me", "accounts", "withdrawal").path, token: formToken,
                        fields: [("name", claim.signature.name), ("email", claim.signature.email)],
                        subject: ClaimWords.subject(claim.signature)
                    ).html,
                ]
            }, none: "You have claimed none yet.")
    }

    private func account(_ signature: Signature) -> HTML { ClaimWords.account(signature) }

    private var results: HTML {
        guard !found.isEmpty || !hosted.isEmpty else {
            return
                "<p>\(search.isEmpty ? "Nobody looks like you at first sight. Search by a name or an address." : "Nobody was found by these words.")</p>"
        }
        return "\(when(!found.isEmpty, people))\(when(!hosted.isEmpty, logins))"
    }

    private var logins: HTML {
        Table(
            search.isEmpty ? "Logins that may be yours" : "Logins that were found", showsCaption: true,
            columns: [.text("Login"), .text("Name"), .text("At"), .text("")],
            rows: hosted.map { one in
                [
                    name(one.login), name(one.name ?? ""), name(one.key.source),
                    ButtonForm(
                        words: "This is me", path: Link("me", "accounts", "claims").path, token: formToken,
                        fields: [("account", one.key.description)], subject: "\(one.login) at \(one.key.source)"
                    ).html,
                ]
            }
        ).html
    }

    private var people: HTML {
        Table(
            search.isEmpty ? "Who may be you" : "Who was found", showsCaption: true,
            columns: [.text("Name"), .text("Accounts"), .text("Seen in"), .text("")],
            rows: found.map { one in
                [
                    name(one.person.name),
                    "<ul class=\"plain\">\(each(one.signatures) { "<li>\(account($0))</li>" })</ul>",
                    "\(Wording.list(one.repositories))",
                    ButtonForm(
                        words: "This is me", path: Link("me", "accounts", "claims").path, token: formToken,
                        fields: [("person", one.person.id)], subject: "with all accounts of \(one.person.name)"
                    ).html,
                ]
            }
        ).html
    }
}

/// How a claimed account is written: a login by its host, a signature by name and address.
enum ClaimWords {
    static func account(_ signature: Signature) -> HTML {
        if let hosted = signature.hostedAccount {
            return "\(name(hosted.login)) <span class=\"quiet\">at \(name(hosted.host))</span>"
        }
        return "\(name(signature.name)) <span class=\"quiet\">\(name(signature.email))</span>"
    }

    static func subject(_ signature: Signature) -> String {
        signature.hostedAccount.map { "\($0.login) at \($0.host)" } ?? signature.email
    }
}

extension AccountClaims.State {
    var words: String {
        switch self {
        case .open: "waits for a word"
        case .confirmed: "confirmed"
        case .proven: "proven by your sign-in"
        case .refused: "refused"
        }
    }
}

extension Link {
    static let accounts = Link("me", "accounts")
    static let claims = Link("claims")
}
