import Connectors
import Crypto
import CryptoExtras
import Features
import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Server

/// A source that is connected to a recorded tool, over a real wire.
struct ConnectedSource {
    let database: any Database
    let outgoing: Outgoing
    let syncer: SourceSyncer
    let id: SourceConnection.ID

    static func with<Result>(
        _ tool: ToolOverHTTPS, _ backend: Backend, kind: SourceKind = .gitHub, token: String = "good",
        key: SealingKey? = .test, _ body: (ConnectedSource) async throws -> Result
    ) async throws -> Result {
        try await backend.withDatabase { database in
            let outgoing = try Outgoing(OutgoingSettings(allowed: ["localhost"], authorities: tool.authority))
            let tools = SourceTools(outgoing) { Date() }
            let (address, list) =
                kind.id == "github"
                ? (tool.address, "zhquan_example/repo") : (tool.address + "/lab", "fdroid/fdroiddata")
            var draft = SourceDraft(kind)
            for setting in kind.settings {
                switch setting.kind {
                case .address: draft.set(setting, to: address)
                case .secret: draft.set(setting, to: token)
                case .list: draft.set(setting, to: list)
                case .text, .key: break
                }
            }
            draft.check()
            #expect(draft.errors.isEmpty)
            let (connection, secrets) = draft.connection({ [UInt8](repeating: 3, count: $0) }, at: 1_790_000_000)
            let sealed = try secrets.sealed(for: connection.id, with: try #require(SealingKey.test))
            try await database.write {
                try $0.connect(connection, secrets: sealed, by: .commandLine, at: 1_790_000_000)
            }
            let source = ConnectedSource(
                database: database, outgoing: outgoing,
                syncer: SourceSyncer(database: database, tools: tools, key: key), id: connection.id)
            do {
                let result = try await body(source)
                await outgoing.shutdown()
                return result
            } catch {
                await outgoing.shutdown()
                throw error
            }
        }
    }

    func sync() async throws -> SourceSync {
        let done = try await syncer.sync(id)
        return try #require(done)
    }

    func connection() async throws -> SourceConnection {
        let found = try await database.read { [id] in try $0.sourceConnection(id) }
        return try #require(found)
    }

    /// What the tool was asked since the last time that this was asked.
    func calls(_ tool: ToolOverHTTPS) async throws -> [String] {
        var question = ToolQuestion(tool.address + "/calls")
        question.addresses = ["127.0.0.1"]
        return try JSONDecoder().decode([String].self, from: try await outgoing.ask(question).body)
    }
}

@Suite(
    "Reading a connected source", .timeLimit(.minutes(40)),
    .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct SourceSyncTests {
    @Test(arguments: Backend.all)
    func `brings what a recorded GitHub tells, and asks for nothing twice`(_ backend: Backend) async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, backend) { source in
                let first = try await source.sync()
                #expect(first.missing.isEmpty && first.failures == 0 && first.answers > 5)
                #expect(first.limits.first == SourceSync.Limit(left: 4_321, of: 5_000))
                let (pulls, items, comments, errors) = try await source.database.read { [id = source.id] db in
                    (
                        try db.records(PullRequest.self).map(\.number).sorted(), try db.records(WorkItem.self).count,
                        try db.records(Records.Comment.self).count, try db.sourceErrors(of: id)
                    )
                }
                #expect(pulls == [1, 2] && items == 1 && comments == 2)
                #expect(errors.isEmpty, "\(errors)")
                _ = try await source.sync()
                _ = try await source.calls(tool)
                let again = try await source.sync()
                let calls = try await source.calls(tool)
                // One question for each list, and each is answered by a word: nothing changed.
                #expect(calls.count == 5 && calls.allSatisfy { $0.hasSuffix(" 304") }, "\(calls)")
                #expect(again.answers == 0 && again.calls == 5)
                #expect(try await source.connection().state == .active)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `brings what a recorded GitLab tells`(_ backend: Backend) async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, backend, kind: .gitLab) { source in
                let sync = try await source.sync()
                let trouble = try await source.connection().trouble ?? ""
                #expect(sync.failures == 0, "\(trouble)")
                let (pulls, items) = try await source.database.read {
                    (try $0.records(PullRequest.self).count, try $0.records(WorkItem.self).count)
                }
                #expect(pulls == 3 && items == 4)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `brings which files open merge requests change, and asks once for each state of a branch`(
        _ backend: Backend
    ) async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, backend, kind: .gitLab, token: "open") { source in
                let sync = try await source.sync()
                #expect(sync.failures == 0)
                let lists = try await source.database.read { try $0.records(PullRequestFiles.self) }
                #expect(lists.map(\.pullRequest.id) == ["36528!1", "36528!2", "36528!3"])
                let files = lists.flatMap(\.files)
                // As the recorded texts count: the two lines that name a file are none.
                #expect(files.map(\.added) == [8, 33, 9] && files.map(\.deleted) == [43, 0, 0])
                #expect(files.first?.oldPath == "metadata/org.briarproject.briar.beta.txt")
                let kept = try await source.database.read { try $0.records(PullRequest.self) }
                #expect(Set(lists.map(\.head)) == Set(kept.compactMap(\.headCommit)))
                _ = try await source.calls(tool)
                _ = try await source.sync()
                #expect(try await source.calls(tool).contains { $0.contains("/diffs") } == false)
            }
            try await ConnectedSource.with(tool, backend, token: "open") { source in
                // The recorded host refuses GraphQL and lists no files: nothing else is the worse for it.
                let sync = try await source.sync()
                #expect(sync.failures == 0 && sync.missing.isEmpty, "\(sync.missing)")
                let calls = try await source.calls(tool)
                #expect(calls.count { $0.contains("/files") } == 2, "\(calls)")
                _ = try await source.sync()
                #expect(try await source.calls(tool).contains { $0.contains("/files") } == false)
            }
        }
    }

    @Test func `keeps an answer that it cannot understand as a trouble, and goes on`() async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, .sqlite, token: "odd") { source in
                let sync = try await source.sync()
                #expect(sync.failures == 0)
                let errors = try await source.database.read { [id = source.id] in try $0.sourceErrors(of: id) }
                #expect(errors.count == 1 && errors[0].sentence.contains("“url” is missing"), "\(errors)")
                #expect(try await source.database.read { try $0.records(PullRequest.self).count } == 2)
            }
        }
    }

    @Test func `gives a refused token three chances, and then says what to do`() async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, .sqlite, token: "revoked") { source in
                #expect(try await source.sync().failures == 1)
                #expect(try await source.connection().state == .failing)
                _ = try await source.sync()
                _ = try await source.sync()
                let connection = try await source.connection()
                #expect(connection.state == .disabled)
                #expect(connection.trouble?.contains("Give another one") == true)
                #expect(try await source.syncer.sync(source.id) == nil)
            }
        }
    }

    @Test func `waits as long as a limit says, and calls nothing a failure`() async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, .sqlite, token: "limited") { source in
                let sync = try await source.sync()
                let now = Int64(Date().timeIntervalSince1970)
                #expect((now + 3_500...now + 3_700).contains(sync.nextAt) && sync.failures == 0)
                let connection = try await source.connection()
                #expect(connection.state == .active && connection.trouble?.contains("60 minutes") == true)
            }
        }
    }

    @Test func `reads the rest where a permission is lacking, and names it`() async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, .sqlite, token: "narrow") { source in
                let sync = try await source.sync()
                #expect(Array(sync.missing.keys) == ["zhquan_example/repo runs"])
                #expect(sync.missing.values.first?.contains("actions=read") == true)
                let desk = SourceDesk.tutti(SourceTools(source.outgoing) { Date() })
                let settings = try await source.connection().settings
                let check = await desk.check("github", settings, SourceSecrets(tokens: ["narrow"]))
                #expect(!check.isGood)
                let lacking = check.findings.filter { $0.outcome == .lacking }
                #expect(lacking.map(\.title) == ["Workflow runs and jobs"])
                #expect(lacking.first?.sentence.contains("“Actions: read”") == true)
                let refused = await desk.check("github", settings, SourceSecrets(tokens: ["revoked"]))
                #expect(refused.trouble == .notAllowed(AskingTrouble.tokenRefused.description))
                let good = await desk.check("github", settings, SourceSecrets(tokens: ["good"]))
                #expect(good.isGood && good.findings.count == 10)
                let lab = ["address": tool.address + "/lab", "projects": "fdroid/fdroiddata"]
                let blind = await desk.check("gitlab", lab, SourceSecrets(tokens: ["blind"]))
                #expect("\(blind)".contains("read_api"), "\(blind)")
            }
        }
    }

    @Test func `does not work with another key file, and says so`() async throws {
        try await RecordedTools.with { tool in
            for (key, words) in [(SealingKey.other, "another key file"), (nil, "no key file")] {
                try await ConnectedSource.with(tool, .sqlite, key: key) { source in
                    _ = try await source.sync()
                    let connection = try await source.connection()
                    #expect(connection.state == .disabled && connection.trouble?.contains(words) == true)
                    #expect(try await source.calls(tool).isEmpty)
                }
            }
        }
    }

    @Test func `stops at once when somebody pauses it`() async throws {
        try await RecordedTools.with { tool in
            try await ConnectedSource.with(tool, .sqlite) { source in
                try await source.database.write { [id = source.id] in
                    try $0.pauseSource(id, by: .commandLine, at: 1_790_000_000)
                }
                #expect(try await source.syncer.sync(source.id) == nil)
                #expect(try await source.calls(tool).isEmpty)
            }
        }
    }

    @Test func `as an app shows what its key signed, and asks with the token that it got`() async throws {
        try await RecordedTools.with { tool in
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            let outgoing = try Outgoing(OutgoingSettings(allowed: ["localhost"], authorities: tool.authority))
            let tools = SourceTools(outgoing) { Date() }
            let settings = ["url": tool.address, "repositories": "zhquan_example/repo", "app": "4711"]
            let secrets = SourceSecrets(privateKey: key.pemRepresentation)
            let check = await SourceDesk.tutti(tools).check("github", settings, secrets)
            #expect(check.isGood, "\(check)")
            await outgoing.shutdown()
            let signed = try AppSigner(key.pemRepresentation).signature(of: Data("word".utf8))
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signed)
            #expect(
                key.publicKey.isValidSignature(
                    signature, for: SHA256.hash(data: Data("word".utf8)), padding: .insecurePKCS1v1_5))
            #expect(throws: AskingTrouble.self) { try AppSigner("-----BEGIN PRIVATE KEY-----") }
        }
    }
}
