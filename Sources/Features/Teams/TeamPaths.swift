import Foundation
import Interface
import Records
import Store

/// Which paths of shared repositories are a team's, for everybody to read and for its keepers to change.
struct TeamPaths: Component {
    let team: Team
    /// Every repository that was read, by name.
    let repositories: [Shared]
    /// What somebody sent and what is wrong with it.
    let draft: TeamPathsDraft?
    /// Nil for readers who change nothing of the team.
    let formToken: String?

    struct Shared: Sendable {
        let id: Repository.ID
        let name: String
        /// Of this team, sorted.
        let paths: [String]
    }

    init(_ team: Team, in db: any Connection, draft: TeamPathsDraft? = nil, formToken: String?) throws {
        self.team = team
        self.draft = draft
        self.formToken = team.archivedAt == nil ? formToken : nil
        let paths = try db.paths(ofTeam: team.name)
        repositories = try db.repositories().map { Shared(id: $0.id, name: $0.name, paths: paths[$0.id] ?? []) }
    }

    private var own: [Shared] { repositories.filter { !$0.paths.isEmpty } }

    private var others: [Shared] { repositories.filter { $0.paths.isEmpty } }

    var html: HTML {
        """
        <section aria-labelledby="paths"><h2 id="paths">Its paths in shared repositories</h2>\
        <p>\(words)</p>\(list)\(when(formToken) { forms($0) })</section>
        """
    }

    private var words: String {
        own.isEmpty
            ? "None: no repository has numbers for this team alone."
            : "What is told about code and knowledge is told for these paths alone, too."
    }

    private var list: HTML {
        guard !own.isEmpty else { return .empty }
        return Table(
            "Paths of \(team.title)", columns: [.text("Repository"), .text("Paths")],
            rows: own.map { shared in
                [
                    name(shared.name, href: Link.knowledge(shared.id).within(Scope(team: team.name)).path),
                    "\(each(shared.paths) { "<code>\($0)</code> " })",
                ]
            }
        ).html
    }

    private func forms(_ token: String) -> HTML {
        guard !repositories.isEmpty else {
            return "<p class=\"quiet\">Repositories stand here once one was read.</p>"
        }
        return """
            \(each(own) { shared in
                let hidden: HTML = "<input type=\"hidden\" name=\"repository\" value=\"\(shared.id)\">"
                return Details(
                    "Change its paths in \(shared.name)", isOpen: draft?.repository == shared.id,
                    content: form(shared.id, hidden, shared.paths, token)
                ).html
            })\(when(!others.isEmpty, adding(token)))
            """
    }

    private func adding(_ token: String) -> HTML {
        let isDrafted = others.contains { $0.id == draft?.repository }
        let choice = Field(
            "Repository", name: "repository", form: "paths", .select(others.map { .init($0.name, value: $0.id) }),
            value: isDrafted ? draft?.repository ?? "" : "")
        return Details(
            "Give it paths in another repository",
            isOpen: isDrafted, content: form(isDrafted ? draft?.repository ?? "" : "", choice.html, [], token)
        ).html
    }

    private func form(_ id: Repository.ID, _ choice: HTML, _ paths: [String], _ token: String) -> HTML {
        let draft = draft?.repository == id ? draft : nil
        let hint = "Folders or files as the repository has them, one a line. Nothing takes all of them from the team."
        return """
            <form method="post" action="\(href: Link("teams", team.name, "paths").path)">\(FormToken(text: token))\(choice)\
            \(Field("Paths", name: "paths", form: "paths-\(id)", .lines, value: draft?.paths ?? paths.joined(separator: "\n"), hint: hint, error: draft?.error))\
            <p class="form__end"><button class="button button--plain" type="submit">Keep</button></p></form>
            """
    }
}

/// Paths as somebody typed them.
struct TeamPathsDraft: Sendable {
    let repository: Repository.ID
    /// One a line.
    let paths: String
    var error: String?

    init(_ form: Form) {
        repository = form["repository"]
        paths = form["paths"]
    }

    /// - Throws: `TeamTrouble`.
    func rules() throws -> Set<String> {
        try PathRules.rules(
            paths.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                !$0.isEmpty
            })
    }

    func with(_ trouble: TeamTrouble) -> TeamPathsDraft {
        var draft = self
        draft.error = trouble.description
        return draft
    }
}
