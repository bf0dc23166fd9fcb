import Connectors
import Foundation
import Records
import Testing

@Suite("Writing to code hosts")
struct WritingTests {
    static let hub = "https://api.github.com/repos/tutti/choir"
    static let lab = "https://gitlab.com/api/v4/projects/7"
    static let marker = "<!-- tutti:review-check -->"
    static let sha = String(repeating: "a", count: 40)

    /// Answers by `METHOD address`, without the query; what is not listed is not there.
    static func tool(_ answers: [String: (Int, String)]) -> FaultyTool {
        FaultyTool { question in
            let place = question.url.split(separator: "?")[0]
            let (status, body) = answers["\(question.method.rawValue) \(place)"] ?? (404, #"{"message":"Not Found"}"#)
            return ToolReply(status: status, headers: ["Content-Type": "application/json"], body: Data(body.utf8))
        }
    }

    static func asked(_ tool: FaultyTool) -> [String] {
        tool.questions.map { "\($0.method.rawValue) \($0.url.split(separator: "?")[0])" }
    }

    static func sent(_ tool: FaultyTool) -> [String] {
        tool.questions.filter(\.isWriting).map { String(decoding: $0.body ?? Data(), as: UTF8.self) }
    }

    static func writing(_ id: String) throws -> any ToolWriting {
        let found = Connector.all.first { $0.id == id }?.asking?.writing?([:])
        return try #require(found)
    }

    static func place(_ key: String) throws -> WritingPlace {
        let key = try #require(RecordKey(key))
        return try #require(WritingPlace(key, commit: sha))
    }

    static func hubPlace() throws -> WritingPlace { try place("github.com/pull-request/tutti/choir#7") }
    static func labPlace() throws -> WritingPlace { try place("gitlab.com/pull-request/7!12") }

    @Test func `a pull request's place is read from its key`() throws {
        let hub = try Self.hubPlace()
        let lab = try Self.labPlace()
        #expect(hub.repository == "tutti/choir")
        #expect(hub.number == 7)
        #expect(lab.repository == "7")
        #expect(lab.number == 12)
        #expect(WritingPlace(RecordKey("github.com", .workItem, "tutti/choir#7"), commit: "") == nil)
        #expect(WritingPlace(RecordKey("files", .pullRequest, "seven"), commit: "") == nil)
    }

    struct Mark: Sendable {
        var title: String
        var listed: String
        var writes: Bool
    }

    @Test(arguments: [
        Mark(title: "none there", listed: "[]", writes: true),
        Mark(
            title: "the same",
            listed: #"[{"context":"tutti/description","state":"failure","description":"Missing: why"}]"#, writes: false),
        Mark(
            title: "another before the same",
            listed:
                #"[{"context":"tutti/description","state":"success","description":"x"},{"context":"tutti/description","state":"failure","description":"Missing: why"}]"#,
            writes: true),
        Mark(
            title: "somebody else's",
            listed: #"[{"context":"ci","state":"failure","description":"Missing: why"}]"#, writes: true),
    ])
    func `a mark of GitHub is written unless it stands there`(_ mark: Mark) async throws {
        let hub = try Self.hubPlace()
        let tool = Self.tool([
            "GET \(Self.hub)/commits/\(Self.sha)/statuses": (200, mark.listed),
            "POST \(Self.hub)/statuses/\(Self.sha)": (201, "{}"),
        ])
        let status = CommitStatus(name: "tutti/description", state: .failure, sentence: "Missing: why")
        let isWritten = try await Self.writing("github").mark(hub, status, tool.fetch())
        #expect(isWritten == mark.writes, "\(mark.title)")
        let body = #"{"context":"tutti/description","description":"Missing: why","state":"failure"}"#
        #expect(Self.sent(tool) == (mark.writes ? [body] : []))
    }

    @Test func `a mark that GitLab has already is no trouble, and a failed one is called so there`() async throws {
        let lab = try Self.labPlace()
        let refusal = #"{"message":{"state":["Cannot transition status via :drop from :failed"]}}"#
        let tool = Self.tool([
            "GET \(Self.lab)/repository/commits/\(Self.sha)/statuses": (200, "[]"),
            "POST \(Self.lab)/statuses/\(Self.sha)": (400, refusal),
        ])
        let status = CommitStatus(name: "tutti/description", state: .failure, sentence: "Missing: why")
        #expect(try await Self.writing("gitlab").mark(lab, status, tool.fetch()) == false)
        #expect(Self.sent(tool) == [#"{"description":"Missing: why","name":"tutti/description","state":"failed"}"#])
    }

    @Test func `a long sentence is cut where hosts cut it`() {
        let status = CommitStatus(name: "a", state: .success, sentence: String(repeating: "ä", count: 200))
        #expect(status.sentence.count == 140 && status.sentence.hasSuffix("…"))
    }

    struct Remark: Sendable {
        var title: String
        var listed: String
        var asks: [String]
        var id: String
    }

    @Test(arguments: [
        Remark(title: "none there", listed: "[]", asks: ["POST \(hub)/issues/7/comments"], id: "90"),
        Remark(
            title: "one of ours from before a crash", listed: #"[{"id":5,"user":{"id":1},"body":"\#(marker)\nold"}]"#,
            asks: ["PATCH \(hub)/issues/comments/5"], id: "5"),
        Remark(
            title: "ours, word for word", listed: #"[{"id":5,"user":{"id":1},"body":"\#(marker)\nnew"}]"#, asks: [],
            id: "5"),
        Remark(
            title: "somebody's copy of our marker", listed: #"[{"id":4,"user":{"id":2},"body":"\#(marker)\nold"}]"#,
            asks: ["POST \(hub)/issues/7/comments"], id: "90"),
    ])
    func `one comment is found again and never written twice`(_ remark: Remark) async throws {
        let hub = try Self.hubPlace()
        let tool = Self.tool([
            "GET https://api.github.com/user": (200, #"{"id":1}"#),
            "GET \(Self.hub)/issues/7/comments": (200, remark.listed),
            "POST \(Self.hub)/issues/7/comments": (201, #"{"id":90}"#),
            "PATCH \(Self.hub)/issues/comments/5": (200, #"{"id":5}"#),
        ])
        let id = try await Self.writing("github").comment(
            hub, "\(Self.marker)\nnew", marker: Self.marker, known: nil, tool.fetch())
        #expect(id == remark.id, "\(remark.title)")
        #expect(Self.asked(tool).filter { !$0.hasPrefix("GET") } == remark.asks)
    }

    @Test func `a comment that is known is changed, and one that was taken away is gone`() async throws {
        let lab = try Self.labPlace()
        let tool = Self.tool(["PUT \(Self.lab)/merge_requests/12/notes/5": (200, #"{"id":5}"#)])
        let writing = try Self.writing("gitlab")
        let id = try await writing.comment(
            lab, "new", marker: Self.marker, known: "5", tool.fetch())
        #expect(id == "5" && Self.asked(tool).count == 1)
        await #expect(throws: AskingTrouble.absent(url: "\(Self.lab)/merge_requests/12/notes/6")) {
            try await writing.comment(lab, "new", marker: Self.marker, known: "6", tool.fetch())
        }
    }

    @Test func `what may have arrived is not sent a second time by itself`() async throws {
        let hub = try Self.hubPlace()
        let tool = Self.tool([
            "GET https://api.github.com/user": (200, #"{"id":1}"#), "GET \(Self.hub)/issues/7/comments": (200, "[]"),
            "POST \(Self.hub)/issues/7/comments": (502, ""),
        ])
        await #expect(throws: AskingTrouble.unreachable("it answered with 502")) {
            try await Self.writing("github").comment(
                hub, "new", marker: Self.marker, known: nil, tool.fetch())
        }
        #expect(Self.sent(tool).count == 1)
    }

    @Test func `a locked conversation says so, and is no lack of permission`() async throws {
        let hub = try Self.hubPlace()
        let tool = Self.tool([
            "PATCH \(Self.hub)/issues/comments/5": (
                403, #"{"message":"Unable to create comment because issue is locked."}"#
            )
        ])
        await #expect(
            throws: AskingTrouble.declined(status: 403, says: "Unable to create comment because issue is locked")
        ) {
            try await Self.writing("github").comment(
                hub, "new", marker: Self.marker, known: "5", tool.fetch())
        }
    }

    static let ann = Account(key: RecordKey("github.com", .account, "11"), login: "ann")
    static let ben = Account(key: RecordKey("github.com", .account, "12"), login: "ben")

    @Test func `GitHub is asked for the new reviewer first, so that a refusal changes nothing`() async throws {
        let hub = try Self.hubPlace()
        let url = "\(Self.hub)/pulls/7/requested_reviewers"
        let tool = Self.tool(["POST \(url)": (201, "{}"), "DELETE \(url)": (200, "{}")])
        let writing = try Self.writing("github")
        try await writing.replaceReviewer(hub, Self.ann, with: Self.ben, tool.fetch())
        #expect(Self.asked(tool) == ["POST \(url)", "DELETE \(url)"])
        #expect(Self.sent(tool) == [#"{"reviewers":["ben"]}"#, #"{"reviewers":["ann"]}"#])
        let refusing = Self.tool([
            "POST \(url)": (422, #"{"message":"Reviews may only be requested from collaborators."}"#)
        ])
        await #expect(
            throws: AskingTrouble.declined(status: 422, says: "Reviews may only be requested from collaborators")
        ) { try await writing.replaceReviewer(hub, Self.ann, with: Self.ben, refusing.fetch()) }
        #expect(Self.asked(refusing) == ["POST \(url)"])
    }

    @Test func `GitLab keeps the other reviewers, and what it passes over is said`() async throws {
        let lab = try Self.labPlace()
        let url = "\(Self.lab)/merge_requests/12"
        let before = #"{"reviewers":[{"id":11},{"id":13}]}"#
        let tool = Self.tool([
            "GET \(url)": (200, before), "PUT \(url)": (200, #"{"reviewers":[{"id":13},{"id":12}]}"#),
        ])
        let writing = try Self.writing("gitlab")
        try await writing.replaceReviewer(lab, Self.ann, with: Self.ben, tool.fetch())
        #expect(Self.sent(tool) == [#"{"reviewer_ids":[13,12]}"#])
        let deaf = Self.tool(["GET \(url)": (200, before), "PUT \(url)": (200, before)])
        await #expect(throws: AskingTrouble.declined(status: 200, says: "GitLab did not take ben as a reviewer")) {
            try await writing.replaceReviewer(lab, Self.ann, with: Self.ben, deaf.fetch())
        }
    }

    @Test func `what a token of GitHub may write is found out without writing`() async throws {
        let hub = try Self.hubPlace()
        let nothing = String(repeating: "0", count: 40)
        let allowed = Self.tool([
            "POST \(Self.hub)/statuses/\(nothing)": (422, #"{"message":"No commit found for SHA"}"#),
            "POST \(Self.hub)/issues/7/comments": (422, #"{"message":"Validation Failed"}"#),
        ])
        let writing = try Self.writing("github")
        let good = try await writing.findings([.marks, .comments], at: hub, allowed.fetch())
        #expect(good.map(\.outcome) == [.works, .works])
        let refused = Self.tool([
            "POST \(Self.hub)/statuses/\(nothing)": (
                403, #"{"message":"Resource not accessible by personal access token"}"#
            )
        ])
        let bad = try await writing.findings(Set(WritingWish.allCases), at: hub, refused.fetch())
        #expect(bad.map(\.outcome) == [.lacking, .lacking, .lacking])
        #expect(bad[0].sentence == "The token lacks “Commit statuses: write” (a classic token: “repo”).")
    }

    @Test(arguments: [
        ("api", 30, [true, true, true]), ("api", 20, [false, true, false]), ("read_api", 40, [false, false, false]),
    ])
    func `what a token of GitLab may write is told by its scope and role`(
        _ scope: String, _ level: Int, _ may: [Bool]
    ) async throws {
        let lab = try Self.labPlace()
        let tool = Self.tool([
            "GET https://gitlab.com/api/v4/personal_access_tokens/self": (200, #"{"scopes":["\#(scope)"]}"#),
            "GET \(Self.lab)": (
                200, #"{"permissions":{"project_access":null,"group_access":{"access_level":\#(level)}}}"#
            ),
        ])
        let findings = try await Self.writing("gitlab").findings(
            Set(WritingWish.allCases), at: lab, tool.fetch())
        #expect(findings.map { $0.outcome == .works } == may)
        #expect(Self.sent(tool).isEmpty)
    }

    @Test func `the repository's template is found where the host keeps it`() async throws {
        let hub = try Self.hubPlace()
        let lab = try Self.labPlace()
        let text = Data("## Why\n".utf8).base64EncodedString()
        let tool = Self.tool([
            "GET \(Self.hub)/contents/PULL_REQUEST_TEMPLATE.md": (200, #"{"encoding":"base64","content":"\#(text)\n"}"#)
        ])
        #expect(try await Self.writing("github").template(hub, tool.fetch()) == "## Why\n")
        let none = Self.tool([:])
        #expect(try await Self.writing("gitlab").template(lab, none.fetch()) == nil)
    }

    @Test func `a webhook is sent by the one that comes to us`() async throws {
        let hooks =
            #"[{"id":1,"config":{"url":"https://ci.example.org/hooks/other"}},{"id":2,"config":{"url":"https://t.example.org/hooks/github-1"},"last_response":{"message":"OK"}}]"#
        let tool = Self.tool(["GET \(Self.hub)/hooks": (200, hooks), "POST \(Self.hub)/hooks/2/pings": (204, "")])
        let writing = try Self.writing("github")
        #expect(try await writing.ping("tutti/choir", hook: "/hooks/github-1", tool.fetch()) == .sent(last: "OK"))
        #expect(try await writing.ping("tutti/choir", hook: "/hooks/github-9", tool.fetch()) == .notThere)
    }
}
