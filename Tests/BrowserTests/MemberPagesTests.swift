import BrowserKit
import Foundation
import Records
import TestKit
import Testing

/// What somebody sees who signed in: teams, and everything about themselves.
@Suite("Pages of members", .serialized)
struct MemberPagesTests {
    private static let addresses = [
        "/me", "/me/hours", "/me/accounts", "/me/accounts?q=person", "/me/data", "/teams", "/teams/payments",
        "/teams/cards", "/claims", "/holidays", "/audit", "/members", "/today", "/actions", "/pulse", "/pulse/new",
        "/pulse/imports", "/pulse/imports/new", "/connections", "/connections/new/github", "/webhooks", "/delivery",
    ]

    @Test(.timeLimit(.minutes(40)))
    func `are whole, quiet and accessible, light and dark, narrow and wide`() async throws {
        let served = try await ServedHistory.start()
        defer { served.stop() }
        let browser = try Browser()
        defer { browser.close() }
        let inspection = try Inspection()
        let page = try await browser.page()
        try await Self.join(page, served)
        try await Self.fill(page, served)
        let endpoint = try Self.addEndpoint(served)
        for address in (Self.addresses + ["/webhooks/\(endpoint)"]).map({ served.server.address + $0 }) {
            for look in Look.all {
                try await page.resize(width: look.width, height: 900, scheme: look.scheme)
                try await page.open(address)
                #expect(page.status(of: address) == 200, "\(address) answered \(page.status(of: address) ?? 0)")
                #expect(try await inspection.overflow(of: page) <= 0, "\(address) is wider than \(look)")
                let broken = try await inspection.violations(on: page)
                #expect(broken.isEmpty, "\(address), \(look): \(broken.joined(separator: "; "))")
            }
        }
        #expect(page.complaints.isEmpty, "the console said \(page.complaints)")
    }

    @Test(.timeLimit(.minutes(40)))
    func `an account is claimed, confirmed and told to its owner`() async throws {
        let served = try await ServedHistory.start()
        defer { served.stop() }
        let browser = try Browser()
        defer { browser.close() }
        let page = try await browser.page()
        let start = served.server.address
        try await Self.join(page, served)
        try await page.open(start + "/me/accounts?q=person")
        try await Self.press("form[action='/me/accounts/claims'] button", page)
        try await Self.wait(for: "waits for a word", page)
        try await page.open(start + "/claims")
        try await Self.press("form[action='/claims'] button", page)
        try await Self.wait(for: "confirmed", page)
        try await page.open(start + "/me/data")
        try await Self.wait(for: "orchestra", page)
        #expect(try await Self.text(page).contains("Person"))
    }

    /// Becomes the first administrator.
    private static func join(_ page: BrowserPage, _ served: ServedHistory) async throws {
        let made = try tutti(["admin", "create", "--address", served.server.address], served)
        let link = try #require(made.firstMatch(of: /https?:\/\/\S+\/links\/\S+/))
        try await page.open(String(link.0))
        try await page.evaluate(
            """
            for (const [name, value] of [['name', 'Ada'], ['login', 'ada'], ['password', 'a few good words']])
              document.querySelector(`input[name=${name}]`).value = value
            """)
        try await press("main form button", page)
        try await page.until("the way in") {
            try await page.evaluate("location.pathname").text?.hasPrefix("/links/") == false
        }
    }

    private static func fill(_ page: BrowserPage, _ served: ServedHistory) async throws {
        let days = FileManager.default.temporaryDirectory.appending(path: "tutti-days-\(UUID().uuidString)")
        try Data("2026-05-01 Labour Day\n".utf8).write(to: days)
        defer { try? FileManager.default.removeItem(at: days) }
        _ = try tutti(["holidays", "keep", "de", days.path(), "--title", "Germany"], served)
        _ = try tutti(["teams", "add", "payments", "--title", "Payments and everything around them"], served)
        _ = try tutti(["teams", "add", "cards", "--parent", "payments"], served)
        _ = try tutti(["teams", "member", "add", "payments", "ada", "--lead"], served)
        _ = try tutti(["teams", "archive", "cards"], served)
        try bringIn(served)
        let start = served.server.address
        try await page.open(start + "/actions")
        for (title, due) in [("Talk about how reviews begin", ""), ("Write down how a release goes", "2099-01-01")] {
            try await page.evaluate(
                """
                (() => {
                  const form = document.querySelector("form[action='/actions']");
                  form.elements.title.value = '\(title)';
                  form.elements.due.value = '\(due)';
                  if ('\(due)') form.elements.owner.selectedIndex = 1;
                })()
                """)
            try await press("form[action='/actions'] button", page)
            try await wait(for: title, page)
        }
        try await page.open(start + "/me/hours")
        try await press("form[action='/me/hours'] button", page)
        try await page.open(start + "/me/hours")
        try await press("form[action='/me/absences'] button", page)
        try await page.open(start + "/me/accounts?q=person")
        try await press("form[action='/me/accounts/claims'] button", page)
        try await wait(for: "waits for a word", page)
    }

    /// One that cannot be reached, and a test that was sent there.
    ///
    /// - Returns: its id.
    private static func addEndpoint(_ served: ServedHistory) throws -> Substring {
        let added = try tutti(["webhooks", "add", "https://localhost:1/hooks/tutti?of=everything", "--json"], served)
        let id = try #require(added.firstMatch(of: /webhook-[0-9a-f]{8}/)).output
        _ = try? tutti(["webhooks", "test", String(id)], served)
        return id
    }

    /// Three months of a survey that was held elsewhere.
    private static func bringIn(_ served: ServedHistory) throws {
        let rows = (3...5).flatMap { month in
            (0..<9).map { "\($0),2026-0\(month)-02T10:00:00Z,Team poll,How was the week?,\(($0 + month) % 5 + 1)" }
        }
        let head = "Participant ID,Created At,Poll,Slide Title,Response"
        let file = FileManager.default.temporaryDirectory.appending(path: "tutti-past-\(UUID().uuidString).csv")
        try Data(([head] + rows).joined(separator: "\n").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        _ = try tutti(["pulse", "import", file.path(), "--from", "zigpoll"], served)
    }

    private static func tutti(_ arguments: [String], _ served: ServedHistory) throws -> String {
        let run = try BuiltProgram.run(
            BuiltProgram.path("tutti"), arguments + ["--data", served.server.data.path()])
        guard run.status == 0 else { throw ServerTrouble.ended(run.errors) }
        return run.output
    }

    private static func press(_ selector: String, _ page: BrowserPage) async throws {
        try await page.until(selector) {
            try await page.evaluate("String(document.querySelector(\"\(selector)\") !== null)").text == "true"
        }
        try await page.evaluate("document.querySelector(\"\(selector)\").click()")
        try await Task.sleep(for: .milliseconds(300))
    }

    private static func wait(for words: String, _ page: BrowserPage) async throws {
        try await page.until(words) { (try? await text(page).contains(words)) ?? false }
    }

    private static func text(_ page: BrowserPage) async throws -> String {
        try await page.evaluate("document.querySelector('main')?.innerText ?? ''").text ?? ""
    }
}
