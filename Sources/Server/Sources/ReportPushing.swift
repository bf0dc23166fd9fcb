import Connectors
import Crypto
import Foundation
import Records
import Store

/// What a report file belongs to, as whoever sends it says.
package struct ReportOrigin: Hashable, Sendable {
    /// The build or job.
    package var run: RecordKey
    package var repository: String?
    package var commit: String?
    package var branch: String?
    /// Tells several files of one run apart; the format's where none is given.
    package var name: String?

    package init(
        run: RecordKey, repository: String? = nil, commit: String? = nil, branch: String? = nil, name: String? = nil
    ) {
        self.run = run
        self.repository = repository
        self.commit = commit
        self.branch = branch
        self.name = name
    }
}

extension Pushing {
    /// What became of a report file.
    package struct ReportOutcome: Encodable, Sendable {
        package var connection: SourceConnection.ID
        package var run: RecordKey
        package var format: String
        package var totals: FileSummary
        package var unknownRepositories: [String]
    }

    /// Reads a file of test results, coverage or findings into a run. The same name again replaces what was told under it.
    ///
    /// - Parameters:
    ///   - format: as `FileFormat` names it, or `auto`.
    ///   - file: is read from its beginning, a piece at a time, in one transaction: a file that breaks off leaves nothing.
    /// - Throws: `PushTrouble`.
    package func take(
        report file: FileHandle, format: String, of origin: ReportOrigin, from connection: SourceConnection.ID = usual
    ) async throws -> ReportOutcome {
        let at = milliseconds
        let (format, digest) = try Self.look(at: file, format)
        return try await database.write { db in
            try Self.open(connection, db, at: at)
            let unknown = try Self.note(origin, db, of: connection, at: at)
            var totals: FormatSummary?
            try db.saveReport(
                of: origin.run, named: origin.name ?? format.id, at: at, digest: digest, of: connection
            ) { add in
                totals = try Self.totals(of: file, format, add)
            }
            // The very file that is kept already is read once more, for its answer.
            let told = try totals ?? Self.totals(of: file, format) { _ in }
            try db.notify(Self.channel, connection)
            return ReportOutcome(
                connection: connection, run: origin.run, format: format.id, totals: FileSummary(told),
                unknownRepositories: unknown)
        }
    }

    private static func totals(
        of file: FileHandle, _ format: FileFormat, _ take: (Record) throws -> Void
    ) throws -> FormatSummary {
        try file.seek(toOffset: 0)
        var reader = format.reader()
        do { return try reader.read(file, into: take) } catch let trouble as FormatTrouble {
            throw PushTrouble.notUnderstood(at: "", "\(trouble)")
        }
    }

    private static func look(at file: FileHandle, _ format: String) throws -> (FileFormat, digest: [UInt8]) {
        var hash = SHA256()
        var head: [UInt8] = []
        while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
            if head.count < FileFormat.headLength { head += piece.prefix(FileFormat.headLength) }
            hash.update(data: piece)
        }
        let found = format == "auto" ? FileFormat.detect(head) : FileFormat.named(format)
        guard let found, !found.needsMapping else {
            throw format == "auto"
                ? PushTrouble.notUnderstood(at: "", "Its beginning does not tell which format this file has. Name it.")
                : PushTrouble.unknownFormat(format)
        }
        return (found, Array(hash.finalize()))
    }

    /// Keeps of which commit a run is, where nobody told of the run itself yet; that telling is newer, whenever it comes.
    ///
    /// - Returns: repositories that no code host told of.
    private static func note(
        _ origin: ReportOrigin, _ db: any Connection, of connection: SourceConnection.ID, at: Int64
    ) throws -> [String] {
        guard origin.run.kind == .build, let commit = origin.commit else { return [] }
        var build = Build(
            key: origin.run, repository: origin.repository.map(PipelineRun.repository), name: "pipeline",
            state: .queued, originalState: "reported")
        build.commit = commit
        build.branch = origin.branch
        let named = try NamedRecords([.build(build)], db)
        try db.save([Told(named.resolved([.build(build)]), at: at)], of: connection)
        return named.unknown
    }
}
