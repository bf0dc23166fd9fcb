import Foundation
import Records
import Synchronization
import Testing

@testable import Connectors

@Suite("The files of pull requests")
struct ChangedFilesTests {
    private static func lists(_ kept: KeptRecords) -> [String] {
        kept.records.compactMap { record in
            guard case .pullRequestFiles(let it) = record else { return nil }
            let files = it.files.map { file in
                let lines = [file.added, file.deleted].map { $0.map(String.init) ?? "?" }.joined(separator: "/")
                return
                    "\(file.oldPath.map { "\($0) → " } ?? "")\(file.path) \(lines)\(file.isGenerated ? " generated" : "")"
            }
            return "\(it.pullRequest.id) at \(it.head): \(files.joined(separator: ", "))"
        }
    }

    private static func asked(_ tool: FaultyTool) -> [String] {
        tool.questions.compactMap { question in
            guard let body = question.body.map({ String(decoding: $0, as: UTF8.self) }) else {
                return question.url.split(separator: "/").suffix(2).joined(separator: "/")
            }
            return body.split(separator: "pullRequest(number: ").dropFirst().map { $0.prefix(while: \.isNumber) }
                .joined(
                    separator: " ")
        }
    }

    private static func wanted(_ source: String, _ heads: [String: String]) -> [WantedFiles] {
        heads.sorted { $0.key < $1.key }.map { WantedFiles(pullRequest: RecordKey(source, .pullRequest, $0), head: $1) }
    }

    private static func gitHub(_ tool: FaultyTool, _ heads: [String: String]) -> Sync {
        .gitHubFiles(
            address: "https://github.com", repositories: ["Tutti/choir"], wanted: wanted("github.com", heads), size: 3
        ) { tool.now }
    }

    private static func gitLab(_ tool: FaultyTool, _ heads: [String: String]) -> Sync {
        .gitLabFiles(
            address: "https://git.example.org", projects: [7], wanted: wanted("git.example.org", heads), size: 3
        ) { tool.now }
    }

