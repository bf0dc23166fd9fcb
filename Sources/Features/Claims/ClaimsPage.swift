import Interface
import Records

/// Claims on which the reader may say a word. It shows whose account it is said to be, and nothing that was done with it.
struct ClaimsPage: Page {
    struct Row: Sendable {
        let claim: AccountClaims.Claim
        let member: Member
        /// Who else claims it.
        let others: [String]
    }

    let rows: [Row]
    let formToken: String
    let error: String?

    private var open: [Row] { rows.filter { $0.claim.state == .open } }
    private var decided: [Row] { rows.filter { $0.claim.state != .open } }

    var title: String {
        open.isEmpty
            ? "No claim waits for you"
            : Wording.capitalised(
                "\(Wording.count(open.count, "claim", "claims")) \(open.count == 1 ? "waits" : "wait") for you")
    }
    var room: Room.ID? { "people" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Members of your teams say that these accounts are theirs. Confirm what you know; refuse what is wrong. Either can be taken back."))
        \(when(error) { Note(.bad, "\($0)").html })
        <section aria-labelledby="open"><h2 id="open">To be decided</h2>\(table(open, "Open claims", none: "Nothing waits."))</section>
        \(decided.isEmpty ? .empty : "<section aria-labelledby=\"decided\"><h2 id=\"decided\">Decided</h2>\(table(decided, "Decided claims", none: ""))</section>")
        """
    }

    private func table(_ rows: [Row], _ caption: String, none: String) -> Table {
        Table(
            caption, columns: [.text("Account"), .text("Claimed by"), .text("State"), .text("")],
            rows: rows.map { row in
                [
                    ClaimWords.account(row.claim.signature),
                    "\(name(row.member.name)) <span class=\"quiet\">\(row.member.login)</span>\(when(!row.others.isEmpty, "<br><span class=\"quiet\">also by \(Wording.list(row.others))</span>"))",
                    Tag(row.claim.state.words, row.claim.state.isHeld ? .good : .plain).html,
                    "\(when(!row.claim.state.isHeld, button("Confirm", "on", row)))\(when(row.claim.state != .refused, button("Refuse", "", row)))",
                ]
            }, none: none)
    }

    private func button(_ words: String, _ value: String, _ row: Row) -> HTML {
        ButtonForm(
            words: words, path: Link.claims.path, token: formToken,
            fields: [
                ("member", row.member.id), ("name", row.claim.signature.name), ("email", row.claim.signature.email),
                ("right", value),
            ], subject: "\(ClaimWords.subject(row.claim.signature)) for \(row.member.name)"
        ).html
    }
}
