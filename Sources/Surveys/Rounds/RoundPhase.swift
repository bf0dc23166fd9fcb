import Foundation

/// Where a round stands (HANDBOOK J). What may be done follows from it alone, and there is no way back.
package enum RoundPhase: String, Codable, Hashable, Sendable, CaseIterable {
    case draft
    /// Questions, thresholds and cuts are fixed, and published.
    case announced
    case open
    /// No new tickets; answers that wait for their moment are still taken.
    case closing
    /// Nothing comes any more, and nobody has read anything yet.
    case sealed
    case released
    /// Too few answered. Nothing will ever be told; the round can only be deleted.
    case withheld
    /// A team has talked about it.
    case discussed
    case archived
    case deleted

    package enum Step: Hashable, Sendable {
        case announce
        case open
        case close
        case seal
        /// With how many answers.
        case release(answers: Int)
        case discuss
        case archive
        case delete
    }

    /// The phase after a step.
    package func after(_ step: Step, rules: PrivacyRules) throws(RoundTrouble) -> RoundPhase {
        switch (self, step) {
        case (.draft, .announce): .announced
        case (.announced, .open): .open
        case (.open, .close): .closing
        case (.closing, .seal): .sealed
        case (.sealed, .release(let answers)): rules.isEnough(answers) ? .released : .withheld
        case (.released, .discuss): .discussed
        case (.released, .archive), (.discussed, .archive): .archived
        case (.draft, .delete), (.announced, .delete), (.released, .delete), (.withheld, .delete),
            (.discussed, .delete), (.archived, .delete):
            .deleted
        default: throw RoundTrouble(phase: self, step: step)
        }
    }

    /// Whether questions, thresholds, cuts and audience may still be changed.
    package var canChange: Bool { self == .draft }
    package var givesTickets: Bool { self == .open }
    package var takesAnswers: Bool { self == .open || self == .closing }
    /// Whether results may be read, by the team and its lead from the same moment.
    package var showsResults: Bool { [.released, .discussed, .archived].contains(self) }
    /// Whether it may be told how many have answered, once there are k.
    package var showsParticipation: Bool { takesAnswers || self == .sealed }
}

/// A step that a round cannot take from where it stands.
package struct RoundTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    package let phase: RoundPhase
    package let step: RoundPhase.Step

    package var description: String {
        switch (phase, step) {
        case (.draft, _): "This round is a draft; it has to be announced first."
        case (_, .announce): "This round was announced already; its questions and thresholds are fixed."
        case (.open, .delete), (.closing, .delete), (.sealed, .delete):
            "This round has answers waiting; it ends by being released or withheld."
        case (.deleted, _): "This round is deleted."
        default: "A round that is \(phase.rawValue) cannot take this step."
        }
    }
}

/// When the phases of a round begin.
package struct RoundTimes: Codable, Hashable, Sendable {
    package let opens: Date
    package let closes: Date
    /// How long answers that wait are taken after the close, in seconds; twelve hours without it.
    package let grace: TimeInterval

    /// Nil when it would close before it opens.
    package init?(opens: Date, closes: Date, grace: TimeInterval = 12 * 3_600) {
        guard closes > opens, grace >= 0 else { return nil }
        self.opens = opens
        self.closes = closes
        self.grace = grace
    }

    /// The step that the clock asks for; after a pause of the server there may be several, one after the other.
    package func step(from phase: RoundPhase, at now: Date) -> RoundPhase.Step? {
        switch phase {
        case .announced: now >= opens ? .open : nil
        case .open: now >= closes ? .close : nil
        case .closing: now >= closes + grace ? .seal : nil
        default: nil
        }
    }

    /// Reminders go to everybody, because nobody knows who has answered: at half of the time and a day before the close,
    /// as far as they lie a day apart from the opening and from each other.
    package var reminders: [Date] {
        let day: TimeInterval = 86_400
        let half = opens + closes.timeIntervalSince(opens) / 2
        let last = closes - day
        return [half, last].filter { $0 >= opens + day && ($0 == last || $0 <= last - day) }
    }
}
