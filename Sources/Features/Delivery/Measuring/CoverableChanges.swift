import Records
import Store

extension Connection {
    /// Merged pull requests whose coverage is to be measured, with the clone whose history tells what they add.
    ///
    /// - Parameter since: reports that were told before are not looked at; milliseconds since 1970.
    package func coverableChanges(since: Int64) throws -> [(change: CoveredChange, clone: Repository)] {
        let changes = try changesToCover(since: since)
        if changes.isEmpty { return [] }
        let repositories = try repositories()
        let histories = HostedHistories(
            try records(HostedRepository.self), repositories, origins: try origins())
        return changes.compactMap { change in
            let id = histories[change.repository]
            return repositories.first { $0.id == id }.map { (change, $0) }
        }
    }
}
