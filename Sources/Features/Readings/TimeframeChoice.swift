import Records

extension Timeframe {
    /// The timeframes that pages and API offer. Each ends just after the newest commit: a clone does not know what
    /// happened since.
    package enum Choice: String, CaseIterable, Hashable, Sendable {
        case all
        case year = "12-months"
        case quarter = "90-days"

        /// How long it is; nil reads from the beginning.
        package var days: Int64? {
            switch self {
            case .all: nil
            case .year: 365
            case .quarter: 90
            }
        }

        package var title: String {
            switch self {
            case .all: "All history"
            case .year: "Last 12 months"
            case .quarter: "Last 90 days"
            }
        }

        /// As the rest of a sentence.
        package var phrase: String {
            switch self {
            case .all: "all history"
            case .year: "the last 12 months"
            case .quarter: "the last 90 days"
            }
        }

        package func timeframe(until end: Int64) -> Timeframe {
            Timeframe(start: days.map { end - $0 * Timeframe.day }, end: end)
        }
    }
}
