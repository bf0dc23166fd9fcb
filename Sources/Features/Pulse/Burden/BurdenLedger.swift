import Foundation
import Interface
import Records
import Store
import Surveys

/// How much of their time people were asked for within thirty days, and how much that may be.
///
/// Who was asked follows from a round's teams and from who belonged to them when it opened. Whether somebody answered is
/// known nowhere, so that being asked is what counts.
package struct BurdenLedger: Sendable {
    /// A round or a poll.
    package struct Entry: Identifiable, Sendable {
        package let id: Round.ID
        package let title: String
        /// Names of the teams that it asked; none for everybody.
        package let teams: [String]
        package let asked: Burden.Asked
        package let people: Set<Member.ID>
    }

    /// What a schedule that runs asks for within thirty days, at most.
    struct Planned: Sendable {
        let schedule: PulseSchedule.ID
        let seconds: Int
        let people: Set<Member.ID>
    }

    /// Of the last thirty days, the newest first.
    package let entries: [Entry]
    let planned: [Planned]
    /// By everybody who may sign in: the least of what their teams and the installation allow.
    let budgets: [Member.ID: Burden]
    let now: Date

    private var people: [Member.ID] { budgets.keys.sorted() }

    /// Seconds that somebody was asked for.
    package func used(by member: Member.ID, at moment: Date? = nil) -> Int {
        Burden.used(entries.filter { $0.people.contains(member) }.map(\.asked), at: moment ?? now)
    }

    /// Seconds that whoever was asked most among some people was asked for; 0 for nobody.
    package func mostUsed(among people: Set<Member.ID>) -> Int { people.map { used(by: $0) }.max() ?? 0 }

    /// Seconds that schedules will ask for within thirty days, of whoever they ask most.
    func mostPlanned(among people: Set<Member.ID>) -> Int { people.map { planned(for: $0) }.max() ?? 0 }

    /// - Parameter other: a schedule that does not count.
    func planned(for member: Member.ID, besides other: PulseSchedule.ID? = nil) -> Int {
        planned.filter { $0.people.contains(member) && $0.schedule != other }.reduce(0) { $0 + $1.seconds }
    }

    package func budget(of member: Member.ID) -> Burden { budgets[member] ?? .usual }

    /// Seconds that all of some people may still be asked for.
    package func room(among people: Set<Member.ID>) -> Int {
        people.map { max(0, budget(of: $0).seconds - used(by: $0)) }.min() ?? 0
    }

    /// - Throws: `BurdenTrouble` where somebody would be asked for more than is agreed.
    func allow(_ seconds: Int, of people: Set<Member.ID>) throws(BurdenTrouble) {
        func isTooMuch(_ moment: Date) -> Bool {
            people.contains { used(by: $0, at: moment) + seconds > budget(of: $0).seconds }
        }
        guard isTooMuch(now) else { return }
        let least = people.map { budget(of: $0).minutesPerMonth }.min() ?? 0
        guard seconds <= least * 60 else { throw .tooLong(seconds: seconds, minutes: least) }
        let worst = people.min { budget(of: $0).seconds - used(by: $0) < budget(of: $1).seconds - used(by: $1) }
        let free = entries.map { $0.asked.opened.addingTimeInterval(Burden.month) }.sorted().first { !isTooMuch($0) }
        throw .tooMuch(
            seconds: seconds, used: worst.map { used(by: $0) } ?? 0,
            minutes: worst.map { budget(of: $0).minutesPerMonth } ?? least,
            from: free.map { CivilDay(Int64($0.timeIntervalSince1970) + 86_399) })
    }

    /// - Parameter other: the schedule that is changed, whose plan does not count.
    /// - Throws: `BurdenTrouble` where schedules together would ask for more than is agreed.
    func allowPlan(
        _ seconds: Int, of people: Set<Member.ID>, besides other: PulseSchedule.ID? = nil
    ) throws(BurdenTrouble) {
        for member in people.sorted() {
            let together = planned(for: member, besides: other) + seconds
            let budget = budget(of: member)
            if together > budget.seconds {
                throw .tooMuchPlanned(seconds: seconds, together: together, minutes: budget.minutesPerMonth)
            }
        }
    }
}

/// That somebody would be asked for more of their time than is agreed.
package enum BurdenTrouble: Error, Hashable, CustomStringConvertible {
    case tooLong(seconds: Int, minutes: Int)
    case tooMuch(seconds: Int, used: Int, minutes: Int, from: CivilDay?)
    case tooMuchPlanned(seconds: Int, together: Int, minutes: Int)

    package var description: String {
        switch self {
        case .tooLong(let seconds, let minutes):
            "That takes about \(Self.minutes(seconds)), and \(Self.minutes(minutes * 60)) a month are agreed. Ask less."
        case .tooMuch(let seconds, let used, let minutes, let day):
            "Among those who are asked are people who were asked for about \(Self.minutes(used)) within thirty days; "
                + "this takes \(Self.minutes(seconds)) more, and \(Self.minutes(minutes * 60)) are agreed. Ask less"
                + (day.map { ", or from \(Days.long($0)) on." } ?? ".")
        case .tooMuchPlanned(let seconds, let together, let minutes):
            "Within thirty days this asks for up to \(Self.minutes(seconds)), with what is scheduled already for \(Self.minutes(together)), "
                + "and \(Self.minutes(minutes * 60)) are agreed. Ask less, or less often."
        }
    }

    /// "2.5 minutes".
    static func minutes(_ seconds: Int) -> String {
        let minutes = (Double(seconds) / 6).rounded(.up) / 10
        return "\(Format.number(minutes)) \(minutes == 1 ? "minute" : "minutes")"
    }
}
