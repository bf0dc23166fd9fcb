/// From an instant to another, in seconds since 1970; the end is not part of it.
package struct Timeframe: Codable, Hashable, Sendable {
    package var start: Int64?
    package var end: Int64

    package init(start: Int64? = nil, end: Int64) {
        self.start = start
        self.end = end
    }

    package func contains(_ moment: Moment) -> Bool {
        moment.seconds < end && moment.seconds >= (start ?? .min)
    }

    package static let day: Int64 = 86_400
}
