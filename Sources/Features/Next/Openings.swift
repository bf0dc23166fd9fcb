import Records
import Store

/// A lead's look at a list on which members stand, kept for those members to see (the third promise).
extension Connection {
    /// Notes once a day that a lead looked at what waits in a team.
    ///
    /// - Parameter subjects: the members on the list; the lead's own place is not noted.
    func noteOpening(of team: String, by viewer: Member.ID, _ subjects: Set<Member.ID>, on day: CivilDay) throws {
        for subject in subjects.subtracting([viewer]).sorted() {
            try run(
                """
                INSERT INTO lead_opening (member, viewer, team, day) VALUES (\(subject), \(viewer), \(team), \(day))
                ON CONFLICT (member, viewer, team, day) DO NOTHING
                """)
        }
    }

    /// The newest first.
    func openings(about me: Oneself, most: Int = 50) throws -> [MyDayPage.Opening] {
        try rows(
            """
            SELECT member.name, lead_opening.team, lead_opening.day FROM lead_opening
            JOIN member ON member.id = lead_opening.viewer WHERE lead_opening.member = \(me.member.id)
            ORDER BY lead_opening.day DESC, member.name LIMIT \(most)
            """
        ) { MyDayPage.Opening(viewer: try $0.get(0), team: try $0.get(1), day: try $0.get(2)) }
    }
}
