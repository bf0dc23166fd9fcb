import Connectors
import Features
import Foundation
import Invention
import Records
import Server
import Store

/// Fills an empty installation with an invented organisation, by the ways by which a real one fills.
struct DemoInstallation: Sendable {
    let invention: DrawnInvention
    let folder: DemoFolder
    let database: any Database
    let key: SealingKey

    init(_ invention: DrawnInvention, _ folder: DemoFolder, _ database: any Database, _ key: SealingKey) {
        self.invention = invention
        self.folder = folder
        self.database = database
        self.key = key
    }

    var organisation: Organisation { invention.organisation }
    /// When its members joined, in seconds since 1970.
    var beginning: Int64 { organisation.start.start }

    func fill() async throws {
        guard try await database.read({ try !$0.hasMembers() && $0.repositories().isEmpty }) else {
            throw CommandTrouble("\(folder.path) holds an installation that is not invented. Name an empty folder.")
        }
        Output.draw("Inventing \(organisation.title): histories, ")
        let written = try await writeHistories()
        Output.draw("people, ")
        try await addPeople()
        Output.draw("answers, ")
        try await DemoRounds(self).hold()
        try await importHistories()
        try await claimAccounts()
        Output.draw("records.\n")
        try await saveRecords(written)
        try await freezeSprints()
        try await keepAgreements()
        try await keepViews()
    }

    // MARK: Histories

    private func writeHistories() async throws -> [DrawnInvention.Written] {
        var written: [DrawnInvention.Written] = []
        for history in invention.histories {
            written.append(try await DemoClone(folder.clone(history.repository.name)).write(history))
        }
        return written
    }

    private func importHistories() async throws {
        let importer = Importer(database: database, mirrors: folder.path + "/mirrors", now: { Date() })
        for repository in organisation.repositories {
            _ = try await importer.run(folder.clone(repository.name))
        }
    }

    // MARK: Records

    /// Told as a source tells them, and saved by the same way.
    private func saveRecords(_ written: [DrawnInvention.Written]) async throws {
        var batches: [[Told]] = [[]]
        var count = 0
        invention.tell(written) { part in
            if count > 4000 {
                batches.append([])
                count = 0
            }
            count += part.records.count
            batches[batches.count - 1].append(Told(part.records, at: part.at, run: part.run))
        }
        var source = SourceConnection(
            id: Self.source, kind: Self.source, name: "\(organisation.title), invented", createdAt: beginning)
        source.keepsRaw = false
        try await database.write { [source] in try $0.save(source) }
        for batch in batches {
            try await database.write(.relaxed) { _ = try $0.save(batch, of: Self.source) }
        }
    }

    /// What the server would have written down of each sprint, had it been there when planning ended.
    private func freezeSprints() async throws {
        let end = organisation.end
        try await database.write { db in
            for sprint in try db.records(Sprint.self) {
                guard let moment = sprint.planningEnd, moment + 600 <= end else { continue }
                try db.freeze(sprint, at: moment, moment + 600)
            }
        }
    }

    /// Pages that the lead shows to their team, and one of their own.
    private func keepViews() async throws {
        guard let team = organisation.teams.first,
            let lead = team.people.map({ organisation.people[$0] }).first(where: \.isLead),
            let me = try await Doorkeeper.holder(of: database, as: lead.login)
        else { return }
        let views = [
            try SavedView(name: "Monday: what waits", address: "/delivery/reviews?team=\(team.name)", team: team.name),
            try SavedView(
                name: "A year of flow", address: "/delivery/flow?team=\(team.name)&timeframe=12-months",
                team: team.name),
            try SavedView(name: "Where only one knows", address: "/r/bookings/knowledge?view=silos", team: nil),
        ]
        let now = organisation.end
        try await database.write { db in
            for view in views { try db.keep(view, of: me, at: now) }
        }
    }

    /// By this connection an installation is known to be invented.
    static let source = "invented"
}

extension Connection {
    /// Whether what is told here was made up.
    func isInvented() throws -> Bool { try sourceConnection(DemoInstallation.source) != nil }
}
