import Connectors
import Features
import Foundation
import Records
import Store

/// Keeps what pipelines tell by themselves, whether it came over HTTP or from a command on this machine.
package struct Pushing: Sendable {
    let database: any Database
    private let now: @Sendable () -> Date

    /// The source connection of those who name none. It is made when something is first told.
    package static let usual = "pipeline"

    package init(database: any Database, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.now = now
    }

    /// What became of something that was told.
    package struct Outcome: Codable, Hashable, Sendable {
        package struct Kept: Codable, Hashable, Sendable {
            package var type: String
            package var key: RecordKey
        }

        package var connection: SourceConnection.ID
        package var records: [Kept]
        /// How many of them stand otherwise than before; 0 for what was told already.
        package var changed: Int
        /// Named, and told of by no code host yet. What belongs to them is kept under their names.
        package var unknownRepositories: [String]
    }

    /// - Parameters:
    ///   - category: of the pipeline's: `deployments`, `incidents`, `builds`, `analyses`, `cloud-events`.
    ///   - body: JSON: one, or a list of them.
    /// - Throws: `PushTrouble`; then nothing of the body is kept.
    package func take(
        _ category: String, _ body: Data, from connection: SourceConnection.ID = usual
    ) async throws -> Outcome {
        let at = milliseconds
        let told = try Self.pieces(of: body).map { piece in
            do {
                return try Telling.told(
                    Connectors.RawAnswer(category: category, body: piece.body), receivedAt: at, connector: .pipeline)
            } catch let trouble as MappingTrouble { throw PushTrouble.notUnderstood(at: piece.at, "\(trouble)") }
        }
        return try await database.write { db in
            try Self.open(connection, db, at: at)
            let named = try NamedRecords(told.flatMap(\.records), db)
            let saved = try db.save(told.map { $0.with(named.resolved($0.records)) }, of: connection)
            try db.emitRecorded(saved, at: at / 1000)
            try db.notify(Self.channel, connection)
            let records = told.flatMap(\.records).compactMap { record in
                record.key.map { Outcome.Kept(type: record.type, key: $0) }
            }
            return Outcome(
                connection: connection, records: records,
                changed: records.count { saved.changed.contains($0.key) }, unknownRepositories: named.unknown)
        }
    }

    /// Where `Connection.notify` tells that a pipeline told something.
    package static let channel = "pushed"

    var milliseconds: Int64 { Int64(now().timeIntervalSince1970 * 1000) }

    /// - Throws: `PushTrouble.closed`.
    static func open(_ id: SourceConnection.ID, _ db: any Connection, at: Int64) throws {
        if let connection = try db.sourceConnection(id) {
            guard connection.kind == SourceKind.pipeline.id else { throw PushTrouble.closed(id) }
            guard ![.closed, .paused].contains(connection.state) else { throw PushTrouble.closed(id) }
        } else if id == usual {
            try db.save(
                SourceConnection(id: id, kind: SourceKind.pipeline.id, name: "Pipelines", createdAt: at / 1000))
        } else {
            throw PushTrouble.closed(id)
        }
    }

    private static func pieces(of body: Data) throws -> [AnswerFile.Piece] {
        guard body.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            throw PushTrouble.notUnderstood(at: "", "There is nothing in it.")
        }
        let first = body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let file = try? AnswerFile(body, name: "")
        else {
            throw PushTrouble.notUnderstood(at: "", "This is not JSON: an object or a list of objects is expected.")
        }
        return file.pieces
    }
}

/// Why something that was told is not kept.
package enum PushTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    /// - Parameter at: which of several: `[2]`; empty for the only one.
    case notUnderstood(at: String, String)
    case closed(SourceConnection.ID)
    case unknownFormat(String)

    package var description: String {
        switch self {
        case .notUnderstood(let place, let why): place.isEmpty ? why : "\(place): \(why)"
        case .closed(let id): "The connection “\(id)” is paused or taken away, or takes nothing from pipelines."
        case .unknownFormat(let name):
            "There is no format “\(name)”. There are: "
                + FileFormat.all.filter { !$0.needsMapping }.map(\.id).joined(separator: ", ") + "."
        }
    }
}

/// Records in which repositories stand by their names, beside those that code hosts told of.
struct NamedRecords {
    private let known: [String: RecordKey]
    /// Sorted.
    let unknown: [String]

    init(_ records: [Record], _ db: any Connection) throws {
        let names = Set(records.flatMap(Self.names))
        let known = try db.repositories(named: names)
        self.known = known
        unknown = names.filter { known[$0.lowercased()] == nil }.sorted()
    }

    /// With the repository that a name stands for, where one is known.
    func resolved(_ records: [Record]) -> [Record] {
        records.map { record in
            switch record {
            case .build(var build):
                build.repository = build.repository.map(repository)
                return .build(build)
            case .analysis(var analysis):
                analysis.repository = repository(analysis.repository)
                return .analysis(analysis)
            default: return record
            }
        }
    }

    private func repository(_ key: RecordKey) -> RecordKey {
        PipelineRun.name(of: key).flatMap { known[$0.lowercased()] } ?? key
    }

    private static func names(in record: Record) -> [String] {
        switch record {
        case .build(let build): [build.repository.flatMap(PipelineRun.name)].compactMap(\.self)
        case .analysis(let analysis): [PipelineRun.name(of: analysis.repository)].compactMap(\.self)
        case .deployment(let deployment):
            deployment.commits.filter { $0.repository == nil }.compactMap(\.repositoryName)
        default: []
        }
    }
}

extension Told {
    func with(_ records: [Record]) -> Told {
        var told = self
        told.records = records
        return told
    }
}
