import Records
import Store

/// Which paths of a repository belong to which team.
package enum PathRules {
    /// Sets that a repository may have: each is measured after every import.
    package static let most = 50
    /// Letters of a team's name.
    package static let longestName = 60

    /// A rule as it is kept: "./Sources/" is `Sources`, and "." is empty because everything lies under it.
    package static func normalised(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// Rules as somebody wrote them, as they are kept.
    ///
    /// - Throws: `TeamTrouble` for one that is the whole repository, or nothing in it.
    package static func rules(_ paths: [String]) throws -> Set<String> {
        let rules = paths.map(normalised)
        if rules.contains("") { throw TeamTrouble.wholeRepository }
        if let outside = rules.first(where: { $0.split(separator: "/").contains("..") }) {
            throw TeamTrouble.outside(outside)
        }
        return Set(rules)
    }
}

extension Connection {
    /// Says which paths of a repository are a team's, in place of those before.
    ///
    /// - Throws: `TeamTrouble` for a team that is not, or is archived, and for a repository that was not read.
    package func keep(
        _ paths: Set<String>, of id: Repository.ID, ofTeam name: String, by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        guard let team = try team(name) else { throw TeamTrouble.unknown(name) }
        if team.archivedAt != nil { throw TeamTrouble.archived(name) }
        guard try repository(id) != nil else { throw TeamTrouble.noImported(id) }
        let teams = try pathRules(of: id)
        guard Set(teams[name] ?? []) != paths else { return }
        guard teams[name] != nil || teams.count < PathRules.most else { throw TeamTrouble.sharedByMost(id) }
        try replacePathRules(paths, team: name, repository: id)
        try audit(.teamPathsChanged, of: name, by: actor, at: now)
    }

    /// The paths of every repository that are a team's, by repository; those without any are not there.
    package func paths(ofTeam name: String) throws -> [Repository.ID: [String]] {
        var found: [Repository.ID: [String]] = [:]
        try each(
            """
            SELECT repository.id, prefix FROM path_rule JOIN repository ON repository.number = path_rule.repository
            WHERE path_rule.name = \(name) ORDER BY prefix
            """
        ) { row in found[try row.text(0), default: []].append(try row.text(1)) }
        return found
    }

    /// Replaces a team's rules, or removes them when there are none, with every number that was counted by them.
    package func replacePathRules(_ paths: Set<String>, team: String, repository: Repository.ID) throws {
        try savePathRules(paths, name: team, repository: repository)
        for timeframe in Timeframe.Choice.allCases {
            for kind in ReadingStore.kinds {
                let key = Scope(team: team, timeframe: timeframe).key(kind)
                try saveMeasurements([], repository: repository, key: key)
            }
        }
    }
}
