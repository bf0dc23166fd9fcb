import Connectors
import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Features
@testable import Server

@Suite("Writing back", .timeLimit(.minutes(40)))
struct WriteBackTests {
    static let statuses = WriteBackChoice(text: "statuses description review")
    static let comment = WriteBackChoice(text: "comment description")

    @Test func `what is written is kept as words and read again`() {
        #expect(Self.statuses?.text == "statuses description review")
        #expect(Self.comment == WriteBackChoice(.comment, [.description]))
        #expect(WriteBackChoice(text: "statuses") == nil && WriteBackChoice(text: "songs review") == nil)
    }

    @Test(arguments: Backend.all)
    func `nothing is written before somebody switches it on, and it is shown before that`(_ backend: Backend)
        async throws
    {
        let host = PretendedGitHub()
        try await backend.withDatabase { database in
            try await Choir.connect(database)
            let runner = Choir.runner(database, host)
            #expect(try await runner.run(Choir.id) == nil)
            let choice = try #require(Self.statuses)
            let preview = try await runner.preview(Choir.id, choice)
            let line = try #require(preview.lines.first)
            #expect(preview.requests == 1 && preview.lines.count == 1 && preview.check.isGood)
            #expect(
                line.item.content
                    == .mark(
                        CommitStatus(
                            name: "tutti/description", state: .failure,
                            sentence: "Missing: why, what, how tested, ticket")))
            #expect(host.with { $0.writes }.isEmpty)
        }
    }

    @Test(arguments: Backend.all)
    func `a mark is written once, again after a push, and again when what it says changes`(_ backend: Backend)
        async throws
    {
        let host = PretendedGitHub()
        try await backend.withDatabase { database in
            try await Choir.connect(database) { $0.writeBack = Self.statuses }
            let runner = Choir.runner(database, host)
            #expect(try await runner.run(Choir.id)?.written == 1)
            #expect(try await runner.run(Choir.id)?.written == 0)
            let other = String(repeating: "b", count: 40)
            var pushed = Choir.pullRequest(body: nil, head: other)
            pushed.updatedAt += 10
            try await Choir.tell(database, [.pullRequest(pushed)], at: 2)
            #expect(try await runner.run(Choir.id)?.written == 1)
            var described = Choir.pullRequest(body: Choir.whole, head: other)
            described.updatedAt += 20
            try await Choir.tell(database, [.pullRequest(described)], at: 3)
            #expect(try await runner.run(Choir.id)?.written == 1)
            #expect(host.with { $0.writes.count } == 3)
            #expect(
                host.with { $0.statuses[other]?.map { $0["state"] ?? "" } ?? [] } == ["success", "failure"])
            #expect(try await Choir.written(database).map(\.state) == [.written])
        }
    }

    @Test func `a process that ends before it notes what it wrote finds it at the host`() async throws {
        let host = PretendedGitHub()
        for form in [Self.statuses, Self.comment] {
            try await Backend.sqlite.withDatabase { database in
                try await Choir.connect(database) { $0.writeBack = form }
                // The host took it, and nobody here heard of it.
                host.with { $0.losesAnswer = true }
                _ = try await Choir.runner(database, host).run(Choir.id)
                host.pass(86_400)
                _ = try await Choir.runner(database, host, at: Choir.now + 86_400).run(Choir.id)
                #expect(try await Choir.written(database).map(\.state) == [.written])
            }
        }
        #expect(host.with { $0.comments.count } == 1)
        #expect(host.with { $0.statuses[Choir.head]?.count } == 1)
    }

    @Test(arguments: Backend.all)
    func `a comment waits for its author's working time, and is then edited whenever`(_ backend: Backend) async throws {
        let host = PretendedGitHub()
        try await backend.withDatabase { database in
            try await Choir.connect(database) { $0.writeBack = Self.comment }
            let early = try await Choir.runner(database, host, at: Choir.night).run(Choir.id)
            #expect(early?.written == 0 && early?.waiting == 1)
            #expect(try await Choir.runner(database, host).run(Choir.id)?.written == 1)
            let text = host.with { $0.comments[1] ?? "" }
            #expect(text.hasPrefix(WriteBackItem.marker) && text.contains("- The part “Why” is missing."))
            var described = Choir.pullRequest(body: Choir.whole)
            described.updatedAt += 20
            try await Choir.tell(database, [.pullRequest(described)], at: 3)
            #expect(try await Choir.runner(database, host, at: Choir.night).run(Choir.id)?.written == 1)
            #expect(host.with { $0.comments.count } == 1)
            #expect(host.with { $0.comments[1] ?? "" }.contains("Everything that reviewers need is said."))
        }
    }

    @Test func `a comment that somebody removed is not written again`() async throws {
        let host = PretendedGitHub()
        try await Backend.sqlite.withDatabase { database in
            try await Choir.connect(database) { $0.writeBack = Self.comment }
            let runner = Choir.runner(database, host)
            _ = try await runner.run(Choir.id)
            host.with { $0.comments = [:] }
            var described = Choir.pullRequest(body: Choir.whole)
            described.updatedAt += 20
            try await Choir.tell(database, [.pullRequest(described)], at: 3)
            _ = try await runner.run(Choir.id)
            _ = try await runner.run(Choir.id)
            #expect(host.with { $0.comments }.isEmpty)
            #expect(try await Choir.written(database).map(\.state) == [.removed])
        }
    }

    @Test func `drafts and machines are left alone, and a whole description gets no comment`() async throws {
        let host = PretendedGitHub()
        for records in [
            [Record.pullRequest(Choir.pullRequest(body: nil, isDraft: true))],
            [.account(Choir.account("10", "ada", kind: .bot)), .pullRequest(Choir.pullRequest(body: nil))],
            [.pullRequest(Choir.pullRequest(body: Choir.whole))],
        ] {
            try await Backend.sqlite.withDatabase { database in
                try await Choir.connect(database) { $0.writeBack = Self.comment }
                try await Choir.tell(database, records, at: 9)
                #expect(try await Choir.runner(database, host).run(Choir.id)?.written == 0)
            }
        }
        #expect(host.with { $0.writes }.isEmpty)
    }

    @Test func `what a description quotes mentions nobody and gives no command`() async throws {
        let host = PretendedGitHub()
        try await Backend.sqlite.withDatabase { database in
            try await Choir.connect(database) { $0.writeBack = Self.comment }
            var request = Choir.pullRequest(body: "## Why\n@ben <!--x\n## What\n@tutti/all\n")
            request.updatedAt += 5
            try await Choir.tell(database, [.pullRequest(request)], at: 4)
            _ = try await Choir.runner(database, host).run(Choir.id)
            let text = host.with { $0.comments[1] ?? "" }
            #expect(text.contains("ben") == false || text.contains("@\u{200B}ben"))
            #expect(!text.contains("@tutti") && !text.contains("\n/"))
        }
    }

    struct Fault: Sendable {
        var title: String
        var status: Int
        var body: String
        var says: String
        var endsTurn: Bool
    }

    @Test(arguments: [
        Fault(
            title: "locked", status: 403, body: #"{"message":"Issue is locked"}"#,
            says: "It was not taken: Issue is locked.", endsTurn: false),
        Fault(
            title: "no permission", status: 403, body: #"{"message":"Resource not accessible"}"#,
            says: "The token may not write this.", endsTurn: true),
        Fault(
            title: "a fork's commit that is gone", status: 404, body: "{}",
            says: "The host knows no such commit or pull request here. That of a fork may be gone.", endsTurn: false),
        Fault(
            title: "a limit", status: 429, body: "{}", says: "The limit of questions is reached", endsTurn: true),
    ])
    func `a refusal is kept with its reason and tried again later, not at once`(_ fault: Fault) async throws {
        let host = PretendedGitHub()
        try await Backend.sqlite.withDatabase { database in
            try await Choir.connect(database) { $0.writeBack = Self.statuses }
            host.with { $0.refusal = (fault.status, fault.body) }
            let report = try await Choir.runner(database, host).run(Choir.id)
            #expect(report?.failed == 1 && (report?.trouble != nil) == fault.endsTurn, "\(fault.title)")
            let found = try await Choir.written(database).first
            let written = try #require(found)
            #expect(written.state == .failed && written.trouble?.hasPrefix(fault.says) == true, "\(written)")
            host.with { $0.refusal = nil }
            #expect(try await Choir.runner(database, host, at: Choir.now + 60).run(Choir.id)?.written == 0)
            #expect(try await Choir.runner(database, host, at: Choir.now + 86_400).run(Choir.id)?.written == 1)
        }
    }

    @Test func `what is no longer open is forgotten one day`() async throws {
        try await Backend.sqlite.withDatabase { database in
            try await Choir.connect(database)
            try await database.write { db in
                for (key, at) in [("7", 5), ("8", 5), ("9", 500)] {
                    let pullRequest = RecordKey("github.com", .pullRequest, "tutti/choir#\(key)")
                    let one = WrittenBack(
                        pullRequest: pullRequest, name: "comment", commit: "", digest: "d", triedAt: Int64(at))
                    try db.save(one, by: Choir.id)
                }
                try db.forgetWrittenBack(by: Choir.id, before: 100, except: [Choir.request])
            }
            #expect(
                try await Choir.written(database).map(\.pullRequest.id).sorted() == ["tutti/choir#7", "tutti/choir#9"])
        }
    }
}
