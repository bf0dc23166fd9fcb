import Records

/// A signature, and what carries it in one repository.
package struct SignatureUse: Hashable, Sendable {
    package var signature: Signature
    package var repository: Repository.ID
    /// Commits that it authored.
    package var commits: Int
    /// When it authored the first and the last of them, in seconds since 1970; nil when it stands in trailers alone or
    /// as a committer.
    package var firstAt: Int64?
    package var lastAt: Int64?
}

extension Connection {
    /// Every decision, oldest first. Nothing is ever removed: the latest on a pair counts.
    package func identityDecisions() throws -> [IdentityDecision] {
        try rows(
            """
            SELECT action, first_name, first_email, second_name, second_email, kind, why, decided_by, decided_at
            FROM identity_decision ORDER BY number
            """
        ) { row in
            IdentityDecision(
                action: try row.get(0), first: Signature(name: try row.get(1), email: try row.get(2)),
                second: row.isNull(3) ? nil : Signature(name: try row.get(3), email: try row.get(4)),
                kind: try row.get(5), why: try row.get(6), decidedBy: try row.get(7), decidedAt: try row.seconds(8))
        }
    }

    package func add(_ decision: IdentityDecision) throws {
        try run(
            """
            INSERT INTO identity_decision (
                number, action, first_name, first_email, second_name, second_email, kind, why, decided_by, decided_at)
            VALUES (
                (SELECT coalesce(max(number), 0) + 1 FROM identity_decision), \(decision.action),
                \(decision.first.name), \(decision.first.email), \(decision.second?.name), \(decision.second?.email),
                \(decision.kind), \(decision.why), \(decision.decidedBy), \(Moment.milliseconds(decision.decidedAt)))
            """)
        try noteDeliveryChange(.people)
    }

    /// Every signature in one repository or in all, by address, name and repository.
    package func signatureUses(of repository: Repository.ID? = nil) throws -> [SignatureUse] {
        let condition: SQL = repository.map { "WHERE repository.id = \($0)" } ?? ""
        return try rows(
            """
            SELECT signature.name, signature.email, repository.id, coalesce(authored.commits, 0), authored.first_at,
                authored.last_at
            FROM signature
            JOIN repository ON repository.number = signature.repository
            LEFT JOIN (
                SELECT repository, author, count(*) AS commits, min(authored_at) AS first_at,
                    max(authored_at) AS last_at
                FROM git_commit GROUP BY repository, author
            ) AS authored ON authored.repository = signature.repository AND authored.author = signature.number
            \(condition)
            ORDER BY signature.email, signature.name, repository.id
            """
        ) { row in
            SignatureUse(
                signature: Signature(name: try row.get(0), email: try row.get(1)), repository: try row.get(2),
                commits: try row.get(3), firstAt: row.isNull(4) ? nil : try row.seconds(4),
                lastAt: row.isNull(5) ? nil : try row.seconds(5))
        }
    }
}
