import Interface
import Records

/// Whom Tutti tells what happens.
struct WebhooksPage: Page {
    let endpoints: [WebhookEndpoint]
    let form: WebhookForm
    /// Whether a secret can be sealed.
    let hasKey: Bool
    let error: String?

    var title: String {
        if endpoints.isEmpty { return "Nobody is told yet" }
        return Wording.capitalised(
            "\(Wording.count(endpoints.count, "endpoint is", "endpoints are")) told what happens")
    }
    var room: Room.ID? { "connections" }

    static func above(_ current: String) -> HTML {
        Breadcrumb([Interface.Link("Connections", to: Link.connections.path)], current: current).html
    }

    var content: HTML {
        """
        \(PageHead(title, lead: "Tutti posts facts of teams and of this installation to other programs, signed. Nothing about a person, and nothing of an answer.", above: Self.above("Webhooks")))
        \(when(error) { Note(.bad, "\($0)").html })\
        \(when(!endpoints.isEmpty, "\(table)"))\
        <section aria-labelledby="add"><h2 id="add">Add an endpoint</h2>\
        \(hasKey ? form.html : Note(.bad, "There is no key file, so that a secret could not be sealed. Start the server with <code>--key-file</code>.").html)</section>
        """
    }

    private var table: Table {
        Table(
            "Endpoints", columns: [.text("Endpoint"), .text("Address"), .text("Of what"), .text("State")],
            rows: endpoints.map { endpoint in
                [
                    name(endpoint.name, href: Link.webhook(endpoint.id).path), "<code>\(name(endpoint.url))</code>",
                    "\(endpoint.what)", endpoint.tag.html,
                ]
            })
    }
}

/// An endpoint's secret, shown once.
struct WebhookSecretPage: Page {
    let endpoint: WebhookEndpoint
    let secret: String
    /// It was added just now.
    let isNew: Bool

