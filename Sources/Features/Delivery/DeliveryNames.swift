import Records
import Signals
import Store

extension Connection {
    /// Whether somebody may read who of a team waits for whom: those who belong to it or to a part of it (HANDBOOK D10), and
    /// everybody until somebody has joined. Others read the same numbers without names.
    ///
    /// Leads among them, too: they read the names on the list of what waits for whom alone, where those who stand on it are
    /// shown that they looked.
    ///
    /// - Parameter reader: nil while nobody has joined.
    package func showsNames(of choice: DeliveryChoice, to reader: Member?, at now: Int64) throws -> Bool {
        guard let team = choice.team else { return false }
        guard let reader else { return true }
        if try leads(reader.id, at: now) { return false }
        let tree = TeamTree(try teams())
        guard let team = tree[team] else { return false }
        return TeamScope(team, in: tree, memberships: try memberships(), repositories: [:]).belongs(reader.id, at: now)
    }
}

extension DeliveryReadings {
    /// For readers who do not belong to the team.
    package var withoutNames: DeliveryReadings {
        var readings = self
        for place in readings.open.indices { (readings.open[place].author, readings.open[place].waitsFor) = (nil, []) }
        if let flaky = details("flaky-tests", as: FlakyTestsDetails.self) {
            readings.measurements["flaky-tests"]?.details = SignalDetails(flaky.withoutNames)
        }
        return readings
    }
}
