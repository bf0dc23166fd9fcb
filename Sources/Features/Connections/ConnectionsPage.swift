import Interface
import Records

/// What Tutti reads, how the last reading went, and how to add more.
struct ConnectionsPage: Page {
    let repositories: [Row]
    /// Outside systems.
    let sources: [SourceRow]
    /// Tables that came in by the command line; nil where none did.
    let files: FilesCard?
    /// What the reader may connect.
    let kinds: [SourceKind]
    let isAdministrator: Bool
    let formToken: String

    /// A repository and its last import.
    struct Row: Sendable {
        let repository: Repository
        let commits: Int
        /// Teams that share it by path rules, sorted.
        let teams: [String]
        let state: ImportState
    }

    /// How the reading of a repository stands.
    enum ImportState: Sendable {
        case never
        case running(done: Int, total: Int?, rate: Double?)
        case finished(at: Int64)
        /// What went wrong, as a sentence.
        case failed(String, at: Int64)
    }

    var title: String {
        let parts = [
            repositories.isEmpty ? nil : Wording.count(repositories.count, "repository", "repositories"),
            sourceCount == 0 ? nil : Wording.count(sourceCount, "source", "sources"),
        ].compactMap(\.self)
        guard !parts.isEmpty else { return "Nothing is connected yet" }
        let isOne = repositories.count + sourceCount == 1
        let verb = sourceCount == 0 ? "read" : "connected"
        return Wording.capitalised("\(parts.joined(separator: " and ")) \(isOne ? "is" : "are") \(verb)")
    }
    private var sourceCount: Int { sources.count + (files == nil ? 0 : 1) }
    var room: Room.ID? { "connections" }
    var scripts: [Asset] { [.liveRegion] }

    var content: HTML {
        """
        \(PageHead(title, lead: "Where Tutti learns what happened. Git needs no account and no network."))
        \(repositories.isEmpty && sourceCount == 0 ? empty : list)
        \(when(!kinds.isEmpty, connect))\(when(isAdministrator, others))<section aria-labelledby="add"><h2 id="add">Add a repository</h2>\
        <p>Git histories are added from the command line; these pages only read them.</p>\
        <pre class="command"><code>tutti import git /path/to/a/clone</code></pre>\
        <p>A URL works too: it is cloned by git itself, with your own keys, into the data folder, and fetched from time to time.</p></section>
        """
    }

    private var empty: HTML {
        EmptyState(
            "Repositories",
            text: "Here you will see each repository, when it was last read, and what went wrong if something did.",
            step: "<code>tutti serve --repository /path/to/a/clone</code>"
        ).html
    }

    private var list: HTML {
        """
        \(each(sources) { SourceCard(row: $0, isAdministrator: isAdministrator, formToken: formToken).html })\
        \(when(files) { $0.html })\
        \(each(repositories) { ConnectionCard(row: $0).html })
        """
    }

    private var others: HTML {
        """
        <section aria-labelledby="tell"><h2 id="tell">Tell others</h2><p>What happens here can be told to other programs by \
        \(Link.webhooks.anchor("webhooks")): rounds, findings, deployments, incidents and the state of sources.</p></section>

        """
    }

    private var connect: HTML {
        """
        <section aria-labelledby="connect"><h2 id="connect">Connect a source</h2>\
        <p>Pull requests, reviews, issues, builds and deployments, read with a token of yours.</p>\
        <p class="form__end">\(each(kinds) { Interface.Link("Connect \($0.title)", to: Link.newSource($0.id).path).button() })</p>\
        <p>Any pipeline tells of deployments, incidents, builds and reports by itself: \
        \(Link.deliveries(of: "pipeline").anchor("what pipelines tell, and their tokens")).</p></section>

        """
    }
}

/// One repository on the Connections page; the live update sends the same.
struct ConnectionCard: Component {
    let row: ConnectionsPage.Row

    var html: HTML {
        let link = Link.events(Self.topic(row.repository.id)).path
        return """
            <section class="connection"><h2>\(Link.today(row.repository.id).anchor(row.repository.name))</h2>\
            \(LiveRegion(from: link, event: Self.topic(row.repository.id), content: state))\
            \(DefinitionList(facts))</section>
            """
    }

    /// What the page listens to while this repository is read.
    static func topic(_ repository: Repository.ID) -> String { "import-\(repository)" }

    var state: HTML {
        switch row.state {
        case .never: "<p>Not read yet.</p>"
        case .running(let done, let total, let rate):
            Progress("Reading \(row.repository.name)", done: done, total: total, things: "commits", rate: rate).html
        case .finished(let at):
            "<p>\(Tag("up to date", .good)) Last read \(Days.long(at)), \(Days.instant(at).suffix(9)).</p>"
        case .failed(let sentence, let at):
            "<p>\(Tag("could not be read", .bad)) \(Days.long(at)): \(sentence)</p>"
        }
    }

    private var facts: [(name: String, value: HTML)] {
        var facts: [(name: String, value: HTML)] = [
            ("From", "<code>\(name(row.repository.location))</code>"), ("Commits", "\(Format.number(row.commits))"),
        ]
        if let head = row.repository.head {
            facts.append(("Head", "\(name(row.repository.branch ?? "detached")) at <code>\(head.short)</code>"))
        } else {
            facts.append(("Head", "no commits yet"))
        }
        if row.repository.isShallow {
            facts.append(
                (
                    "Shallow",
                    "the history ends early; what came before is unknown. <code>git fetch --unshallow</code> completes it."
                ))
        }
        if row.repository.isPartial {
            facts.append(("Partial", "some contents are not in this clone; their lines are unknown."))
        }
        if !row.teams.isEmpty {
            let teams = each(row.teams, between: ", ") { team in
                Link.today(row.repository.id).within(Scope(team: team)).anchor(team).html
            }
            facts.append(("Shared by", teams))
        }
        return facts
    }
}
