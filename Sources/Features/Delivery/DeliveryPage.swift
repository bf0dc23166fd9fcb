import Interface
import Records
import Signals

/// How often something reaches those it is made for. From tags alone: what was deployed, only a pipeline knows.
struct DeliveryPage: Page {
    let readings: Readings

    private var details: ReleaseCadenceDetails? {
        readings.details("release-cadence", as: ReleaseCadenceDetails.self)
    }

    var title: String {
        guard let details else { return "Too few releases to see a rhythm" }
        return "Releases come \(details.categoryWords)"
    }
    var room: Room.ID? { "delivery" }

    var content: HTML {
        "\(PageHead(title, lead: lead))\(body)\(cards)\(unseen)"
    }

    private var lead: HTML {
        """
        Read from tags, and therefore called releases: which of them were deployed, and whether that went well, only a \
        pipeline can tell. \(Link.signal("release-cadence", of: readings).anchor("How this number came about")). \
        \(Link.deliveries.anchor("What code hosts and pipelines tell, of all teams"))
        """
    }

    private var body: HTML {
        guard let details else {
            return EmptyState(
                "A rhythm of releases",
                text: Wording.capitalised(readings["release-cadence"]?.why ?? "It was not measured yet."),
                step: "<code>git tag --annotate v1.0.0</code>"
            ).html
        }
        return """
            \(ReleaseChart(details: details).html)
            <section aria-labelledby="releases"><h2 id="releases">Releases, newest first</h2>\(table(details))</section>
            """
    }

    private func table(_ details: ReleaseCadenceDetails) -> Table {
        Table(
            "Releases", columns: [.text("Release"), .text("Day"), .number("Days since the one before")],
            rows: details.releases.prefix(40).map { release in
                [
                    name(release.name), "\(Days.long(release.at))",
                    "\(release.daysSincePrevious.map { Format.number($0) } ?? "–")",
                ]
            })
    }

    private var cards: HTML {
        """
        <section aria-labelledby="numbers"><h2 id="numbers">The numbers behind it</h2><div class="grid">\
        \(each(readings.signals.filter { RoomMenu.room(of: $0.signal.id) == "delivery" }) { pair in
            ReadingCard(signal: pair.signal, measurement: pair.measurement, readings: readings).html
        })</div></section>
        """
    }

    private var unseen: HTML {
        """
        <section aria-labelledby="unseen"><h2 id="unseen">What tags cannot show</h2>\
        <ul class="plain"><li>Deployments and whether they failed: a pipeline shows them.</li>\
        <li>Pull requests and whose turn it is: GitHub or GitLab shows them.</li>\
        <li>Builds and tests: the pipeline shows them.</li></ul>\
        <p>\(Link.deliveries.anchor("See what is known of them"))</p></section>
        """
    }
}
