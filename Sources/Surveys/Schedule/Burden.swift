import Foundation

/// How much time a team gives for being asked, in minutes a month.
package struct Burden: Codable, Hashable, Sendable {
    package let minutesPerMonth: Int

    /// A month, for a budget: thirty days, in seconds.
    package static let month: TimeInterval = 30 * 86_400
    /// Where nothing else is agreed.
    package static let usual = Burden(checked: 15)

    /// Nil for less than a minute or more than an hour.
    package init?(minutesPerMonth: Int) {
        guard (1...60).contains(minutesPerMonth) else { return nil }
        self.init(checked: minutesPerMonth)
    }

    private init(checked minutes: Int) { minutesPerMonth = minutes }

    package var seconds: Int { minutesPerMonth * 60 }

    /// A round that was opened: when, and how long answering took most people, in seconds.
    package struct Asked: Codable, Hashable, Sendable {
        package var opened: Date
        package var seconds: Int

        package init(opened: Date, seconds: Int) {
            self.opened = opened
            self.seconds = seconds
        }
    }

    /// Seconds asked for in the thirty days up to a moment. What is announced counts before it opens: else two who
    /// announce at once, or with clocks that differ, would both get the last minutes.
    package static func used(_ rounds: [Asked], at now: Date) -> Int {
        rounds.filter { $0.opened > now - month }.reduce(0) { $0 + $1.seconds }
    }
}
