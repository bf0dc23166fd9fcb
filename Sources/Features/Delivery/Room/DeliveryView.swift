import Interface

/// The ways to look at a team's delivery; each has an address of its own: `/delivery/flow`.
package enum DeliveryView: String, CaseIterable, Sendable {
    case overview, flow, dora, reviews, builds, quality, sprint, forecast, incidents

    package var title: String {
        switch self {
        case .overview: "Overview"
        case .flow: "Flow"
        case .dora: "DORA's five"
        case .reviews: "Reviews"
        case .builds: "Builds and tests"
        case .quality: "Quality"
        case .sprint: "Sprint"
        case .forecast: "Forecast"
        case .incidents: "Incidents"
        }
    }

    /// The signals whose numbers stand on it, most important first.
    package var signals: [String] {
        switch self {
        case .overview:
            DeliveryView.dora.signals + ["cycle-time", "throughput", "work-in-progress"]
                + ["first-review", "review-agreement", "review-depth"]
        case .flow: ["cycle-time", "stale-pull-requests", "throughput", "work-in-progress", "flow-efficiency"]
        case .dora:
            [
                "deployment-frequency", "change-lead-time", "change-fail-rate", "failed-deployment-recovery-time",
                "deployment-rework-rate",
            ]
        case .reviews:
            [
                "first-review", "review-agreement", "review-depth", "review-rounds", "pull-request-size",
                "comment-clarity", "review-load", "review-reciprocity", "congruence", "reviewer-suggestion",
            ]
        case .builds:
            ["build-duration", "build-success", "time-to-green", "flaky-tests", "coverage", "change-coverage"]
        case .quality: ["bug-frequency", "escaped-bugs", "debt-ratio"]
        case .sprint: ["say-do", "velocity"]
        case .forecast: ["forecast"]
        case .incidents: ["failed-deployment-recovery-time", "change-fail-rate"]
        }
    }

    /// The long lists that stand on it.
    var lists: Set<DeliveryList> {
        switch self {
        case .overview, .flow, .reviews: [.open]
        case .incidents: [.incidents]
        case .dora, .builds, .quality, .sprint, .forecast: []
        }
    }

    /// The view that draws a signal.
    package static func of(_ signal: String) -> DeliveryView {
        allCases.first { $0 != .overview && $0.signals.contains(signal) } ?? .overview
    }
}

extension Link {
    package static func delivery(_ view: DeliveryView, within choice: DeliveryChoice) -> Link {
        (view == .overview ? deliveries : Link("delivery", view.rawValue)).within(choice)
    }

    /// The page of one signal about delivery.
    package static func deliverySignal(_ signal: String, within choice: DeliveryChoice) -> Link {
        Link("delivery", "signals", signal).within(choice)
    }

    /// What is behind one chart, to take along: `cycle-parts.csv`.
    static func deliveryFigure(_ figure: String, as form: String, of view: DeliveryView, within choice: DeliveryChoice)
        -> Link
    {
        Link("delivery", view.rawValue, "\(figure).\(form)").within(choice)
    }
}
