import BlindTickets
import Store

/// Writes answers that arrive at the same time in one transaction, in an order that is not that of their arrival.
struct SubmissionQueue: Sendable {
    struct Submission: Sendable {
        let round: Round.ID
        /// Of the ticket's input.
        let hash: [UInt8]
        /// 16 random bytes, by which the answer is kept until release.
        let id: [UInt8]
        let sealed: [UInt8]
    }

    private let commits: GroupCommit<Submission, SubmissionReply>

    init(database: any Database) {
        commits = GroupCommit(database, most: 512, limit: 20_000) { db, submissions in
            let open = try db.take(submissions)
            return submissions.map { open.contains($0.round) ? .counted : .refused }
        }
    }

    /// - Throws: a problem of status 503, or of the database; the answer may be sent again.
    func add(_ submission: Submission) async throws -> SubmissionReply {
        do { return try await commits.add(submission) } catch GroupCommitTrouble.full {
            throw Problem.unavailable("Too many answers arrive at this moment. Yours was not taken: send it again.")
        }
    }
}

extension Connection {
    /// Spends the tickets that are not spent yet and keeps their answers, both or neither.
    ///
    /// - Returns: the rounds that still take answers.
    func take(_ submissions: [SubmissionQueue.Submission]) throws -> Set<Round.ID> {
        let open = Set(
            try rows(
                """
                SELECT id FROM pulse_round
                WHERE id IN \(list: Set(submissions.map(\.round))) AND state = 'announced'
                """
            ) { try $0.get(0, as: String.self) })
        var fresh: [SubmissionKey: SubmissionQueue.Submission] = [:]
        for submission in submissions where open.contains(submission.round) {
            fresh[SubmissionKey(submission)] = submission
        }
        for round in open {
            let hashes = fresh.keys.filter { $0.round == round }.map(\.hash)
            try each("SELECT ticket_hash FROM pulse_spent WHERE round = \(round) AND ticket_hash IN \(list: hashes)") {
                fresh[SubmissionKey(round: round, hash: try $0.get(0))] = nil
            }
        }
        // In the order of what is random, so that even the order within a transaction tells nothing.
        try insert(into: "pulse_spent", ["round", "ticket_hash"]) { writer in
            for key in fresh.keys.sorted(by: { $0.hash.lexicographicallyPrecedes($1.hash) }) {
                try writer.add(key.round)
                try key.hash.withUnsafeBytes { try writer.add($0) }
                try writer.endRow()
            }
        }
        try insert(into: "pulse_sealed", ["round", "id", "sealed"]) { writer in
            for submission in fresh.values.sorted(by: { $0.id.lexicographicallyPrecedes($1.id) }) {
                try writer.add(submission.round)
                try submission.id.withUnsafeBytes { try writer.add($0) }
                try submission.sealed.withUnsafeBytes { try writer.add($0) }
                try writer.endRow()
            }
        }
        return open
    }
}

private struct SubmissionKey: Hashable {
    let round: Round.ID
    let hash: [UInt8]

    init(round: Round.ID, hash: [UInt8]) {
        self.round = round
        self.hash = hash
    }

    init(_ submission: SubmissionQueue.Submission) {
        self.init(round: submission.round, hash: submission.hash)
    }
}
