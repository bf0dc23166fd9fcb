import Foundation
import Records
import Signals
import Store

/// What the numbers of a scope were measured from when they were last measured.
package struct ReadingBasis: Hashable, Sendable {
    private let head: ObjectID?
    private let definitions: String
    private let paths: [String]
    private let measuredAt: Int64

    /// Nil where nothing was measured yet. Reads one small row.
    package init?(of repository: Repository.ID, in scope: Scope, _ connection: any Connection) throws {
        let stored = try connection.measurements(of: repository, key: scope.key(ReadingStore.extent)).first
        guard let stored else { return nil }
        head = stored.head
        definitions = stored.definition
        measuredAt = stored.computedAt
        paths = try JSONDecoder().decode(ReadingStore.Extent.self, from: stored.body).coverage?.paths ?? []
    }

    /// Names the state of everything that was measured from it.
    package var tag: EntityTag {
        EntityTag(
            head?.short ?? "empty", String(measuredAt), definitions,
            paths.map { PercentEncoding.encoded($0) }.joined(separator: ","))
    }

    /// Whether it is all still so: the head, the definitions, what was decided about people, and the team's paths.
    package func holds(for repository: Repository, paths: [String], definitions: String) -> Bool {
        head == repository.head && self.paths == paths && self.definitions == definitions
    }
}

extension Connection {
    /// Tells one state of the catalogue, and of what was decided about people, from another.
    package func definitionsInForce() throws -> String {
        let decisions = try value("SELECT count(*) FROM identity_decision", as: Int.self) ?? 0
        return Signal.all.map(\.definition).joined(separator: ",") + ",decisions/\(decisions)"
    }

    /// Whether the numbers of a scope are those that measuring now would give.
    package func isMeasured(_ scope: Scope, of repository: Repository) throws -> Bool {
        let paths = try scope.team.map { try pathRules(of: repository.id)[$0] ?? [] } ?? []
        return try ReadingBasis(of: repository.id, in: scope, self)?
            .holds(for: repository, paths: paths, definitions: try definitionsInForce()) ?? false
    }
}
