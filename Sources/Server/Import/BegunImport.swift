import Foundation
import Records
import Store

/// An import that stands in the database as begun.
struct BegunImport: Sendable {
    /// Under the id that it has in the database.
    let repository: Repository
    let plan: ImportPlan
    private let since: Date
    private(set) var session: ImportSession
    private(set) var progress: ImportProgress

    /// - Returns: nil where nothing has to be done.
    init?(_ repository: Repository, _ plan: ImportPlan, in database: any Database, at now: Date) async throws {
        guard plan.isNeeded else { return nil }
        self.repository = repository
        self.plan = plan
        since = now
        progress = ImportProgress(repository: repository, done: 0, total: plan.total)
        session = try await database.write(.relaxed) { db in
            try db.beginImport(
                repository: repository, head: repository.head, commits: plan.total,
                at: Int64(now.timeIntervalSince1970.rounded(.down)))
        }
    }

    /// - Parameter count: of all commits, if somebody knows it when so many are done.
    mutating func save(
        _ fragment: History, in database: any Database, at now: Date, count: (_ done: Int) -> Int?
    ) async throws {
        try await database.save(Batch(repository: repository, fragment: fragment), in: &session)
        progress.done += fragment.commits.count
        if progress.total == nil, let total = count(progress.done) {
            progress.total = total
            try await database.write(.relaxed) { [session] in try $0.count(total, of: session) }
        }
        let seconds = now.timeIntervalSince(since)
        progress.rate = seconds > 0.5 ? Double(progress.done) / seconds : nil
    }
}
