import Records
import Store

/// A view as somebody may see it.
package struct ShownView: Hashable, Sendable {
    package let view: SavedView
    /// The maker's name; nil where it is the reader's own.
    package let maker: String?
}

extension Connection {
    /// - Throws: `SavedViewTrouble`, or `DatabaseTrouble`.
    package func keep(_ view: SavedView, of me: Oneself, at now: Int64) throws {
        let own = try rows("SELECT name FROM saved_view WHERE member = \(me.member.id)") { try $0.text(0) }
        if own.contains(view.name) { throw SavedViewTrouble.taken }
        if own.count >= SavedView.most { throw SavedViewTrouble.tooMany }
        if let team = view.team, try !currentTeams(of: me, at: now).contains(where: { $0.team.name == team }) {
            throw SavedViewTrouble.notYourTeam
        }
        try run(
            """
            INSERT INTO saved_view (member, name, address, team)
            VALUES (\(me.member.id), \(view.name), \(view.address), \(view.team))
            """)
    }

    package func removeView(_ name: String, of me: Oneself) throws {
        try run("DELETE FROM saved_view WHERE member = \(me.member.id) AND name = \(name)")
    }

    /// The member's own, then those that others show to teams of which the member is one today; each by name.
    package func savedViews(of me: Oneself, at now: Int64) throws -> [ShownView] {
        let teams = try currentTeams(of: me, at: now).map(\.team.name)
        let own = try rows(
            "SELECT name, address, team FROM saved_view WHERE member = \(me.member.id) ORDER BY name"
        ) { ShownView(view: try SavedView($0), maker: nil) }
        if teams.isEmpty { return own }
        let shared = try rows(
            """
            SELECT v.name, v.address, v.team, m.name FROM saved_view v JOIN member m ON m.id = v.member
            WHERE v.team IN \(list: teams) AND v.member <> \(me.member.id) AND m.left_at IS NULL
            ORDER BY v.name, m.name
            """
        ) { ShownView(view: try SavedView($0), maker: try $0.text(3)) }
        return own + shared
    }
}

extension SavedView {
    fileprivate init(_ row: Row) throws {
        self.init(stored: try row.text(0), try row.text(1), row.isNull(2) ? nil : try row.text(2))
    }
}
