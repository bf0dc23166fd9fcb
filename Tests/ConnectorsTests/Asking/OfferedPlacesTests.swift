import Foundation
import Testing

@testable import Connectors

@Suite("What a token sees, to choose from")
struct OfferedPlacesTests {
    /// Answers lists in pages as both hosts do; what is not there is absent.
    private static func tool(_ lists: [String: [String]], wrap: String? = nil) -> FaultyTool {
        FaultyTool { question in
            let asked = WorldQuestion(question)
            let token = question.headers["Authorization"]?.replacing("Bearer ", with: "") ?? ""
            guard let list = lists["\(token) \(asked.path)"] ?? lists[asked.path] else { return WorldReply.missing }
            let after = asked.query["id_after"].flatMap { Int($0) }
            let rest = after.map { last in
                list.filter { ($0.firstMatch(of: /"id": (\d+)/).flatMap { Int($0.1) } ?? 0) > last }
            }
            let part = (rest ?? list).dropFirst(after == nil ? (asked.page - 1) * 100 : 0).prefix(100)
            let json = "[\(part.joined(separator: ","))]"
            return WorldReply.json(wrap.map { #"{"total_count": 1, "\#($0)": \#(json)}"# } ?? json, asked)
        }
    }

    private static func repository(_ name: String, _ more: String = "") -> String {
        #"{"full_name": "\#(name)"\#(more)}"#
    }

    private static let settings = ["url": "https://github.com", "repositories": "what/ever"]

    @Test func `all pages are read, archived ones and forks are marked, and disabled ones are left out`() async throws {
        let many = (0..<230).map { Self.repository("octo/r\($0)", #", "archived": \#($0 == 7), "fork": \#($0 == 8)"#) }
        let tool = Self.tool(["/user/repos": many + [Self.repository("octo/gone", #", "disabled": true"#)]])
        let offered = try await GitHubOffers(settings: Self.settings, fetch: tool.fetch()).places(of: nil)
        #expect(offered.places.count == 230 && !offered.isCut && tool.questions.count == 3)
        #expect(offered.places.filter(\.isArchived).map(\.name) == ["octo/r7"])
        #expect(offered.places.filter(\.isFork).map(\.name) == ["octo/r8"])
        #expect(offered.places.map(\.name) == offered.places.map(\.name).sorted())
    }

    @Test func `an organisation's are its own, and a person's are asked where there is no organisation`() async throws {
        let tool = Self.tool([
            "/orgs/band/repos": [Self.repository("band/hall")], "/users/ann/repos": [Self.repository("ann/notes")],
        ])
        let offers = GitHubOffers(settings: Self.settings, fetch: tool.fetch())
        #expect(try await offers.places(of: "band").places.map(\.name) == ["band/hall"])
        #expect(try await offers.places(of: "ann").places.map(\.name) == ["ann/notes"])
        await #expect(throws: AskingTrouble.self) { try await offers.places(of: "../user") }
        #expect(tool.questions.allSatisfy { !$0.url.contains("..") })
    }

    @Test func `each token, and each installation of an App, tells its own`() async throws {
        let tool = Self.tool(
            [
                "one /installation/repositories": [Self.repository("band/hall"), Self.repository("band/stage")],
                "two /installation/repositories": [Self.repository("choir/songs")],
            ], wrap: "repositories")
        let offers = GitHubOffers(settings: ["app": "7"], fetch: tool.fetch(tokens: ["one", "two"]))
        #expect(try await offers.places(of: nil).places.map(\.name) == ["band/hall", "band/stage", "choir/songs"])
        #expect(try await offers.places(of: "Choir").places.map(\.name) == ["choir/songs"])
    }

    @Test func `GitLab's go on after the last number, and a group's hold those of its groups`() async throws {
        let many = (1...101).map {
            #"{"id": \#($0), "path_with_namespace": "g/p\#($0)", "archived": \#($0 == 2)\#($0 == 3 ? #", "forked_from_project": {"id": 1}"# : "")}"#
        }
        let tool = Self.tool(["/api/v4/projects": many, "/api/v4/groups/g/sub/projects": [many[0]]])
        let offers = GitLabOffers(settings: ["address": "https://git.example.org"], fetch: tool.fetch())
        let all = try await offers.places(of: nil)
        #expect(all.places.count == 101 && tool.questions.count == 2)
        #expect(all.places.filter(\.isArchived).map(\.name) == ["g/p2"])
        #expect(all.places.filter(\.isFork).map(\.name) == ["g/p3"])
        #expect(try await offers.places(of: "g/sub").places.map(\.name) == ["g/p1"])
    }
}
