import Interface
import Records
import Signals

/// DORA's five, each in its category, beside the team's own weeks and what others said of themselves. No grade.
struct DoraView: DeliveryBody {
    let readings: DeliveryReadings

    private var keys: [DoraKey] { DoraKey.all(readings) }

    var title: String {
        let changed = keys.filter { $0.hasChanged }.map(\.title)
        if !changed.isEmpty {
            return
                "Other than in usual weeks: \(Wording.list(changed.map { $0.prefix(1).lowercased() + $0.dropFirst() }))"
        }
        let known = keys.count { $0.isKnown }
        return known == 0
            ? "None of DORA's five can be told yet"
            : "\(Wording.capitalised(Wording.number(known))) of DORA's five can be told, and none changed beyond chance"
    }

    var lead: HTML {
        """
        Three say how fast changes reach users, two how often they hurt; none means much alone. The categories are steps of a \
        survey, not grades: compare with yourselves. \(explain("deployment-frequency", "How deployments are counted"))
        """
    }

    var parts: [DeliveryPart] {
        (keys.contains(where: \.isKnown) ? [.figure(table)] : [])
            + [frequency, leadTime, failures, recovery, rework].compactMap(\.self).map(DeliveryPart.figure)
    }

    private static func tableTitle(_ keys: [DoraKey]) -> String {
        let changed = keys.count { $0.hasChanged }
        return changed == 0
            ? "None of the five has changed beyond what weeks usually bring"
            : "\(Wording.capitalised(Wording.number(changed))) of the five \(changed == 1 ? "is" : "are") other than usual"
    }

    private var table: DeliveryFigure {
        let keys = keys
        return DeliveryFigure(
            "dora-keys", of: "deployment-frequency", Self.tableTitle(keys),
            description: """
                The last column is what teams across all industries said of themselves in DORA's Quick Check of 2025, mean ± standard \
                deviation: answers to a survey, not measurements, and no goal.
                """,
            numbers: FigureTable(
                ["key", "value", "in DORA's words", "own history", "survey 2025"],
                keys.map {
                    [.text($0.title), .text($0.value), .text($0.category), .text($0.history), .text($0.others)]
                })
        ) { [readings] caption in
            TableFigure(
                caption,
                table: Table(
                    "DORA's five",
                    columns: [
                        .text("Key"), .text("Now"), .text("In DORA's words"), .text("Own history"),
                        .text("For context, survey of 2025"),
                    ],
                    rows: keys.map { key in
                        [
                            Link.deliverySignal(key.id, within: readings.choice).anchor(key.title).html,
                            HTML(key.value), HTML(key.category), HTML(key.history), HTML(key.others),
                        ]
                    })
            ).html
        }
    }

    private var frequency: DeliveryFigure? {
        guard let details = details("deployment-frequency", DeploymentFrequencyDetails.self),
            let service = details.services.first(where: { $0.service == details.shown })
        else { return nil }
        return WeekFigure(
            id: "deployment-days", signal: "deployment-frequency",
            title: "Days with a deployment of \(service.service) go on as usual",
            subject: "Days with a deployment of \(service.service)", unit: "Days with a deployment",
            series: service.days, format: .whole
        ).figure
    }

    private var leadTime: DeliveryFigure? {
        guard let details = details("change-lead-time", ChangeLeadTimeDetails.self) else { return nil }
        return WeekFigure(
            id: "lead-time", signal: "change-lead-time",
            title: "Half of the commits are in production within \(ValueText(details.spread.p50, .hours).sentence)",
            subject: "Lead time", unit: "Hours to production, median", series: details.weeks
        ).figure
    }

    private var failures: DeliveryFigure? {
        guard let details = details("change-fail-rate", ChangeFailRateDetails.self) else { return nil }
        let kinds = details.kinds.map { ($0.key, Double($0.value)) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        return DeliveryFigure(
            "failures", of: "change-fail-rate",
            "\(Format.number(details.failed)) of \(Format.count(details.deployments, "deployment", "deployments")) needed mending at once",
            description: """
                Failed deployments by what says so; \(details.inferred == 0 ? "none" : Wording.number(details.inferred)) tied by \
                time alone. \(settling(details.settling))\(listed(details))
                """,
            numbers: FigureTable(
                ["deployment", "service", "what says so", "record", "by time alone"],
                details.failures.map { failure in
                    [
                        .text(failure.deployment.description), .text(failure.service), .text(failure.kind),
                        .text(failure.record.description), .text(failure.isInferred ? "yes" : "no"),
                    ]
                })
        ) { caption in
            BarChart(
                caption, things: "What says so", bars: kinds.map { .init(Wording.capitalised($0.0), $0.1) },
                axis: Axis("Failed deployments", format: .whole)
            ).html
        }
    }

    private func settling(_ count: Int) -> String {
        count == 0
            ? ""
            : "\(Wording.capitalised(Wording.count(count, "deployment is", "deployments are"))) younger than seven days: an incident may still be tied to them."
    }

    private func listed(_ details: ChangeFailRateDetails) -> String {
        let all = details.kinds.values.reduce(0, +)
        if all == details.failures.count { return "" }
        return
            " Of \(Format.number(all)) signs of failure the table lists the newest \(Format.number(details.failures.count))."
    }

    private var recovery: DeliveryFigure? {
        guard let details = details("failed-deployment-recovery-time", RecoveryTimeDetails.self),
            !details.curve.isEmpty
        else { return nil }
        return DeliveryFigure(
            "recovery", of: "failed-deployment-recovery-time",
            details.open == 0
                ? "Every failed deployment was mended"
                : "\(Wording.capitalised(Wording.count(details.open, "failure", "failures"))) still open",
            description:
                "The share of failed deployments that still hurt after so many hours, in a thousand steps at most; those still open count (Kaplan–Meier).",
            numbers: FigureTable(
                "hours", "still hurting", details.curve.map { (Format.number($0.hours, decimals: 2), $0.remaining) })
        ) { caption in
            StepChart(
                caption, points: StepChart.drawn(details.curve.map { .init($0.hours, $0.remaining) }), x: Axis("Hours"),
                y: "Still hurting", reference: .init(0.5, words: "half")
            ).html
        }
    }

    private var rework: DeliveryFigure? {
        guard let details = details("deployment-rework-rate", ReworkRateDetails.self) else { return nil }
        let reasons = ReworkRateDetails.Reason.allCases.map { reason in
            (reason.rawValue, Double(details.reasons[reason.rawValue] ?? 0))
        }
        return DeliveryFigure(
            "rework", of: "deployment-rework-rate",
            "\(Format.number(details.count)) of \(Format.count(details.deployments, "deployment", "deployments")) mended what users saw",
            description: "Unplanned deployments by the first reason that holds.",
            numbers: FigureTable("reason", "deployments", reasons.map { ($0.0, $0.1) })
        ) { caption in
            BarChart(
                caption, things: "Reason", bars: reasons.map { .init(Wording.capitalised($0.0), $0.1) },
                axis: Axis("Deployments", format: .whole)
            ).html
        }
    }
}
