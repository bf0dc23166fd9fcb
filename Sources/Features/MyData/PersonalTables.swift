import Store

/// Every table that holds something of a member, what it is called to them, and what becomes of it when they are erased.
///
/// A test compares it with the schema, so that a new table cannot be forgotten.
package enum PersonalTables {
    package enum Fate: Sendable {
        /// Deleted.
        case removed
        /// Kept under an id that stands for nobody any more, because totals rest on it.
        case kept
    }

    package struct Entry: Sendable {
        package let table: StaticString
        package let words: String
        package let fate: Fate

        init(_ table: StaticString, _ words: String, _ fate: Fate) {
            self.table = table
            self.words = words
            self.fate = fate
        }
    }

    package static let all = [
        Entry("session", "browsers in which you are signed in", .removed),
        Entry("known_device", "browsers in which you signed in before", .removed),
        Entry("one_time_link", "links to choose another password", .removed),
        Entry("second_factor", "the second factor", .removed),
        Entry("recovery_code", "recovery codes", .removed),
        Entry("begun_sign_in", "sign-ins that wait for a code", .removed),
        Entry("api_token", "tokens for programs", .removed),
        Entry("openid_account", "accounts of other services", .removed),
        Entry("team_membership", "memberships of teams", .kept),
        Entry("council_seat", "seats in the council", .removed),
        Entry("work_schedule", "zones and working hours", .removed),
        Entry("absence", "absences", .removed),
        Entry("quiet_hours", "hours without messages", .removed),
        Entry("proven_address", "addresses that are proven to be yours", .removed),
        Entry("account_claim", "steps about claimed accounts", .removed),
        // How many tickets were issued must stay right; the rows go when the round is released.
        Entry("pulse_eligibility", "rounds of a pulse that you are invited to", .kept),
        // The action stays with its team, and is nobody's.
        Entry("action_owner", "actions that you have taken on", .removed),
        // The count of a poll rests on them; the name beside them is nobody's any more.
        Entry("poll_vote", "answers to polls that carry names", .kept),
        Entry("objection", "your objection", .removed),
        Entry("feed_link", "the address of your feeds", .removed),
        Entry("saved_view", "views that you keep", .removed),
        Entry("lead_opening", "times that a lead looked at a list with you on it", .removed),
    ]
}

extension Connection {
    /// How much is kept, in the words of `PersonalTables`; what is empty is left out.
    func keptCounts(of me: Oneself) throws -> [(words: String, count: Int)] {
        try PersonalTables.all.map { ($0.words, try count($0.table, of: me)) }.filter { $0.1 > 0 }
    }

    /// Removes a member's rows of one of these tables, or counts those that stay.
    func apply(_ entry: PersonalTables.Entry, of me: Oneself) throws -> Int {
        switch entry.fate {
        case .removed: try run("DELETE FROM \(raw: entry.table) WHERE member = \(me.member.id)")
        case .kept: try count(entry.table, of: me)
        }
    }

    private func count(_ table: StaticString, of me: Oneself) throws -> Int {
        try value("SELECT count(*) FROM \(raw: table) WHERE member = \(me.member.id)", as: Int.self) ?? 0
    }
}
