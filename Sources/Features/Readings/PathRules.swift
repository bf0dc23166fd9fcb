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
}

extension Connection {
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