    @Test func `are read from GitHub several at a time, each list whole, and once for each state of a branch`()
        async throws
    {
        var world = GitHubWorld()
        world.files = [1: ("a1", ["src/tune.c", "go.sum"]), 2: ("a2", ["a", "bb", "ccc", "dd", "e"]), 3: ("a3", [])]
        let tool = FaultyTool(answer: world.answer)
        let kept = KeptRecords(.gitHub)
        // One that there is not, one of somewhere else, and a branch that moved on since it was heard of.
        let heads = [
            "tutti/choir#1": "a1", "tutti/choir#2": "a2", "tutti/choir#3": "a0", "tutti/choir#4": "a4",
            "tutti/band#1": "b",
        ]
        let report = try await kept.sync(Self.gitHub(tool, heads), tool)
        #expect(report.missing.isEmpty)
        #expect(
            Self.lists(kept) == [
                "tutti/choir#1 at a1: go.sum 6/1 generated, src/tune.c 10/1",
                "tutti/choir#2 at a2: a 1/1, bb 2/1, ccc 3/1, dd 2/1, e 1/1", "tutti/choir#3 at a3: ",
            ])
        #expect(Self.asked(tool) == ["1 2 3 4", "2"])
        tool.forget()
        // What it could not tell it is not asked again, until the branch has moved.
        _ = try await kept.sync(Self.gitHub(tool, ["tutti/choir#3": "a0", "tutti/choir#4": "a4"]), tool)
        #expect(Self.asked(tool) == [])
        _ = try await kept.sync(Self.gitHub(tool, ["tutti/choir#3": "a3", "tutti/choir#4": "a4"]), tool)
        #expect(Self.asked(tool) == ["3"])
    }

    @Test func `that GitHub cannot work out for several at once are asked for one by one`() async throws {
        var world = GitHubWorld()
        world.files = [1: ("a1", ["a"]), 2: ("a2", ["b"]), 3: ("a3", ["c"])]
        world.heavy = [2]
        let tool = FaultyTool(answer: world.answer)
        let kept = KeptRecords(.gitHub)
        let heads = ["tutti/choir#1": "a1", "tutti/choir#2": "a2", "tutti/choir#3": "a3"]
        _ = try await kept.sync(Self.gitHub(tool, heads), tool)
        #expect(Self.lists(kept) == ["tutti/choir#1 at a1: a 1/1", "tutti/choir#3 at a3: c 1/1"])
        #expect(Self.asked(tool) == ["1 2 3", "1", "2", "3"])
        tool.forget()
        _ = try await kept.sync(Self.gitHub(tool, ["tutti/choir#2": "a2"]), tool)
        #expect(Self.asked(tool) == ["2"])
    }

    @Test func `come from GitHub's plain interface where GraphQL is refused`() async throws {
        var world = GitHubWorld()
        world.isGraphRefused = true
        world.files = [1: ("a1", ["a", "bb", "ccc", "dd"])]
        let tool = FaultyTool(answer: world.answer)
        let kept = KeptRecords(.gitHub)
        let heads = ["tutti/choir#1": "a1", "tutti/choir#2": "a2"]
        let report = try await kept.sync(Self.gitHub(tool, heads), tool)
        #expect(report.missing.isEmpty)
        #expect(Self.lists(kept) == ["tutti/choir#1 at a1: a 1/1, bb 2/1, ccc 3/1, dd 2/1"])
        #expect(
            Self.asked(tool).dropFirst() == ["1/files?per_page=3", "1/files?per_page=3&page=2", "2/files?per_page=3"])
        tool.forget()
        // The store no longer wants what was told; what is not there nobody asks for again.
        _ = try await kept.sync(Self.gitHub(tool, ["tutti/choir#2": "a2"]), tool)
        #expect(Self.asked(tool) == [])
        _ = try await kept.sync(Self.gitHub(tool, ["tutti/choir#2": "b2"]), tool)
        #expect(Self.asked(tool) == ["2/files?per_page=3"])
    }

    @Test func `are counted line by line from what GitLab shows, and their texts are not kept`() async throws {
        var world = GitLabWorld()
        world.diffs = [
            1: [
                #""old_path": "a.swift", "new_path": "b.swift", "renamed_file": true, "diff": "@@ -1,2 +1,2 @@\n-secret\n+open\n+wide\n""#,
                #""old_path": "go.sum", "new_path": "go.sum", "diff": "@@ -0,0 +1 @@\n+h1\n", "generated_file": true"#,
                #""old_path": "large.sql", "new_path": "large.sql", "diff": "", "too_large": true"#,
                #""old_path": "gone", "new_path": "gone", "deleted_file": true, "diff": "@@ -1 +0,0 @@\n-x\n""#,
            ], 2: [],
        ]
        let tool = FaultyTool(answer: world.answer)
        let kept = KeptRecords(.gitLab)
        let bodies = Mutex<[String]>([])
        let sink = SyncSink(
            save: { page in
                bodies.withLock { $0 += page.answers.map { String(decoding: $0.body, as: UTF8.self) } }
                try await kept.sink.save(page)
            }, compare: kept.sink.compare)
        let heads = ["7!1": "a1", "7!2": "a2", "7!3": "a3", "8!1": "b"]
        let report = try await Self.gitLab(tool, heads).run(fetch: tool.fetch(), cursors: [:], sink: sink)
        #expect(report.missing.isEmpty)
        #expect(
            Self.lists(kept) == [
                "7!1 at a1: a.swift → b.swift 2/1, go.sum 1/0 generated, gone 0/1, large.sql ?/?", "7!2 at a2: ",
            ])
        #expect(bodies.withLock { $0.contains { $0.contains("secret") } } == false)
        #expect(Self.asked(tool).map { $0.prefix(9) } == ["1/diffs?p", "1/diffs?p", "2/diffs?p", "3/diffs?p"])
        tool.forget()
        _ = try await kept.sync(Self.gitLab(tool, ["7!3": "a3"]), tool)
        #expect(Self.asked(tool) == [])
    }

    @Test func `that may not be read are named, and asked for again`() async throws {
        let refusal = ToolReply(status: 403, body: Data(#"{"error": "insufficient_scope"}"#.utf8))
        let isRefused = Mutex(true)
        var (hub, lab) = (GitHubWorld(), GitLabWorld())
        (hub.isGraphRefused, hub.files, lab.diffs) = (true, [1: ("a1", ["a"])], [1: [#""new_path": "a", "diff": """#]])
        for (connector, world, sync) in [
            (Connector.gitHub, hub.answer, { Self.gitHub($0, ["tutti/choir#1": "a1", "tutti/choir#2": "a2"]) }),
            (.gitLab, lab.answer, { Self.gitLab($0, ["7!1": "a1", "7!2": "a2"]) }),
        ] as [(Connector, @Sendable (ToolQuestion) -> ToolReply, (FaultyTool) -> Sync)] {
            isRefused.withLock { $0 = true }
            let tool = FaultyTool { question in
                question.body == nil && isRefused.withLock { $0 } ? refusal : world(question)
            }
            let kept = KeptRecords(connector)
            let missing = try await kept.sync(sync(tool), tool).missing
            #expect(missing.count == 1, "\(missing)")
            #expect(Self.asked(tool).filter { !$0.isEmpty && $0.contains("f") }.count == 1, "one refusal is enough")
            isRefused.withLock { $0 = false }
            #expect(try await kept.sync(sync(tool), tool).missing.isEmpty)
            #expect(Self.lists(kept).count == 1, "\(connector.id)")
        }
    }

    @Test(arguments: 0..<20) func `come to the same after any faults`(_ seed: UInt64) async throws {
        var (hub, lab) = (GitHubWorld(), GitLabWorld())
        for number in 1...25 {
            hub.files[number] = ("a\(number)", (0..<number).map { "p\($0)" })
            lab.diffs[number] = (0..<number).map { #""new_path": "p\#($0)", "diff": "@@ @@\n+x\n""# }
        }
        let numbers = Array(1...25)
        for (connector, world, sync) in [
            (
                Connector.gitHub, hub.answer,
                { Self.gitHub($0, Dictionary(uniqueKeysWithValues: numbers.map { ("tutti/choir#\($0)", "a\($0)") })) }
            ),
            (
                .gitLab, lab.answer,
                { Self.gitLab($0, Dictionary(uniqueKeysWithValues: numbers.map { ("7!\($0)", "a\($0)") })) }
            ),
        ] as [(Connector, @Sendable (ToolQuestion) -> ToolReply, (FaultyTool) -> Sync)] {
            let (clean, _, _) = try await SyncTests.read(connector, world, sync)
            let (kept, _, _) = try await SyncTests.read(connector, world, sync, seed: seed, faults: 30)
            #expect(Self.lists(clean).count == 25)
            #expect(Self.lists(kept) == Self.lists(clean))
        }
    }

    @Test func `of GitHub that come as a part of the list make none`() throws {
        let part =
            #"{"number": 1, "url": "https://github.com/tutti/choir/pull/1", "headRefOid": "a", "files": {"nodes": [{"path": "a"}], "pageInfo": {"hasNextPage": true}}}"#
        let answer = RawAnswer(category: "pull-request-files", body: Data(part.utf8))
        #expect(try Connector.gitHub.map(answer) == [])
    }
}
