import BrowserKit
import Foundation
import Records
import TestKit
import Testing

/// The Delivery room on pull requests that were published, and on a small invented organisation, as a browser shows it.
@Suite("The Delivery room in a browser", .serialized)
struct DeliveryRoomTests {
    private static let views = [
        "", "/flow", "/dora", "/reviews", "/builds", "/quality", "/sprint", "/forecast", "/incidents",
    ]

    @Test(
        .enabled(if: SharedData.isPresent, "needs ../shared/data"), .timeLimit(.minutes(40)),
        arguments: ["markusproject-markus"])
    func `published pull requests`(_ name: String) async throws {
        let data = FileManager.default.temporaryDirectory.appending(path: "tutti-room-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        let table = try PublishedLifetimes(name).endingNow(in: data)
        let read = try BuiltProgram.run(
            BuiltProgram.path("tutti"),
            [
                "import", "records", table.rows.path(), "--kind", "pull-requests", "--mapping", table.mapping.path(),
                "--data", data.path(),
            ])
        #expect(read.status == 0, "\(read.errors)")
        let server = try RunningServer(["--development"], data: data)
        defer { server.stop() }
        try await ServedHistory.waitForNumbers(server.address + "/api/v1/delivery/signals?timeframe=5-years")
        let browser = try Browser()
        defer { browser.close() }
        let page = try await browser.page()
        let room = RoomWalk(page: page, address: server.address, inspection: try Inspection())
        try await room.walk(Self.views.map { "/delivery\($0)?timeframe=5-years" })
        try await room.walk(["/delivery/signals/cycle-time?timeframe=5-years"])
        #expect(page.complaints.isEmpty, "the console said \(page.complaints)")
    }

    @Test(.timeLimit(.minutes(40)))
    func `a small invented organisation`() async throws {
        let data = FileManager.default.temporaryDirectory.appending(path: "tutti-room-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        let made = try BuiltProgram.run(
            BuiltProgram.path("inventing"),
            ["--part", "0.35", "--weeks", "9", data.appending(path: "tutti.db").path()])
        #expect(made.status == 0, "\(made.errors)")
        try Self.tellDebt(in: data)
        let server = try RunningServer([], data: data)
        defer { server.stop() }
        let browser = try Browser()
        defer { browser.close() }
        let page = try await browser.page()
        let team = try await Self.signIn(page, server)
        let room = RoomWalk(page: page, address: server.address, inspection: try Inspection())
        for choice in ["", "?team=\(team)"] {
            try await page.until("the numbers of \(choice)", seconds: 1200) {
                try await room.fetched("/api/v1/delivery/signals\(choice)") == 200
            }
            try await room.walk(Self.views.map { "/delivery\($0)\(choice)" })
        }
        try await page.open(server.address + "/delivery/quality")
        // One for wide screens and one for narrow ones.
        #expect(try await page.evaluate("document.querySelectorAll('#debt svg').length").int == 2)
        let words = try await page.evaluate("document.querySelector('#debt').innerText").text ?? ""
        #expect(words.contains("Where the rules changed, the line is broken"), "\(words)")
        try await room.walk(
            ["debt-ratio", "first-review", "deployment-frequency", "review-load", "forecast"].map {
                "/delivery/signals/\($0)?team=\(team)"
            })
        try await page.open(server.address + "/delivery/reviews?team=\(team)")
        let first = try await page.evaluate("document.querySelector('#queue tbody a').getAttribute('href')").text
        try await room.walk([try #require(first), "/today"])
        // While the numbers were waited for, the answer was that they are being counted.
        let complaints = page.complaints.filter { !$0.contains("/api/v1/delivery/signals") }
        #expect(complaints.isEmpty, "the console said \(complaints)")
    }

    /// Three commits of a repository that is analysed; before the third, its rules got other costs.
    private static func tellDebt(in data: URL) throws {
        let files = [
            "findings.txt": "a.py:1:1: E302 expected 2 blank lines\na.py:9:1: C901 too complex\n",
            "costs.json": #"{"rules": {"E302": 5, "C901": 4000}}"#,
            "other.json": #"{"rules": {"E302": 5, "C901": 6000}}"#,
        ]
        for (name, text) in files { try Data(text.utf8).write(to: data.appending(path: name)) }
        for (commit, costs) in [("1", "costs.json"), ("2", "costs.json"), ("3", "other.json")] {
            let told = try BuiltProgram.run(
                BuiltProgram.path("tutti"),
                [
                    "build", "--repository", "acme/checkout", "--commit", commit, "--report", "findings.txt", "--costs",
                    costs, "--lines", "4000", "--data", data.path(),
                ], in: data, environment: ["GITHUB_ACTIONS": "", "GITLAB_CI": ""])
            #expect(told.status == 0, "\(told.errors)")
        }
    }

    /// As the first member of a team, by a link that an administrator makes.
    ///
    /// - Returns: the team.
    private static func signIn(_ page: BrowserPage, _ server: RunningServer) async throws -> String {
        let listed = try BuiltProgram.run(
            BuiltProgram.path("tutti"), ["teams", "list", "--json", "--data", server.data.path()])
        let team = try #require(try JSONDecoder().decode([ListedTeam].self, from: Data(listed.output.utf8)).first)
        let login = try #require(team.members.first?.login)
        let reset = try BuiltProgram.run(
            BuiltProgram.path("tutti"),
            ["admin", "reset", login, "--address", server.address, "--data", server.data.path()])
        let link = try #require(reset.output.firstMatch(of: /https?:\/\/\S+\/links\/\S+/)?.output)
        try await page.open(String(link))
        try await page.evaluate(
            """
            document.querySelector('input[name=password]').value = 'a few good words';
            document.querySelector('main form button').click()
            """)
        try await page.until("the way in", seconds: 120) {
            try await page.evaluate("location.pathname").text?.hasPrefix("/links/") == false
        }
        return team.name
    }

    private struct ListedTeam: Decodable {
        struct Member: Decodable { let login: String }

        let name: String
        let members: [Member]
    }
}
