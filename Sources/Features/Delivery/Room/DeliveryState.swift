import Records
import Store

/// What tells one version of the Delivery room's pages from another. Reads a handful of small rows.
struct DeliveryState: Hashable, Sendable {
    /// Those that are not archived, by name.
    let teams: [Team]
    let repositories: [Repository]
    /// Whether any source of deliveries was ever connected.
    let hasSource: Bool
    /// Whether the reader is told names (`showsNames`).
    let namesPeople: Bool
    private let choice: DeliveryChoice
    private let basis: DeliveryBasis?

    /// - Throws: a problem of status 404 for a team that is not there.
    init(
        _ choice: DeliveryChoice, basis: DeliveryBasis?, for visitor: Visitor, at now: Int64,
        in connection: any Connection
    ) throws {
        self.choice = choice
        self.basis = basis
        teams = try connection.teams().filter { $0.archivedAt == nil }
        if let team = choice.team, !teams.contains(where: { $0.name == team }) {
            let known = teams.isEmpty ? "There are none yet." : "There are \(Wording.list(teams.map(\.name)))."
            throw Problem.notFound("No team is called “\(team)”. \(known)")
        }
        repositories = try connection.repositories()
        hasSource = try !connection.sourceConnections().isEmpty
        switch visitor {
        case .stranger, .pipeline: namesPeople = false
        case .unclaimed, .member, .program:
            namesPeople = try connection.showsNames(of: choice, to: visitor.member, at: now)
        }
    }
}
