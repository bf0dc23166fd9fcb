import Interface
import Records

/// Everything about the reader: what is kept, how to take it away, to object, and to be forgotten.
struct MyDataPage: Page {
    let member: Member
    /// What is kept, by how many.
    let kept: [(words: String, count: Int)]
    let activity: [MyData.Activity]
    let objectedAt: Int64?
    let formToken: String
    let error: String?

    var title: String { "Everything about you" }
    var room: Room.ID? { "people" }

    var content: HTML {
        """
        \(PageHead(title, lead: "What Tutti keeps that is tied to you. Nobody else opens this page. What you answer anonymously is tied to nobody, so that it cannot stand here.", above: Breadcrumb([Interface.Link("You", to: Link.me.path)], current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })
        <section aria-labelledby="kept"><h2 id="kept">What is kept</h2>\
        \(Table("What is kept about you", columns: [.text("What"), .number("How many")], rows: kept.map { ["\($0.words)", "\($0.count)"] }))\
        <p class="form__end">\(Interface.Link("Take it all away as JSON", to: Link.myExport.path).button())</p></section>
        <section aria-labelledby="activity"><h2 id="activity">What your accounts did</h2>\(work)</section>
        <section aria-labelledby="objection"><h2 id="objection">Object to being counted</h2>\(objection)</section>
        <section aria-labelledby="erasure"><h2 id="erasure">Be forgotten</h2>\(erasure)</section>
        """
    }

    private var work: HTML {
        guard !activity.isEmpty else {
            return
                "<p>No account is confirmed as yours. \(Interface.Link("Say which accounts are yours", to: Link.accounts.path)), and what they did stands here, for you alone.</p>"
        }
        return Table(
            "Commits of your confirmed accounts",
            columns: [.text("Account"), .text("Repository"), .number("Commits"), .text("First"), .text("Last")],
            rows: activity.map { one in
                [
                    "\(name(one.signature.name)) <span class=\"quiet\">\(name(one.signature.email))</span>",
                    "\(one.repository)", "\(Format.number(one.commits))", "\(one.firstAt?.prefix(10) ?? "")",
                    "\(one.lastAt?.prefix(10) ?? "")",
                ]
            }
        ).html
    }

    private var objection: HTML {
        let button = ButtonForm(
            words: objectedAt == nil ? "Object" : "Let me be counted again", path: Link("me", "objection").path,
            token: formToken, fields: [("on", objectedAt == nil ? "on" : "")])
        return """
            <p>\(objectedAt.map { "You objected on \(Days.long($0)). " } ?? "")While you object, no number about people counts your \
            confirmed accounts: who knows which code, who works with whom, who works late. Commits, releases and files are still \
            counted as the repository has them, and nobody is told who objects.</p><div class="form__end">\(button)</div>
            """
    }

    private var erasure: HTML {
        """
        <p>Your name, login, sign-ins, working time and claims are removed. In the histories a pseudonym takes the place of your \
        confirmed accounts, so that a team’s totals stay right and nobody stands behind them. This cannot be taken back.</p>\
        <form method="post" action="\(href: Link("me", "erasure").path)">\(FormToken(text: formToken))\
        \(Field("Your login, to be sure", name: "login", form: "erasure", hint: "Type \(member.login).", isRequired: true))\
        <p class="form__end"><button class="button button--plain" type="submit">Forget me</button></p></form>
        """
    }
}

/// What an erasure did, shown once.
struct ErasurePage: Page {
    let report: ErasureReport

    var title: String { "You are forgotten" }

    var content: HTML {
        """
        \(PageHead(title, lead: "You are signed out everywhere. This report is shown once and kept nowhere."))
        <section aria-labelledby="done"><h2 id="done">What was done</h2>\
        \(Table("What was done", columns: [.text("What"), .number("How many"), .text("What became of it")], rows: report.lines.map { [ "\($0.what)", "\($0.count)", "\($0.fate)"] }))</section>
        <section aria-labelledby="remains"><h2 id="remains">What this does not reach</h2>\
        <ul class="plain">\(each(report.remains) { "<li>\($0)</li>" })</ul></section>
        """
    }
}

extension Link {
    static let myExport = Link("me", "export")
}
