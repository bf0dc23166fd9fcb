import Interface
import Records
import Store

/// Where a source of some kind is connected.
struct NewSourcePage: Page {
    let kind: SourceDesk.Kind
    /// Nil where no key file seals what would be pasted.
    let form: SourceForm?

    var title: String { "Connect \(kind.kind.title)" }
    var room: Room.ID? { "connections" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Paste a token and see what it may read before anything is kept. It only reads, unless you let it write.", above: SourcePage.above(title)))
        \(form?.html ?? Note(.bad, "There is no key file, so that a token could not be sealed. Start the server with <code>--key-file</code>.").html)
        """
    }
}

/// A webhook's secret, shown once.
struct WebhookPage: Page {
    let name: String
    let id: SourceConnection.ID
    let address: String
    let secret: String
    let guide: String
    /// It was connected just now.
    let isNew: Bool

    var title: String { isNew ? "\(name) is connected" : "A new webhook secret for \(name)" }
    var room: Room.ID? { "connections" }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(isNew ? "It is read from now on, what is open first. With a webhook, news arrive at once; without one, it is asked every few minutes." : "The one before is taken too, until you make another: change it there before that.")", above: SourcePage.above(name)))
        <section aria-labelledby="webhook"><h2 id="webhook">Webhook</h2><div class="source"><p>\(guide)</p>\
        <h3>Address</h3><p><code class="secret">\(address)</code></p><h3>Secret</h3><p><code class="secret">\(secret)</code></p>\
        \(Note("The secret is shown this once. Lost, it is replaced by another on the page of this source."))</div>\
        <p class="form__end">\(Interface.Link("See how it does", to: Link.connections.path).button(isMain: true))</p></section>
        """
    }
}

/// One source: what may be changed of it.
struct SourcePage: Page {
    let row: SourceRow
    let form: SourceForm?
    let guide: String
    let address: String
    let formToken: String

    var title: String { row.name }
    var room: Room.ID? { "connections" }

    static func above(_ current: String) -> HTML {
        Breadcrumb([Interface.Link("Connections", to: Link.connections.path)], current: current).html
    }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(row.kind.title), known to commands as <code>\(row.id)</code>.", above: Self.above(title)))
        <section aria-labelledby="state"><h2 id="state">How it does</h2>\(SourceCard.state(of: row))\(deliveries)</section>
        <section aria-labelledby="change"><h2 id="change">What is read, and with what</h2>\
        \(form?.html ?? Note(.bad, "There is no key file, so that nothing can be changed. Start the server with <code>--key-file</code>.").html)</section>
        <section aria-labelledby="webhook"><h2 id="webhook">Webhook</h2><div class="source"><p>\(guide)</p></div>\
        <p><code class="secret">\(address)</code></p>\
        <p>The secret was shown when it was made. Another one can be made; the last one is taken beside it until then.</p>\
        \(ButtonForm(words: "Make another secret", path: Link.source(row.id).path + "/webhook-secret", token: formToken)) \
        \(ButtonForm(words: "Send a test", path: Link.webhookTest(row.id).path, token: formToken))</section>
        <section aria-labelledby="writing"><h2 id="writing">What it writes</h2><p>\(writing)</p>\
        <p>\(Interface.Link(row.settings["writes"] == nil ? "See what it could write" : "See what it writes", to: Link.writing(row.id).path))</p></section>
        <section aria-labelledby="removal"><h2 id="removal">Remove it</h2><p>The token is forgotten and nothing is asked any more. What was read stays.</p>\
        \(ButtonForm(words: "Remove this connection", path: Link.source(row.id).path + "/closing", token: formToken))</section>
        """
    }

    private var writing: HTML {
        row.settings["writes"] == nil
            ? "Nothing. It can say at pull requests what their description lacks and how the review agreement stands."
            : "At open pull requests, by its host’s commit statuses or one comment."
    }

    private var deliveries: HTML {
        guard row.inbox.lastAt != nil else { return .empty }
        return
            "<p>\(Interface.Link("Webhooks that could not be read", to: Link.source(row.id).path + "/deliveries"))</p>"
    }
}
