import Connectors
import Foundation
import Records
import Store

/// Reads the archived answers of a source again, by today's mapping.
package struct Remapping: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    package struct Outcome: Hashable, Sendable {
        package var answers: Int
        package var records: Int
    }

    /// All or nothing.
    ///
    /// - Parameter show: is told how many of how many answers are read; PostgreSQL may begin anew.
    /// - Throws: `RemapTrouble`.
    package func run(
        _ id: SourceConnection.ID, show: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> Outcome {
        let (connector, total) = try await database.read { db in
            guard let connection = try db.sourceConnection(id) else {
                throw RemapTrouble.unknown(id, known: try db.sourceConnections().map(\.id))
            }
            guard let connector = Connector.all.first(where: { $0.id == connection.kind }) else {
                throw RemapTrouble.nothingArchived(id)
            }
            return (connector, try db.archivedAnswers(of: id))
        }
        guard total > 0 else { throw RemapTrouble.nothingArchived(id) }
        return try await database.write { db in
            let (answers, saved) = try db.remap(
                id, map: { try Self.told($0, connector) },
                finish: { told in
                    guard connector.id == Connector.pipeline.id else { return told }
                    return told.with(try NamedRecords(told.records, db).resolved(told.records))
                }, show: { show($0, total) })
            return Outcome(answers: answers, records: saved.changed.count)
        }
    }

    private static func told(_ archived: Store.RawAnswer, _ connector: Connector) throws -> Told {
        do {
            return try Telling.told(again: archived, connector: connector)
        } catch let trouble as MappingTrouble {
            throw RemapTrouble.notUnderstood("\(archived.category) \(archived.key)", "\(trouble)")
        }
    }
}

package enum RemapTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case unknown(SourceConnection.ID, known: [SourceConnection.ID])
    case nothingArchived(SourceConnection.ID)
    /// An answer that an earlier version could read.
    case notUnderstood(String, String)

    package var description: String {
        switch self {
        case .unknown(let id, let known):
            known.isEmpty
                ? "No source is connected yet."
                : "There is no source “\(id)”. There are: \(known.joined(separator: ", "))."
        case .nothingArchived(let id): "No answers of “\(id)” are archived, so that there is nothing to read again."
        case .notUnderstood(let answer, let why):
            "Nothing was changed: this version cannot read the archived answer \(answer). \(why)"
        }
    }
}
