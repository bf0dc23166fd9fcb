import Foundation
import Records
import Synchronization
import Testing

@testable import Connectors

@Suite("Groups of GitLab")
struct GitLabGroupTests {
    private static func members(_ kept: KeptRecords) -> [String] {
        kept.records.compactMap { record in
            guard case .hostTeam(let it) = record else { return nil }
            return "\(it.key) \(it.name): \(it.members?.accounts.map(\.id).joined(separator: " ") ?? "?")"
        }
    }

    @Test func `have who may approve: active, and at least a developer`() async throws {
        let (kept, tool, _) = try await SyncTests.read(.gitLab, GitLabWorld().answer, SyncTests.gitLab)
        #expect(Self.members(kept) == ["git.example.org/team/tutti/altos tutti/altos: 5 6 9"])
        #expect(tool.questions.contains { $0.url.contains("/groups/tutti%2Faltos/members/all?per_page=3") })
        let asked = { tool.questions.count { $0.url.contains("/members/all") } }
        #expect(asked() == 2)
        tool.forget()
        _ = try await kept.sync(SyncTests.gitLab(tool), tool)
        #expect(asked() == 0)
        tool.pass(86_401)
        let answers = Mutex(0)
        let sink = SyncSink(
            save: { page in
                answers.withLock { $0 += page.answers.count { $0.category == "group-members" } }
                try await kept.sink.save(page)
            }, compare: kept.sink.compare)
        _ = try await SyncTests.gitLab(tool).run(fetch: tool.fetch(), cursors: kept.cursors, sink: sink)
        #expect(asked() == 2)
        // As it was.
        #expect(answers.withLock { $0 } == 0)
    }

    @Test func `that the token may not see are named`() async throws {
        let tool = FaultyTool { question in
            question.url.contains("/groups/") ? WorldReply.missing : GitLabWorld().answer(question)
        }
        let report = try await KeptRecords(.gitLab).sync(SyncTests.gitLab(tool), tool)
        #expect(
            report.missing["tutti/altos team members"]?.description
                == "https://git.example.org/api/v4/groups/tutti%2Faltos/members/all?per_page=3 is not there, or the token may not see it."
        )
    }

    @Test func `whose name may be somebody's are missed by nobody where there is no such group`() async throws {
        let tool = FaultyTool { question in
            question.url.contains("/groups/") ? WorldReply.missing : GitLabWorld().answer(question)
        }
        let sync = Sync.gitLab(address: "https://git.example.org", projects: [7], groups: ["ann"], size: 3) { tool.now }
        let kept = KeptRecords(.gitLab)
        #expect(try await kept.sync(sync, tool).missing["ann team members"] == nil)
        _ = try await kept.sync(sync, tool)
        #expect(tool.questions.count { $0.url.contains("/groups/ann/") } == 1)
    }

    @Test func `tell by webhooks that somebody came, in bodies without a kind`() throws {
        let body = #"{"event_name": "user_add_to_group", "group_path": "altos", "user_username": "ann", "user_id": 5}"#
        let answer = RawAnswer(category: "webhook", body: Data(body.utf8), event: "Member Hook")
        #expect(try Connector.gitLab.map(answer) == [])
        #expect(Connector.gitLab.aboutTeams.contains("Member Hook"))
    }
}
