import Foundation

/// When to fetch a ticket or to send an answer, so that the moment says nothing about the person.
package enum DelayPlan {
    package static let longest: TimeInterval = 12 * 3600
    /// What is kept free before close for a slow line and a clock that is wrong.
    package static let margin: TimeInterval = 300

    /// A moment between now and twelve hours later, each second as likely as any other.
    ///
    /// Near the end the span gets shorter; moments are not pushed together at close, where a crowd of late ones would
    /// show who pressed the button late. With less than the margin left it is now.
    ///
    /// - Parameter generator: the system's own, but in tests.
    package static func moment(
        after now: Date, closes: Date, longest: TimeInterval = longest,
        using generator: inout some RandomNumberGenerator
    ) -> Date {
        let span = min(longest, closes.timeIntervalSince(now) - margin)
        guard span >= 1 else { return now }
        return now.addingTimeInterval(TimeInterval(Int.random(in: 0...Int(span), using: &generator)))
    }
}
