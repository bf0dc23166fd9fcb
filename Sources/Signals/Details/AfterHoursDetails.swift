/// What the page of after-hours work draws: the team as a whole, week by week, and nobody in particular.
package struct AfterHoursDetails: Codable, Hashable, Sendable {
    package struct Week: Codable, Hashable, Sendable {
        /// The Monday, "2026-03-02", in the clocks of those who worked.
        package var monday: String
        /// Nil unless at least five people worked in that week: fewer would show a single person's habits.
        package var events: Int?
        package var outside: Int?
    }

    /// How many people had at least three outside days in the last fourteen.
    package enum Spread: String, Codable, Sendable {
        case nobody
        /// Fewer than five: how many is not said.
        case some
        /// `spreadPeople` of them.
        case several
    }

    package var people: Int
    package var events: Int
    package var outside: Int
    /// Of these: on a Saturday or Sunday, on a public holiday, and on a working day before or after the window.
    package var weekend: Int
    package var holiday: Int
    package var workingDay: Int
    package var spread: Spread
    /// Nil below five.
    package var spreadPeople: Int?
    /// The window that was used, grace included: "08:00–18:30".
    package var window: String
    /// Oldest first.
    package var weeks: [Week]
}
