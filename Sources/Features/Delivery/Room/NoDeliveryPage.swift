import Interface
import Records

/// The Delivery room before anything was measured: how to connect a source, or that the first numbers are on their way.
struct NoDeliveryPage: Page {
    let choice: DeliveryChoice
    let state: DeliveryState

    var title: String {
        state.hasSource ? "These numbers are being counted for the first time" : "No source tells of deliveries yet"
    }
    var room: Room.ID? { "delivery" }

    var content: HTML {
        """
        \(ChoiceBar(state.teams, choice) { Link.deliveries.within($0) })
        \(PageHead(title, lead: lead))
        \(state.hasSource ? counting : connecting)
        \(releases)
        """
    }

    private var lead: HTML {
        """
        Here you will see whose turn it is, where the time of changes goes, DORA's five beside your own history, builds, tests, \
        incidents, and when what is open will be done.
        """
    }

    private var counting: HTML {
        """
        <p>Sources are connected, and what they told so far is being counted. It takes a moment, once.</p>\
        <p>\(Link.deliveries.within(choice).anchor("Show them").button(isMain: true))</p>
        """
    }

    private var connecting: HTML {
        EmptyState(
            "Delivery",
            text: """
                A code host shows pull requests and whose turn it is; a tracker shows what is under way; a pipeline shows builds, \
                tests, deployments and incidents. One is enough to begin: each number says what it still lacks.
                """,
            step: Link.connections.anchor("Connect GitHub, GitLab or a pipeline").html
        ).html
    }

    /// What clones alone tell.
    private var releases: HTML {
        when(
            !state.repositories.isEmpty,
            """
            <section aria-labelledby="releases"><h2 id="releases">What the clones tell already</h2>\
            <p>How often each repository is released, by its tags.</p>\
            <ul class="plain">\(each(state.repositories) { "<li>\(name($0.name, href: Link.delivery($0.id).path))</li>" })</ul></section>
            """)
    }
}
