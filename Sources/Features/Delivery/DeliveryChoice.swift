import Records

/// Whose deliveries are spoken of, and of what time. Chosen in the address: `?team=billing&timeframe=12-months`.
package struct DeliveryChoice: Codable, Hashable, Sendable {
    /// How far back it looks from now.
    package enum Span: String, Codable, CaseIterable, Hashable, Sendable {
        case weeks = "12-weeks"
        case year = "12-months"
        case years = "5-years"

        package var days: Int64 {
            switch self {
            case .weeks: 84
            case .year: 365
            case .years: 1826
            }
        }

        package var title: String {
            switch self {
            case .weeks: "Last 12 weeks"
            case .year: "Last 12 months"
            case .years: "Last 5 years"
            }
        }
    }

    /// A team's name; nil is everybody, who are then told of without names.
    package var team: String?
    package var span: Span

    package init(team: String? = nil, span: Span = .weeks) {
        self.team = team
        self.span = span
    }

    package func timeframe(until end: Int64) -> Timeframe {
        Timeframe(start: end - span.days * Timeframe.day, end: end)
    }

    /// Under which something that was measured for it is kept.
    package var key: String { Link("delivery").within(self).path }
}

extension Link {
    package static let deliveries = Link("delivery")

    /// The same place, kept to a choice.
    package func within(_ choice: DeliveryChoice) -> Link {
        with("team", choice.team).with("timeframe", choice.span == .weeks ? nil : choice.span.rawValue)
    }
}
