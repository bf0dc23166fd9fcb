import BlindTickets
import Foundation

/// Rounds of the same people over which each may tie their own answers together (HANDBOOK D8).
package struct WaveSeries: Hashable, Identifiable, Sendable {
    package typealias ID = String

    package let id: ID
    package let title: String
    /// Names of the teams that are asked, in order; none for everybody.
    package let teams: [String]
    /// Nil for rounds that somebody announces.
    package let schedule: PulseSchedule.ID?
    /// Rounds so far.
    package let waves: Int
    /// For good: nothing is left of what tied answers together.
    package let isEnded: Bool

    package var isFull: Bool { waves >= WaveSecret.mostWaves }

    /// After so many days without another wave nobody waits for one.
    static let longestPause = 180
}

/// Whether people may tie their answers of a round to those of others.
package enum Tying: Hashable, Sendable {
    /// The usual one: a round stands by itself.
    case none
    case begins
    case goesOn(WaveSeries.ID)
}

/// Why a round cannot be the next wave of a series.
enum SeriesTrouble: Error, CustomStringConvertible {
    case over, otherPeople, otherQuestions, notCounted

    var description: String {
        switch self {
        case .over: "This series has ended. Begin a new one."
        case .otherPeople: "A series asks the same teams in each of its rounds."
        case .otherQuestions: "A series asks at least one of its questions again: else there is nothing to compare."
        case .notCounted: "The round before is not counted yet. The next one of its series opens after that."
        }
    }
}
