import Interface
import Records
import Signals

/// How many items stood where over time.
struct CumulativeFlowFigure {
    let flow: CumulativeFlow

    private var title: String {
        guard let first = flow.points.first, let last = flow.points.last, flow.points.count > 1 else {
            return "Too short a time to see a flow"
        }
        let change = last.underWay - first.underWay
        switch change {
        case 0: return "As much is under way as at the beginning"
        case 1...:
            return "\(Wording.capitalised(Wording.count(change, "item", "items"))) more under way than at the beginning"
        default:
            return
                "\(Wording.capitalised(Wording.count(-change, "item", "items"))) fewer under way than at the beginning"
        }
    }

    var figure: DeliveryFigure {
        let thing = flow.step == 1 ? "Day" : "Week until"
        return DeliveryFigure(
            "cumulative-flow", of: "work-in-progress", title,
            description: """
                Items at the end of each \(flow.step == 1 ? "day" : "week"), by UTC. A band that widens is work that gathers; the \
                width of the middle one is how long things take. What was given up is in none.
                """,
            numbers: FigureTable(
                [thing.lowercased(), "done since the beginning", "under way", "not begun"],
                flow.points.map { point in
                    [.text(point.day.text), .init(point.done), .init(point.underWay), .init(point.waiting)]
                })
        ) { [flow] caption in
            StackedAreaChart(
                caption, things: thing, steps: flow.points.map(\.day.text),
                layers: [
                    .init("Done since the beginning", values: flow.points.map { Double($0.done) }),
                    .init("Under way", values: flow.points.map { Double($0.underWay) }),
                    .init("Not begun", values: flow.points.map { Double($0.waiting) }),
                ], axis: Axis("Items", format: .whole)
            ).html
        }
    }
}
