import Interface

/// Everybody who may sign in, and links for those who cannot yet.
struct MembersPage: Page {
    let members: [Member]
    /// Who has a second factor.
    let withSecondFactor: Set<Member.ID>
    let reader: Member.ID
    let formToken: String
    let made: Made?
    let error: String?

    /// A link that was made just now.
    struct Made: Sendable {
        let path: String
        let words: String
        let life: String
    }

    var title: String {
        let count = members.count { $0.leftAt == nil }
        return Wording.capitalised("\(Wording.count(count, "person", "people")) may sign in")
    }

    var content: HTML {
        """
        \(PageHead(title, lead: "Administrators see logins. What people answer, or do, they do not see."))
        \(when(made) { shown($0) })\(when(error) { Note(.bad, "\($0)").html })
        <section aria-labelledby="invite"><h2 id="invite">Invite somebody</h2>\
        <form method="post" action="\(href: "/members/invitations")">\(token)\
        \(Field("As another administrator", name: "administrator", form: "invite", .checkbox))\
        <p class="form__end"><button class="button" type="submit">Make a link</button></p></form></section>
        <section aria-labelledby="all"><h2 id="all">Members</h2>\(table)</section>
        """
    }

    private func shown(_ made: Made) -> HTML {
        Note(
            .good,
            """
            A link for \(made.words), good once and for \(made.life). Copy it now, it is not shown again; add it to this \
            server’s address: <code>\(made.path)</code>
            """
        ).html
    }

    private var token: HTML { "<input type=\"hidden\" name=\"form\" value=\"\(formToken)\">" }

    private var table: Table {
        Table(
            "Members", columns: [.text("Name"), .text("Login"), .text("Since"), .text("")],
            rows: members.map { member in
                [
                    "\(name(member.name))\(tags(member))",
                    "\(member.login)", "\(Days.long(member.joinedAt))", actions(member),
                ]
            })
    }

    private func tags(_ member: Member) -> HTML {
        """
        \(when(member.isAdministrator, " \(Tag("administrator"))"))\
        \(when(withSecondFactor.contains(member.id), " \(Tag("second factor"))"))
        """
    }

    private func actions(_ member: Member) -> HTML {
        if member.leftAt != nil { return "left" }
        let path = "/members/\(member.id)"
        return """
            \(button("Reset link", to: path + "/reset"))\
            \(when(withSecondFactor.contains(member.id), button("Remove second factor", to: path + "/second-factor/removal")))\
            \(when(member.id != reader, button("End", to: path + "/ending")))
            """
    }

    private func button(_ words: String, to path: String) -> HTML {
        """
        <form class="inline" method="post" action="\(href: path)">\(token)\
        <button class="button button--plain" type="submit">\(words)</button></form>
        """
    }
}
