import Interface
import Records
import Signals

/// What is worth talking about in a team's delivery, the numbers that it rests on, and what waits.
struct OverviewView: DeliveryBody {
    let readings: DeliveryReadings
    let namesPeople: Bool

    private var findings: [(signal: DeliverySignal, finding: Measurement.Finding)] { readings.findings }

    var title: String {
        if let first = findings.first { return first.finding.sentence }
        return readings.signals.contains { $0.measurement.value != nil && $0.measurement.sample.count > 0 }
            ? "Nothing stands out in this delivery" : "Too little is known of this delivery yet"
    }

    var lead: HTML {
        """
        \(readings.choice.span.title), up to \(Days.minute(readings.timeframe.end)) UTC. \(Tag(Lens.work)) Speed stands beside \
        stability, size beside depth: each card names what it must be read with.
        """
    }

    var parts: [DeliveryPart] {
        [
            .section(id: "talk", title: talkTitle, talk), .section(id: "dora", title: "DORA's five", cards(.dora)),
            .section(id: "flow", title: "Flow", cards(["cycle-time", "throughput", "work-in-progress"], .flow)),
            .section(
                id: "reviews", title: "Reviews", cards(["first-review", "review-agreement", "review-depth"], .reviews)),
            .section(id: "queue", title: queueTitle, queue),
        ]
    }

    private var talkTitle: String {
        switch findings.count {
        case 0: "Worth talking about"
        case 1: "One thing worth talking about"
        default: Wording.capitalised("\(Wording.number(findings.count)) things worth talking about")
        }
    }

    private var talk: HTML {
        guard !findings.isEmpty else {
            return "<p>None of the signals found something that a team would have to talk about.</p>"
        }
        return each(findings) { pair in
            Finding(
                pair.finding,
                link: Link.deliverySignal(pair.signal.id, within: readings.choice).anchor("Explain")
            ).html
        }
    }

    private func cards(_ view: DeliveryView) -> HTML { cards(view.signals, view) }

    private func cards(_ signals: [String], _ view: DeliveryView) -> HTML {
        """
        <div class="grid">\(each(signals) { DeliveryCard(id: $0, readings: readings).html })</div>\
        <p>\(Link.delivery(view, within: readings.choice).anchor("See it drawn: \(view.title)").html)</p>
        """
    }

    private static let most = 5

    private var queueTitle: String {
        let late = readings.open.count { $0.isOverdue(at: readings.timeframe.end) }
        if readings.open.isEmpty { return "Nothing is open" }
        return late == 0
            ? "\(Wording.capitalised(Wording.count(readings.open.count, "pull request", "pull requests"))) open, none overdue"
            : "\(Wording.capitalised(Wording.count(late, "review", "reviews"))) overdue of \(Wording.count(readings.open.count, "open pull request", "open pull requests"))"
    }

    private var queue: HTML {
        let table = QueueTable(readings: readings, namesPeople: namesPeople, most: Self.most).html
        let rest = readings.open.count - Self.most
        return """
            \(table)\(when(rest > 0, "<p>\(Link.delivery(.reviews, within: readings.choice).anchor("All \(Format.number(readings.open.count)), by what is due").html)</p>"))
            """
    }
}

extension DeliveryReadings {
    /// What is most worth talking about, at most three, the weightiest of each view.
    package var findings: [(signal: DeliverySignal, finding: Measurement.Finding)] {
        let found = signals.compactMap { pair in pair.measurement.finding.map { (pair.signal, $0) } }
        var told: Set<DeliveryView> = []
        return Array(
            found.sorted { ($1.1.weight, $0.0.id) < ($0.1.weight, $1.0.id) }
                .filter { told.insert(.of($0.0.id)).inserted }
                .prefix(3))
    }
}
