import Records
import Store

extension Connection {
    /// Repositories of code hosts that teams answer for, by team.
    package func teamRepositories() throws -> [String: Set<RecordKey>] {
        var found: [String: Set<RecordKey>] = [:]
        try each("SELECT team, repository FROM team_repository") { row in
            if let key = RecordKey(try row.text(1)) { found[try row.text(0), default: []].insert(key) }
        }
        return found
    }

    package func repositories(ofTeam team: String) throws -> Set<RecordKey> {
        Set(
            try rows("SELECT repository FROM team_repository WHERE team = \(team)") { try $0.text(0) }
                .compactMap { RecordKey($0) })
    }

    /// Says which repositories a team answers for, in place of those before.
    ///
    /// - Returns: false where nothing changed.
    /// - Throws: `TeamTrouble` for a team that is not, or is archived, and for a repository that no code host told of.
    @discardableResult package func keep(
        _ repositories: Set<RecordKey>, ofTeam name: String, by actor: AuditEntry.Actor, at now: Int64
    ) throws -> Bool {
        try checkOpen(name)
        let before = try self.repositories(ofTeam: name)
        guard before != repositories else { return false }
        let told = Set(try records(HostedRepository.self).map(\.key))
        if let unknown = repositories.subtracting(before).subtracting(told).min() {
            throw TeamTrouble.noRepository(unknown.description)
        }
        try run("DELETE FROM team_repository WHERE team = \(name)")
        for key in repositories.sorted() {
            try run("INSERT INTO team_repository (team, repository) VALUES (\(name), \(key.description))")
        }
        try audit(.teamRepositoriesChanged, of: name, by: actor, at: now)
        try noteDeliveryChange(.teams)
        return true
    }

    /// By team; who has agreed on nothing else is not among them.
    package func reviewAgreements() throws -> [String: ReviewAgreement] {
        let found: [(String, ReviewAgreement)] = try rows("SELECT team, hours, clock FROM review_agreement") {
            (try $0.get(0), ReviewAgreement(hours: try $0.real(1), clock: try $0.get(2)))
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    package func reviewAgreement(ofTeam team: String) throws -> ReviewAgreement {
        try row("SELECT hours, clock FROM review_agreement WHERE team = \(team)") {
            ReviewAgreement(hours: try $0.real(0), clock: try $0.get(1))
        } ?? ReviewAgreement()
    }

    /// - Throws: `TeamTrouble`.
    package func keep(
        _ agreement: ReviewAgreement, ofTeam name: String, by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        try checkOpen(name)
        guard agreement.hours > 0, agreement.hours <= 1000 else { throw TeamTrouble.noAgreement }
        guard try reviewAgreement(ofTeam: name) != agreement else { return }
        try run(
            """
            INSERT INTO review_agreement (team, hours, clock) VALUES (\(name), \(agreement.hours), \(agreement.clock))
            ON CONFLICT (team) DO UPDATE SET hours = excluded.hours, clock = excluded.clock
            """)
        try audit(.reviewAgreementChanged, of: name, by: actor, at: now)
        try noteDeliveryChange(.teams)
    }

    private func checkOpen(_ name: String) throws {
        guard let team = try team(name) else { throw TeamTrouble.unknown(name) }
        if team.archivedAt != nil { throw TeamTrouble.archived(name) }
    }
}

extension ReviewAgreement.Clock: SQLValue {}
