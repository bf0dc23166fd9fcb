import Interface
import Records
import Signals

/// Where the time of changes goes, what is under way, and how much gets done.
struct FlowView: DeliveryBody {
    let readings: DeliveryReadings

    private var cycle: CycleTimeDetails? { details("cycle-time", CycleTimeDetails.self) }
    private var work: WorkInProgressDetails? { details("work-in-progress", WorkInProgressDetails.self) }

    var title: String {
        if let cycle, let sentence = CycleFigures(details: cycle).finding { return sentence }
        if let work { return work.law.holds ? "As much ends as begins" : "What is under way piles up" }
        return "Too little is known to see where the time goes"
    }

    var lead: HTML {
        """
        From the first commit to production, and from begun to done. Elapsed time: nights and weekends count. \
        Speed is read beside what it costs: the cards below show both. \(explain("cycle-time"))
        """
    }

    var parts: [DeliveryPart] {
        var parts: [DeliveryPart] = []
        if let cycle { parts += CycleFigures(details: cycle).figures.map(DeliveryPart.figure) }
        parts += AgeingFigures(readings: readings, cycle: cycle, work: work).figures.map(DeliveryPart.figure)
        if let throughput = details("throughput", ThroughputDetails.self) { parts.append(.figure(weeks(throughput))) }
        if let work {
            parts.append(.figure(CumulativeFlowFigure(flow: work.flow).figure))
            parts.append(.section(id: "law", title: lawTitle(work.law), law(work)))
        }
        if let flow = details("flow-efficiency", FlowEfficiencyDetails.self) { parts.append(.figure(efficiency(flow))) }
        return parts
    }

    private func weeks(_ details: ThroughputDetails) -> DeliveryFigure {
        WeekFigure(
            id: "throughput", signal: "throughput", title: "What is done in a week goes on as usual",
            subject: "Items done in a week", unit: "Items done", series: details.weeks, format: .whole
        ).figure
    }

    private func lawTitle(_ law: LittlesLaw) -> String {
        law.holds
            ? "Little's law holds: forecasts rest on firm ground" : "Little's law does not hold: forecasts are not safe"
    }

    private func law(_ work: WorkInProgressDetails) -> HTML {
        let law = work.law
        return """
            <p>What is under way, how much gets done and how long it takes belong together. Where they do not fit, work piles \
            up, is given up, or is closed long after it was done. \(explain("work-in-progress"))</p>
            \(DefinitionList([
                ("Under way on average", HTML(Format.number(law.average))),
                ("Done a day", HTML(Format.number(law.rate, decimals: 2))),
                ("Days from begun to done, on average", HTML(Format.number(law.mean))),
                ("Under way / (done a day × days)", HTML(law.ratio.map { "\(Format.number($0, decimals: 2)); from 0.8 to 1.25 it holds" } ?? "nothing was done")),
                ("Under way now", HTML(members(work))),
            ]))
            """
    }

    private func members(_ work: WorkInProgressDetails) -> String {
        guard work.members > 0 else { return Format.number(work.open.count) }
        return
            "\(Format.number(work.open.count)), \(Format.number(Double(work.open.count) / Double(work.members))) for each of \(Wording.count(work.members, "person", "people"))"
    }

    private func efficiency(_ details: FlowEfficiencyDetails) -> DeliveryFigure {
        let all = details.activeHours + details.waitingHours
        let share = all > 0 ? details.activeHours / all : 0
        return DeliveryFigure(
            "flow-efficiency", of: "flow-efficiency",
            "\(Format.percent(share)) of the time of finished items is work, the rest is waiting",
            description:
                "Hours of all finished items together, by the meaning of the state they lay in. 5 to 15 % is ordinary.",
            numbers: FigureTable(
                "state", "hours", [("active", details.activeHours), ("waiting", details.waitingHours)])
        ) { caption in
            BarChart(
                caption, things: "State",
                bars: [.init("Active", details.activeHours), .init("Waiting", details.waitingHours)],
                axis: Axis("Hours")
            ).html
        }
    }
}
