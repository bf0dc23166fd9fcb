import Connectors
import Features
import Foundation
import Records
import Store

/// Writes at code hosts what connections were let write, little at a time and nothing twice.
///
/// What was written is noted afterwards; a process that ends in between finds it at the host the next time.
package struct WriteBackRunner: Sendable {
    let database: any Database
    let tools: SourceTools
    let key: SealingKey?
    private let templates = HostedTemplates()

    package init(database: any Database, tools: SourceTools, key: SealingKey?) {
        (self.database, self.tools, self.key) = (database, tools, key)
    }

    /// How a turn of writing went.
    package struct Report: Hashable, Sendable {
        package var written = 0
        package var failed = 0
        /// For the working time of those who would be told.
        package var waiting = 0
        /// What ended the turn early.
        package var trouble: String?
    }

    /// So much is written in one turn: hosts take eighty in a minute and five hundred in an hour.
    static let most = 30

    /// Writes what is due. Nil where another process is at it, or nothing is switched on.
    package func run(_ id: SourceConnection.ID) async throws -> Report? {
        try await database.claiming("write back \(id)") {
            guard let desk = try await opened(id), let choice = desk.connection.writeBack,
                desk.connection.state == .active
            else { return nil }
            return try await run(desk, choice)
        } ?? nil
    }

    /// What would be written, and whether the token may.
    package func preview(_ id: SourceConnection.ID, _ choice: WriteBackChoice) async throws -> WriteBackPreview {
        guard let desk = try await opened(id) else {
            return WriteBackPreview(
                lines: [], requests: 0,
                check: SourceCheck([], trouble: .notAllowed("Its token cannot be opened, or nothing is written there."))
            )
        }
        let (found, written) = try await items(desk, choice)
        let lines = found.items.map { item in
            WriteBackPreview.Line(
                item: item,
                state: .of(item, after: written[Name(item)], announces: announces(item, written[Name(item)], desk)))
        }
        return WriteBackPreview(
            lines: lines, requests: found.requests.count,
            check: await check(desk, choice.form == .comment ? [.comments] : [.marks], found.requests.first))
    }

    private func check(_ desk: WritingDesk, _ wishes: Set<WritingWish>, _ sample: PullRequest?) async -> SourceCheck {
        guard let sample, let place = WritingPlace(sample.key, commit: sample.headCommit ?? "") else {
            return SourceCheck([
                .init("Not tried", .absent, "No pull request is open to try it on.")
            ])
        }
        do {
            return SourceCheck(
                try await desk.writing.findings(wishes, at: place, desk.fetch).map { SourceCheck.Finding($0) })
        } catch let trouble as AskingTrouble {
            return SourceCheck([], trouble: SourceCheck.Trouble(trouble))
        } catch { return SourceCheck([], trouble: .network("There was no whole answer: \(error).")) }
    }

    /// What something is remembered by.
    private struct Name: Hashable {
        let pullRequest: RecordKey
        let name: String

        init(_ item: WriteBackItem) { (pullRequest, name) = (item.pullRequest, item.name) }
        init(_ written: WrittenBack) { (pullRequest, name) = (written.pullRequest, written.name) }
    }

    private func opened(_ id: SourceConnection.ID) async throws -> WritingDesk? {
        guard let connection = try await database.read({ try $0.sourceConnection(id) }) else { return nil }
        return try await WritingDesk(connection, tools, key)
    }

    private func items(
        _ desk: WritingDesk, _ choice: WriteBackChoice
    ) async throws -> (found: (items: [WriteBackItem], requests: [PullRequest]), written: [Name: WrittenBack]) {
        let id = desk.connection.id
        let (requests, bare, plan) = try await database.read { db in
            let known = KnownPlaces(try db.cursor(named: KnownPlaces.cursor, of: id))?.names ?? []
            let plan = WriteBackPlan(
                choice, source: desk.writing.source, places: known, marksMayWait: desk.writing.marksMayWait)
            let requests = try plan.requests(db)
            return (requests, try plan.repositoriesWithoutClone(of: requests, db), plan)
        }
        var complete = plan
        for request in choice.parts.contains(.description) ? bare : [] {
            complete.templates[request.repository] = try await templates.text(of: request, desk, at: time)
        }
        let now = time
        return try await database.read { [complete] db in
            let written = try db.writtenBack(by: id)
            let items = try complete.items(requests, written: written, at: now, in: db)
            return ((items, requests), Dictionary(written.map { (Name($0), $0) }) { first, _ in first })
        }
    }

    /// A mark tells nobody of itself at GitHub; a comment does when it is made, and not when it is changed.
    private func announces(_ item: WriteBackItem, _ before: WrittenBack?, _ desk: WritingDesk) -> Bool {
        switch item.content {
        case .mark: desk.writing.marksAnnounce
        case .comment: before?.remote == nil
        }
    }

    private func run(_ desk: WritingDesk, _ choice: WriteBackChoice) async throws -> Report {
        var report = Report()
        let id = desk.connection.id
        let (found, written) = try await items(desk, choice)
        for item in found.items {
            let before = written[Name(item)]
            switch WriteBackPreview.Line.State.of(item, after: before, announces: announces(item, before, desk)) {
            case .same, .removed: continue
            case .later:
                report.waiting += 1
                continue
            case .new: break
            }
            if let before, before.state == .failed, before.digest == item.digest, before.commit == item.place,
                time < before.triedAt + Self.pause(after: before.failures)
            {
                continue
            }
            if report.written + report.failed >= Self.most { break }
            if report.written + report.failed > 0 { try await tools.rest(1) }
            // Somebody may have switched it off meanwhile.
            guard try await database.read({ try $0.sourceConnection(id)?.writeBack }) == choice else { return report }
            if let trouble = try await write(item, before, desk, &report) {
                report.trouble = trouble
                let now = time
                try await database.write {
                    try $0.note(
                        [SourceError(happenedAt: now, sentence: "Writing: \(trouble)", address: item.url)], of: id)
                }
                break
            }
        }
        let (now, open) = (time, Set(found.requests.map(\.key)))
        try await database.write { try $0.forgetWrittenBack(by: id, before: now - Self.memory, except: open) }
        return report
    }

    private static let memory: Int64 = 90 * 86_400

    /// Ten minutes, doubled each time, to a day.
    private static func pause(after failures: Int) -> Int64 { min(86_400, 600 << Int64(max(0, min(failures, 10) - 1))) }

    /// - Returns: what speaks against writing anything more in this turn.
    private func write(
        _ item: WriteBackItem, _ before: WrittenBack?, _ desk: WritingDesk, _ report: inout Report
    ) async throws -> String? {
        var written =
            before
            ?? WrittenBack(
                pullRequest: item.pullRequest, name: item.name, commit: item.place, digest: item.digest, triedAt: time)
        (written.commit, written.digest, written.triedAt) = (item.place, item.digest, time)
        var end: String?
        do {
            written.remote = try await send(item, known: before?.remote, desk)
            (written.state, written.trouble, written.failures) = (.written, nil, 0)
            written.writtenAt = time
            report.written += 1
        } catch let trouble as AskingTrouble {
            switch trouble {
            case .absent where before?.remote != nil:
                written.state = .removed
                written.trouble = "Somebody removed the comment, so that none is written here any more."
            case .absent:
                written.trouble = "The host knows no such commit or pull request here. That of a fork may be gone."
            case .declined: written.trouble = trouble.description
            case .tooLittleScope(_, let lacks, _):
                written.trouble = "The token may not write this" + (lacks.map { ": it lacks “\($0)”." } ?? ".")
                end = written.trouble
            default:
                written.trouble = trouble.description
                end = trouble.description
            }
            if written.state != .removed { written.state = .failed }
            written.failures += 1
            report.failed += 1
        }
        try await database.write { [written] in try $0.save(written, by: desk.connection.id) }
        return end
    }

    private func send(_ item: WriteBackItem, known: String?, _ desk: WritingDesk) async throws -> String? {
        guard let place = WritingPlace(item.pullRequest, commit: item.commit) else {
            throw AskingTrouble.absent(url: item.url ?? item.pullRequest.description)
        }
        switch item.content {
        case .mark(let status):
            _ = try await desk.writing.mark(place, status, desk.fetch)
            return nil
        case .comment(let text):
            return try await desk.writing.comment(
                place, text, marker: WriteBackItem.marker, known: known, desk.fetch)
        }
    }

    private var time: Int64 { Int64(tools.now().timeIntervalSince1970) }
}

