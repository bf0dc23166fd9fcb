import Records
import Store

extension LiveEvent {
    /// What a repository's card shows while it is read.
    package static func importing(
        _ repository: Repository, done: Int, total: Int?, rate: Double?
    ) -> LiveEvent {
        news(
            of: ConnectionsPage.Row(
                repository: repository, commits: done, teams: [], state: .running(done: done, total: total, rate: rate))
        )
    }

    /// What it shows once the reading has ended, well or not.
    package static func imported(_ repository: Repository, _ connection: any Connection) throws -> LiveEvent {
        news(of: try connection.connectionRow(repository))
    }

    private static func news(of row: ConnectionsPage.Row) -> LiveEvent {
        LiveEvent(topic: ConnectionCard.topic(row.repository.id), html: ConnectionCard(row: row).state)
    }
}
