import Records
import Store

extension Connection {
    /// A repository with its last import.
    func connectionRow(_ repository: Repository) throws -> ConnectionsPage.Row {
        let run = try importRuns(of: repository.id, limit: 1).first
        let commits = try commitCount(of: repository.id)
        let teams = try pathRules(of: repository.id).keys.sorted()
        return ConnectionsPage.Row(repository: repository, commits: commits, teams: teams, state: Self.state(run))
    }

    private static func state(_ run: ImportRun?) -> ConnectionsPage.ImportState {
        guard let run else { return .never }
        switch run.status {
        case .running: return .running(done: run.commitsDone, total: run.commitsTotal, rate: nil)
        case .finished: return .finished(at: run.finishedAt ?? run.startedAt)
        case .failed: return .failed(run.trouble ?? "No reason was kept.", at: run.finishedAt ?? run.startedAt)
        case .interrupted:
            return .failed(
                "The reading was interrupted; the next one goes on from there.", at: run.finishedAt ?? run.startedAt)
        }
    }
}