/// A connection that may be asked to write, with its way out.
struct WritingDesk {
    let connection: SourceConnection
    let writing: any ToolWriting
    /// One token alone writes, so that what it wrote is known as its own.
    let fetch: Fetch

    /// Nil where its secrets cannot be opened, or nothing is written to its kind.
    init?(_ connection: SourceConnection, _ tools: SourceTools, _ key: SealingKey?) async throws {
        guard let asking = Connector.all.first(where: { $0.id == connection.kind })?.asking,
            let writing = asking.writing?(connection.settings),
            let secrets = key.flatMap({ connection.secrets(with: $0) })
        else { return nil }
        self.connection = connection
        self.writing = writing
        fetch = try await tools.fetch(
            asking, connection.settings, secrets, .check,
            token: secrets.privateKey == nil ? secrets.tokens.first : nil)
    }
}

/// Templates of repositories that are not read as clones, asked for once a day.
private actor HostedTemplates {
    private var known: [RecordKey: (text: String?, askedAt: Int64)] = [:]

    func text(of request: PullRequest, _ desk: WritingDesk, at now: Int64) async throws -> String? {
        if let found = known[request.repository], now - found.askedAt < KnownPlaces.life { return found.text }
        guard let place = WritingPlace(request.key, commit: request.headCommit ?? "") else { return nil }
        // Who may not read files is judged by the usual parts.
        var text: String?
        do { text = try await desk.writing.template(place, desk.fetch) } catch AskingTrouble.tooLittleScope {
            text = nil
        }
        known[request.repository] = (text, now)
        return text
    }
}
