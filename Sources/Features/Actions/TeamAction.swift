import Records
import Store

/// What a team makes of what it read or talked about: first perhaps a topic, then an action with an owner and a day (HANDBOOK J).
///
/// It belongs to the team, not to whoever wrote it down: who that was is kept nowhere but in the audit log.
package struct TeamAction: Hashable, Identifiable, Sendable {
    package typealias ID = String

    package enum State: String, Codable, CaseIterable, Sendable {
        /// To be talked about; nobody's yet.
        case topic
        /// For somebody who has not said yes.
        case proposed
        case accepted, doing, done, dropped

        package var isOpen: Bool { self != .done && self != .dropped }
    }

    package let id: ID
    /// A team's name; nil for everybody.
    package let team: String?
    package var title: String
    package var state: State
    package var owner: Member.ID?
    /// The last day, by the team's clock.
    package var due: CivilDay?
    /// How often that day was put off.
    package var redated: Int
    /// Why it was dropped.
    package var reason: String
    package let round: Round.ID?
    /// The question or scale that it is about; empty for none.
    package let about: String
    /// Seconds since 1970.
    package let madeAt: Int64
    package var changedAt: Int64

    /// Overdue is no state: it follows from the day.
    package func isOverdue(on today: CivilDay) -> Bool { state.isOpen && (due.map { $0 < today } ?? false) }

    /// Who puts it off more often is to drop it, or to make smaller ones of it.
    package static let mostRedatings = 2

    /// Whoever takes on what was proposed to nobody else has accepted it.
    package mutating func plan(
        owner: Member.ID, due day: CivilDay, today: CivilDay, by actor: Member.ID
    ) throws(ActionTrouble) {
        guard state.isOpen else { throw .over }
        guard day >= today else { throw .past }
        if let due, state != .topic, day != due {
            guard redated < Self.mostRedatings || day < due else { throw .putOffTooOften }
            if day > due { redated += 1 }
        }
        let isNewOwner = owner != self.owner
        self.owner = owner
        due = day
        if state == .topic || isNewOwner { state = owner == actor ? .accepted : .proposed }
    }

    package mutating func take(_ step: Step, by actor: Member.ID) throws(ActionTrouble) {
        guard state.isOpen else { throw .over }
        switch step {
        case .accept, .begin:
            guard state != .topic else { throw .nobodys }
            guard owner == actor else { throw .othersToSay }
            state = step == .accept ? .accepted : .doing
        case .finish: state = .done
        case .drop(let why):
            guard !why.isEmpty else { throw .noReason }
            guard why.count <= 200 else { throw .long }
            reason = why
            state = .dropped
        }
    }

    package enum Step: Hashable, Sendable {
        case accept, begin, finish
        case drop(why: String)
    }
}

/// Why a step cannot be taken, as a sentence.
package enum ActionTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case unknown, notYours, over, past, putOffTooOften, nobodys, othersToSay, noReason, noTitle, long, noOwner, noDay

    package var description: String {
        switch self {
        case .unknown: "There is no such action."
        case .notYours: "It belongs to a team that you do not belong to."
        case .over: "It is done or dropped. Make a new one."
        case .past: "The day has to be today or later."
        case .putOffTooOften: "It was put off twice. Drop it, or make smaller ones of it."
        case .nobodys: "It is a topic: first say whose it is, and until when."
        case .othersToSay: "That is for its owner to say."
        case .noReason: "Say in a few words why it is dropped."
        case .noTitle: "Say in a few words what is to be done or talked about."
        case .long: "At most 200 characters."
        case .noOwner: "Choose an owner who belongs to the team."
        case .noDay: "Give a day, such as 2026-03-02."
        }
    }
}