    var title: String { isNew ? "\(endpoint.name) is told from now on" : "A new secret for \(endpoint.name)" }
    var room: Room.ID? { "connections" }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(isNew ? "What is posted there is signed with this secret, by Standard Webhooks." : "The one before signs beside it for a day: change it there before that.")", above: WebhookEndpointPage.above(endpoint.name)))
        <section aria-labelledby="secret"><h2 id="secret">Secret</h2><p><code class="secret">\(secret)</code></p>\
        \(Note("It is shown this once. Lost, it is replaced by another on the page of this endpoint."))\
        <p class="form__end">\(Interface.Link("See what is sent", to: Link.webhook(endpoint.id).path).button(isMain: true))</p></section>
        """
    }
}

/// One endpoint: how it does, what was sent to it, and what may be changed of it.
struct WebhookEndpointPage: Page {
    let endpoint: WebhookEndpoint
    /// The newest first.
    let deliveries: [OutgoingDelivery]
    let form: WebhookForm
    let formToken: String
    /// Seconds since 1970.
    let now: Int64
    let error: String?

    var title: String { endpoint.name }
    var room: Room.ID? { "connections" }

    static func above(_ current: String) -> HTML {
        Breadcrumb(
            [
                Interface.Link("Connections", to: Link.connections.path),
                Interface.Link("Webhooks", to: Link.webhooks.path),
            ], current: current
        ).html
    }

    private var place: String { Link.webhook(endpoint.id).path }

    var content: HTML {
        """
        \(PageHead(title, lead: "Events are posted to <code>\(name(endpoint.url))</code>. Commands know it as <code>\(endpoint.id)</code>.", above: Self.above(endpoint.name)))
        \(when(error) { Note(.bad, "\($0)").html })\
        <section aria-labelledby="state"><h2 id="state">How it does</h2><p>\(endpoint.tag) \(endpoint.sentence)</p>\(actions)</section>
        <section aria-labelledby="sent"><h2 id="sent">What was sent</h2>\
        <p>The last \(WebhooksRoom.shown) events; each is kept for a month. What is not taken is sent again for a day, ever later.</p>\(table)</section>
        <section aria-labelledby="change"><h2 id="change">Whom it tells, and of what</h2>\(form)</section>
        <section aria-labelledby="secret"><h2 id="secret">Secret</h2><p>It was shown when it was made. Where another is made, the one before signs beside it for a day.</p>\
        \(ButtonForm(words: "Make another secret", path: place + "/secret", token: formToken))</section>
        <section aria-labelledby="removal"><h2 id="removal">Remove it</h2><p>Nothing is sent any more, and what was sent is forgotten.</p>\
        \(ButtonForm(words: "Remove this endpoint", path: place + "/removal", token: formToken))</section>
        """
    }

    private var actions: HTML {
        let isActive = endpoint.state == .active
        return """
            <p class="form__end">\
            \(when(isActive, ButtonForm(words: "Send a test", path: place + "/test", token: formToken).html))\
            \(ButtonForm(words: isActive ? "Pause" : "Resume", path: place + "/pausing", token: formToken, fields: [("paused", isActive ? "on" : "")]))</p>
            """
    }

    private var table: Table {
        Table(
            "Events that were sent",
            columns: [
                .text("Event"), .text("Happened (UTC)"), .text("State"), .text("Answer"), .number("Tries"), .text(""),
            ],
            rows: deliveries.map { delivery in
                [
                    name(delivery.type), "\(Days.minute(delivery.happenedAt / 1000))", state(delivery),
                    answer(delivery), "\(delivery.attempts)",
                    ButtonForm(
                        words: "Send again", path: place + "/replay", token: formToken,
                        fields: [("event", delivery.id)], subject: "the event \(delivery.id)"
                    ).html,
                ]
            }, none: "Nothing happened yet that it is told of.")
    }

    private func state(_ delivery: OutgoingDelivery) -> HTML {
        switch delivery.state {
        case .delivered: Tag("delivered", .good).html
        case .givenUp: Tag("given up", .bad).html
        case .waiting: "\(Tag("waiting")) \(next(delivery))"
        }
    }

    private func next(_ delivery: OutgoingDelivery) -> String {
        guard endpoint.state == .active else { return "until it is resumed" }
        guard let next = delivery.nextAt, next / 1000 > now else { return "in a moment" }
        return "until \(Days.minute(next / 1000))"
    }

    private func answer(_ delivery: OutgoingDelivery) -> HTML {
        guard delivery.attempts > 0 else { return "–" }
        let said = delivery.status.map { "\($0)" } ?? "none"
        let trouble = delivery.status == nil ? delivery.trouble.map { ": \($0)" } ?? "" : ""
        guard let words = delivery.answer, !words.isEmpty else { return "\(said)\(trouble)" }
        return "\(said)\(Details("What it said", content: "<pre><code>\(words)</code></pre>"))"
    }
}

extension WebhookEndpoint {
    fileprivate var what: String {
        let types = kinds.map { kinds in OutgoingEvent.Kind.chosen.filter(kinds.contains).map(\.rawValue) }
        let words = types.map { $0.joined(separator: ", ") } ?? "Everything"
        return team.map { "\(words), of \($0) alone" } ?? words
    }

    fileprivate var tag: Interface.Tag {
        switch state {
        case .active where trouble != nil: Interface.Tag("failing", .bad)
        case .active: Interface.Tag("active", .good)
        case .paused: Interface.Tag("paused")
        case .disabled: Interface.Tag("disabled", .bad)
        }
    }

    fileprivate var sentence: String {
        let why = trouble.map { " \($0)" } ?? ""
        let since = failingSince.map { " Nothing was delivered since \(Days.minute($0 / 1000)) UTC." } ?? ""
        return switch state {
        case .active where trouble == nil: "What happens is posted as it happens."
        case .active: "It is tried again by itself.\(since)\(why)"
        case .paused: "Somebody paused it: what happens waits until it is resumed.\(why)"
        case .disabled: "It is told nothing until somebody resumes it.\(why)"
        }
    }
}
