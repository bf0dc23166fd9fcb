import Records

extension Connection {
    /// What hosts said may stand in the way of these pull requests, oldest first.
    package func obstaclesSeen(of pullRequests: [RecordKey]) throws -> [RecordKey: [SeenObstacle]] {
        guard try value("SELECT 1 FROM obstacle_sighting LIMIT 1", as: Int.self) != nil else { return [:] }
        let known = try numbers(of: pullRequests)
        var found: [RecordKey: [SeenObstacle]] = [:]
        for chunk in pullRequests.compactMap({ known[$0] }).chunks(of: engine == .postgres ? 256 : 4096) {
            try each(
                """
                SELECT pull_request, kind, told_at, stands, head, what FROM obstacle_sighting
                WHERE pull_request IN \(list: chunk) ORDER BY pull_request, told_at, kind, stands, head, what
                """
            ) { row in
                let key = try known.key(row.integer(0))
                let (head, what) = (try row.text(4), try row.text(5))
                let sighting = ObstacleSighting(
                    try row.get(1), of: key, stands: try row.bool(3), head: head.isEmpty ? nil : head,
                    what: what.isEmpty ? nil : what)
                found[key, default: []].append(SeenObstacle(sighting, at: try row.integer(2) / 1000))
            }
        }
        return found
    }

    /// A set of tellings: in any order and any number they end in the same rows.
    ///
    /// - Returns: pull requests of which something new was told.
    func saveSightings(_ told: Told) throws -> Set<RecordKey> {
        let sightings = told.records.compactMap { if case .obstacleSighting(let it) = $0 { it } else { nil } }
        if sightings.isEmpty { return [] }
        let numbers = try intern(sightings.map(\.pullRequest.withoutNUL))
        var changed: Set<RecordKey> = []
        for one in sightings {
            let key = one.pullRequest.withoutNUL
            let added = try run(
                """
                INSERT INTO obstacle_sighting (pull_request, kind, told_at, stands, head, what)
                VALUES (\(try numbers.number(key)), \(one.kind), \(told.at), \(one.stands),
                    \(one.head ?? ""), \(one.what ?? ""))
                ON CONFLICT DO NOTHING
                """)
            if added > 0 { changed.insert(key) }
        }
        return changed
    }
}

extension PullRequestHistory.Obstacle.Kind: SQLValue {}
