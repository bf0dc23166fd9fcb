import Interface
import Records
import Signals
import Statistics

/// What hurt users, for how long, and how to look back at it without blame (HANDBOOK E11).
struct IncidentsView: DeliveryBody {
    let readings: DeliveryReadings

    private var incidents: [Incident] { readings.incidents ?? [] }

    var title: String {
        guard readings.incidents != nil else { return "No source tells of incidents" }
        let open = incidents.count { $0.resolvedAt == nil }
        if open > 0 { return "\(Wording.capitalised(Wording.count(open, "incident is", "incidents are"))) going on" }
        return incidents.isEmpty
            ? "No incident in this time"
            : "\(Wording.capitalised(Wording.count(incidents.count, "incident", "incidents"))), all over"
    }

    var lead: HTML {
        """
        Times are the tool's own, in UTC. Zero incidents is good news only where people feel safe to report them. \
        \(explain("failed-deployment-recovery-time"))
        """
    }

    var parts: [DeliveryPart] {
        guard readings.incidents != nil else {
            return [.section(id: "none", title: "How incidents come here", Self.none), review]
        }
        return [.figure(list), review]
    }

    private static let none: HTML = """
        <p>GitLab's incidents, a table of them, or any tool that pushes them when it notices one. From then on failed \
        deployments know what they caused.</p>
        """

    private var list: DeliveryFigure {
        let shown = incidents
        var figure = DeliveryFigure(
            "incidents", of: "failed-deployment-recovery-time", listTitle,
            description: """
                The latest first. How long they hurt counts from when it began to hurt to when service was restored, nights \
                included.\(shown.count > Self.most ? " Here are the latest \(Self.most); the files below hold all." : "")
                """,
            numbers: FigureTable(
                ["incident", "service", "severity", "began", "noticed", "restored", "hours", "caused by a deployment"],
                shown.map { incident in
                    [
                        .text(incident.title), .text(incident.service ?? ""), .text(incident.severity ?? ""),
                        .text(Days.instant(incident.startedAt)), .text(incident.detectedAt.map(Days.instant) ?? ""),
                        .text(incident.resolvedAt.map(Days.instant) ?? ""),
                        .init(incident.resolvedAt.map { Double($0 - incident.startedAt) / 3600 }),
                        .text(incident.deployment?.description ?? ""),
                    ]
                })
        ) { [readings] caption in
            TableFigure(
                caption,
                table: Table(
                    "Incidents",
                    columns: [
                        .text("Incident"), .text("Service"), .text("Severity"), .text("Began"), .text("Restored"),
                        .text("Hurt for"), .text("Review"),
                    ],
                    rows: shown.prefix(Self.most).map { Self.row($0, readings) }, none: "No incident in this time.")
            ).html
        }
        figure.sample = Format.count(shown.count, "incident", "incidents")
        return figure
    }

    private static let most = 50

    private var listTitle: String {
        let waits = incidents.map { incident in
            Statistics.Wait(
                Double((incident.resolvedAt ?? readings.timeframe.end) - incident.startedAt),
                hasEnded: incident.resolvedAt != nil)
        }
        guard waits.count > 1 else { return waits.isEmpty ? "No incident in this time" : "One incident in this time" }
        guard let half = Statistics.survivalMedian(waits) else { return "Half of the incidents are not over yet" }
        return "Half of the incidents were over within \(QueueWords.span(Int64(half)))"
    }

    private static func row(_ incident: Incident, _ readings: DeliveryReadings) -> [HTML] {
        let end = incident.resolvedAt ?? readings.timeframe.end
        return [
            name(incident.title, href: incident.url), HTML(incident.service ?? "–"), HTML(incident.severity ?? "–"),
            HTML(Days.minute(incident.startedAt)),
            incident.resolvedAt.map { HTML(Days.minute($0)) } ?? "\(Tag("going on", .bad))",
            HTML(QueueWords.span(end - incident.startedAt)),
            Link.incidentReview(incident.key, within: readings.choice).anchor("Template").html,
        ]
    }

    private var review: DeliveryPart {
        .section(
            id: "review", title: "Looking back without blame",
            """
            <p>Within five working days, while it is fresh: what made it possible, what helped, what luck had a part in it. Roles \
            instead of names; “how” and “what” instead of “why did you”. There is never one root cause, and never only a human \
            one. Thank whoever reported it.</p>
            <p>\(Link.incidentReview(nil, within: readings.choice).anchor("Take the empty template (Markdown)").button())</p>
            \(Details("The template", content: "<pre class=\"command\"><code>\(IncidentReview(incident: nil).markdown)</code></pre>"))
            """)
    }
}

extension Link {
    /// The template of a review; nil for one with nothing filled in.
    static func incidentReview(_ incident: RecordKey?, within choice: DeliveryChoice) -> Link {
        Link("delivery", "incidents", "review.md").within(choice).with("incident", incident?.description)
    }
}
