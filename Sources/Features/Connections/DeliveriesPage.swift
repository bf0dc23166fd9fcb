import Interface
import Records
import Store

/// What a source sent that could not be read, with the reason and the next try; and what is new to us.
struct DeliveriesPage: Page {
    let connection: SourceConnection
    /// Nil before anything came.
    let inbox: InboxState?
    let failed: [FailedDelivery]
    let noted: [NotedDeliveries]
    /// Of pipelines: repositories that no code host told of.
    let unknown: [UnknownRepository]
    /// Of pipelines: how many tokens there are. Nil for others, and where no key opens them.
    let tokens: Int?
    let made: PushToken?
    let formToken: String
    let error: String?

    private var isPipeline: Bool { connection.kind == "pipeline" }

    var title: String {
        if isPipeline { return "What pipelines tell" }
        let dead = inbox?.dead ?? 0
        if dead > 0 { return Wording.capitalised("\(Wording.count(dead, "webhook", "webhooks")) could not be read") }
        if inbox?.lastAt == nil { return "No webhook came yet" }
        return failed.isEmpty ? "Every webhook was read" : "Some webhooks are tried again"
    }

    var room: Room.ID? { "connections" }

    var content: HTML {
        """
        \(Breadcrumb([Interface.Link("Connections", to: Link.connections.path)], current: connection.name))\
        \(PageHead(title, lead: "\(isPipeline ? "Deployments, incidents, builds and reports that scripts send." : state)"))
        \(when(error) { Note(.bad, "\($0)").html })\
        \(when(isPipeline, "\(pipelines)"))\(when(!isPipeline, "\(failures)"))\(when(!noted.isEmpty, "\(news)"))
        """
    }

    private var state: String {
        guard let inbox, let last = inbox.lastAt else { return "\(connection.name) has sent nothing by itself." }
        let waiting =
            inbox.waiting == 0
            ? "None waits." : "\(Wording.capitalised(Wording.count(inbox.waiting, "waits", "wait")))."
        return "The last came on \(Days.minute(last / 1000)) UTC. \(waiting)"
    }

    private var failures: HTML {
        """
        <section aria-labelledby="failed"><h2 id="failed">Not read</h2>\
        \(Table("Webhooks that could not be read", columns: [.text("Event"), .text("Came (UTC)"), .number("Tries"), .text("Why"), .text("Next try (UTC)"), .text("")], rows: failed.map { one in
            [
                name(one.event), "\(Days.minute(one.receivedAt / 1000))", "\(one.attempts)", "\(one.error)",
                one.nextAt.map { "\(Days.minute($0 / 1000))" } ?? "none",
                button("Try again", [("delivery", one.id)], subject: "the webhook \(one.id)"),
            ]
        }, none: "Everything that came was read."))\
        \(when((inbox?.dead ?? 0) > 0, "<p class=\"form__end\">\(button("Try all of them again", [], subject: ""))</p>"))</section>
        """
    }

    private func button(_ words: String, _ fields: [(name: String, value: String)], subject: String) -> HTML {
        ButtonForm(
            words: words, path: Link("connections", connection.id, "replay").path, token: formToken, fields: fields,
            subject: subject
        ).html
    }

    private var news: HTML {
        """
        <section aria-labelledby="new"><h2 id="new">New to Tutti</h2>\
        \(Table("Events that are new to Tutti", columns: [.text("Event"), .number("How many"), .text("Last (UTC)"), .text("What became of them")], rows: noted.map { one in
            [name(one.event), "\(one.count)", "\(Days.minute(one.lastAt / 1000))", "\(one.note)"]
        }))</section>
        """
    }

    private var pipelines: HTML {
        """
        <section aria-labelledby="repositories"><h2 id="repositories">Repositories that nobody knows</h2>\
        <p>Scripts name a repository as its code host does. What they tell of these is kept, and belongs to the repository as \
        soon as a code host tells of one that is called so.</p>\
        \(Table("Repositories that no code host told of", columns: [.text("Name"), .number("Builds"), .number("Deployments"), .number("Analyses")], rows: unknown.map { one in
            [name(one.name), "\(one.builds)", "\(one.deployments)", "\(one.analyses)"]
        }, none: "Every repository that was named is known."))</section>\
        <section aria-labelledby="tokens"><h2 id="tokens">Tokens</h2>\(tokenPart)</section>
        """
    }

    private var tokenPart: HTML {
        let path = Link("connections", connection.id, "push-tokens").path
        return """
            \(when(made) { Note(.good, "Copy it now, it is not shown again: <code class=\"secret\">\($0.text)</code>").html })\
            <p>With a token of this connection a pipeline may tell of its work, and read nothing. \
            \(tokens.map { $0 == 0 ? "There is none." : $0 == 1 ? "There is one." : "There are \($0)." } ?? "They cannot be opened with this server’s key file.")</p>\
            <p class="form__end">\(ButtonForm(words: "Make a token", path: path, token: formToken).html)\
            \(when((tokens ?? 0) > 0, "\(ButtonForm(words: "Take all tokens back", path: path, token: formToken, fields: [("revoke", "all")]).html)"))</p>
            """
    }
}
