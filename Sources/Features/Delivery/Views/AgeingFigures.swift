import Interface
import Records
import Signals

/// How old what is open is, beside how long it took until such things were finished.
struct AgeingFigures {
    let readings: DeliveryReadings
    let cycle: CycleTimeDetails?
    let work: WorkInProgressDetails?

    private static let most = 25

    var figures: [DeliveryFigure] { [pullRequests, items].compactMap(\.self) }

    private struct Aged {
        let label: String
        let days: Double
        let sample: String
        let href: String?
    }

    private var pullRequests: DeliveryFigure? {
        let now = readings.timeframe.end
        let open = readings.open.filter { !$0.isDraft }.map { request in
            Aged(
                label: "#\(request.number) \(request.title)",
                days: Double(now - request.openedAt) / Double(Timeframe.day), sample: request.why,
                href: Link.pullRequest(request.key, within: readings.choice).path)
        }
        return figure(
            "ageing-pull-requests", "cycle-time", open, cycle?.open, "pull request", "pull requests", "merged")
    }

    private var items: DeliveryFigure? {
        guard let work else { return nil }
        let open = work.open.map { item in
            Aged(label: "\(item.reference) \(item.title)", days: item.days, sample: item.state, href: nil)
        }
        return figure("ageing-items", "work-in-progress", open, work.finished, "work item", "work items", "done")
    }

    private func figure(
        _ id: String, _ signal: String, _ open: [Aged], _ finished: AgeSpread?, _ one: String, _ many: String,
        _ end: String
    ) -> DeliveryFigure? {
        guard !open.isEmpty, let finished else { return nil }
        let sorted = open.sorted { ($1.days, $0.label) < ($0.days, $1.label) }
        let late = sorted.count { $0.days > finished.p85 }
        let title =
            late == 0
            ? "No open \(one) is older than 85 % of those that were \(end)"
            : "\(Wording.capitalised(Wording.count(late, one, many))) \(late == 1 ? "is" : "are") older than 85 % of those that were \(end)"
        return DeliveryFigure(
            id, of: signal, title,
            description: """
                Age in days of what is open, the oldest \(min(Self.most, sorted.count)) of \(Format.number(sorted.count)). \
                The lines: by when half and 85 % of \(Format.count(finished.count, one, many)) were \(end).
                """,
            numbers: FigureTable(
                [one, "days", "state"],
                sorted.map { [.text($0.label), .number($0.days), .text($0.sample)] })
        ) { caption in
            DotPlot(
                caption, things: Wording.capitalised(one),
                rows: sorted.prefix(Self.most).map { .init($0.label, $0.days, sample: $0.sample, href: $0.href) },
                axis: Axis("Days open", bounds: 0...0),
                references: [
                    .init(finished.p50, words: "half were \(end) by then"), .init(finished.p85, words: "85 % were"),
                ]
            ).html
        }
    }
}
