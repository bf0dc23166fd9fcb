import ArgumentParser
import Features
import Foundation
import Records
import Server
import Store

struct ConnectRepositoriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repositories",
        abstract: "List what a token sees, and choose what a source reads.",
        discussion: """
            Before anything is connected: what a token or an App sees, archived ones and forks marked. Of a source that is \
            connected it also says which of them are read, and --add and --drop change that.

            Examples:
              tutti connect repositories github --token-file token.txt --owner octocat --search api
              tutti connect repositories github-1a2b3c4d
              tutti connect repositories github-1a2b3c4d --add octocat/hello-world --drop octocat/old --json

            Exit code 3 when the tool cannot be reached, 4 when it takes no such token or does not show the list to it.
            """)

    @Argument(help: "github or gitlab, or the id or name of a source that is connected.")
    var source: String

    @Option(help: ArgumentHelp("Only those of an organisation, a person or a group.", valueName: "name"))
    var owner: String?

    @Option(help: ArgumentHelp("Only those with these words in their name.", valueName: "words"))
    var search: String?

    @Option(help: ArgumentHelp("Read this one too. May be given several times.", valueName: "name"))
    var add: [String] = []

    @Option(help: ArgumentHelp("Read this one no more. May be given several times.", valueName: "name"))
    var drop: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var tool: ToolOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var keys: KeyOptions
    @OptionGroup var outgoing: OutgoingOptions

    private struct Line: Encodable {
        let name: String
        let isArchived, isFork: Bool
        /// Whether it is read; missing before anything is connected.
        let isRead: Bool?
    }

    private struct Told: Encodable {
        let repositories: [Line]
        /// There are more than were asked for.
        let isCut: Bool
    }

    func run() async throws {
        try await outgoing.withTools { tools in
            let desk = SourceDesk.tutti(tools)
            if let kind = desk.kind(source)?.kind {
                guard add.isEmpty, drop.isEmpty else {
                    throw CommandTrouble("Nothing is connected yet: give --repository to “tutti connect \(kind.id)”.")
                }
                let draft = try tool.draft(kind, isChoosing: true)
                return try tell(await desk.offer(kind.id, draft.settings, draft.secrets, owner), nil)
            }
            try await connected(desk)
        }
    }

    private func connected(_ desk: SourceDesk) async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let (offer, chosen) = try await data.withDatabase { database in
            let key = try keys.key(data)
            let found = try await database.read { try SourceArgument.find(source, $0) }
            guard let kind = desk.kind(found.kind)?.kind, let secrets = key.flatMap({ found.secrets(with: $0) }) else {
                throw CommandTrouble("The token of \(found.name) cannot be opened. Name its key file with --key-file.")
            }
            let chosen = try await changed(found, kind, in: database, at: now)
            let hasNoList = !add.isEmpty || !drop.isEmpty
            let offer = hasNoList ? nil : await desk.offer(kind.id, found.settings, secrets, owner)
            return (offer, chosen)
        }
        guard let offer else {
            if json { return try ConnectWords.print(chosen.names) }
            return Output.write(Printable.text("Reads: \(chosen.names.joined(separator: ", "))") + "\n")
        }
        try tell(offer, chosen)
    }

    private func changed(
        _ found: SourceConnection, _ kind: SourceKind, in database: any Database, at now: Int64
    ) async throws -> ChosenPlaces {
        var draft = SourceDraft(kind, of: found)
        guard let list = kind.settings.first(where: { $0.kind == .list }) else { return ChosenPlaces(nil) }
        var chosen = ChosenPlaces(found.settings[list.id])
        if add.isEmpty, drop.isEmpty { return chosen }
        for name in drop {
            guard chosen.has(name) else {
                let owner = chosen.owner(of: name).map { " It is read with all of \($0)." } ?? ""
                throw CommandTrouble("“\(name)” does not stand in the list.\(owner)")
            }
            chosen.remove(name)
        }
        for name in add { chosen.add(name) }
        if chosen.names.isEmpty {
            throw CommandTrouble("Nothing would be left to read. Pause or remove the source instead.")
        }
        draft.set(list, to: chosen.text)
        try await database.write { [draft] db in
            try db.change(
                found.id, name: found.name, settings: draft.settings, secrets: nil, by: .commandLine, at: now)
        }
        return chosen
    }

    private func tell(_ offer: SourceOffer, _ chosen: ChosenPlaces?) throws {
        switch offer.trouble {
        case .network(let sentence): throw CommandTrouble(sentence, code: .network)
        case .notAllowed(let sentence): throw CommandTrouble(sentence, code: .notAllowed)
        case nil: break
        }
        let lines = offer.places(matching: search ?? "").map { place in
            Line(
                name: place.name, isArchived: place.isArchived, isFork: place.isFork,
                isRead: chosen.map { $0.names.isEmpty || $0.has(place.name) || $0.owner(of: place.name) != nil })
        }
        if json { return try ConnectWords.print(Told(repositories: lines, isCut: offer.isCut)) }
        if lines.isEmpty { return Output.write("None.\n") }
        for line in lines {
            let marks = [line.isArchived ? "archived" : nil, line.isFork ? "fork" : nil].compactMap(\.self)
            let words = marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
            let read = line.isRead.map { $0 ? "read  " : "      " } ?? ""
            Output.write(Printable.text("\(read)\(line.name)\(words)") + "\n")
        }
        if offer.isCut { Output.write("There are more: --owner narrows the list.\n") }
    }
}
