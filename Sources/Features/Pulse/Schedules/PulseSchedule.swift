import BlindTickets
import Foundation
import Records
import Surveys

/// A pulse that a team is asked again and again: its rounds are opened and closed by the server.
package struct PulseSchedule: Hashable, Identifiable, Sendable {
    package typealias ID = String

    package enum State: String, CaseIterable, Sendable {
        case running, paused
        /// For good.
        case ended
    }

    package let id: ID
    package var title: String
    /// Names of the teams that are asked, in order; none for everybody.
    package var teams: [String]
    package var plan: Plan
    package var state: State
    /// When its next round begins; nil unless it runs.
    package var next: Occasion?
    /// Why the last round that was due was not opened, as a sentence.
    package var note: String?

    /// - Parameter randomBytes: that many bytes that nobody can guess.
    package static func newID(_ randomBytes: (Int) -> [UInt8]) -> ID { TypedID.text(randomBytes) }

    /// What it asks and when. A change of it holds for rounds to come.
    package struct Plan: Codable, Hashable, Sendable {
        package var rhythm: PulseRhythm
        package var packs: [Pack.ID]
        /// Days that a round stays open.
        package var openDays: Int
        /// How much a round may take.
        package var seconds: Int
        /// Whether people may tie their answers of up to four rounds together.
        package var isTied: Bool

        package init(rhythm: PulseRhythm, packs: [Pack.ID], openDays: Int, seconds: Int, isTied: Bool = false) {
            self.rhythm = rhythm
            self.packs = packs
            self.openDays = openDays
            self.seconds = seconds
            self.isTied = isTied
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            rhythm = try container.decode(PulseRhythm.self, forKey: .rhythm)
            packs = try container.decode([Pack.ID].self, forKey: .packs)
            openDays = try container.decode(Int.self, forKey: .openDays)
            seconds = try container.decode(Int.self, forKey: .seconds)
            isTied = try container.decodeIfPresent(Bool.self, forKey: .isTied) ?? false
        }
    }

    /// A day on which a round begins, and the first moment at which it is that time for somebody who is asked.
    package struct Occasion: Hashable, Sendable {
        /// By the rhythm. Where it is a holiday the round begins later.
        package var day: CivilDay
        /// Seconds since 1970.
        package var opens: Int64
    }

    package init(
        id: ID, title: String, teams: [String], plan: Plan, state: State = .running, next: Occasion?,
        note: String? = nil
    ) {
        self.id = id
        self.title = title
        self.teams = teams
        self.plan = plan
        self.state = state
        self.next = next
        self.note = note
    }
}

/// Where those who are asked are, and which days all of their teams have off.
struct AskedPlaces: Sendable {
    /// One at least.
    let clocks: [ZoneClock]
    let holidays: Set<CivilDay>

    init(clocks: [ZoneClock], holidays: Set<CivilDay> = []) {
        self.clocks = clocks.isEmpty ? [.utc] : clocks
        self.holidays = holidays
    }
}

/// When a round of a schedule is open.
struct ScheduledMoments: Hashable, Sendable {
    /// On which it begins, by everybody's own clock.
    let day: CivilDay
    /// When the clock of the first who is asked shows the time; seconds since 1970.
    let opens: Int64
    /// When the clock of the last one shows it again, so many days later.
    let closes: Int64

    /// A round that opens late has half of its time left at least.
    var latest: Int64 { opens + (closes - opens) / 2 }

    /// Seconds in which answers to a round are still taken, and an hour to count them.
    private static let afterwards = Int64(RoundAnnouncement.usualGrace + 3600)
    private static let furthestMove: Int64 = 6

    /// - Parameter nominal: a day of the rhythm.
    init(_ plan: PulseSchedule.Plan, on nominal: CivilDay, _ places: AskedPlaces) {
        let rhythm = plan.rhythm
        day = Self.moved(nominal, places)
        let following = Self.moved(rhythm.day(from: CivilDay(number: nominal.number + 1)), places)
        opens = Self.first(rhythm, day, places)
        let last = CivilDay(number: day.number + Int64(plan.openDays))
        let end = places.clocks.map { $0.instant(last, rhythm.minute) }.max() ?? opens
        // The one before is over when the next begins: two open at once could be compared, person by person.
        closes = min(end, Self.first(rhythm, following, places) - Self.afterwards)
    }

    private static func first(_ rhythm: PulseRhythm, _ day: CivilDay, _ places: AskedPlaces) -> Int64 {
        places.clocks.map { $0.instant(day, rhythm.minute) }.min() ?? day.start
    }

    /// The next working day after holidays.
    private static func moved(_ day: CivilDay, _ places: AskedPlaces) -> CivilDay {
        guard places.holidays.contains(day) else { return day }
        let later = (1...furthestMove).map { CivilDay(number: day.number + $0) }
        return later.first { $0.weekday < 5 && !places.holidays.contains($0) } ?? day
    }
}
