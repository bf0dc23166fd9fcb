import BrowserKit
import Features
import Foundation
import Records
import TestKit
import Testing

/// The pages of signing in, which no link leads a stranger to, as their readers meet them.
@Suite("A walk through signing in", .serialized)
struct CredentialWalkTests {
    @Test(.timeLimit(.minutes(40)))
    func `every page on the way in is whole and accessible, light and dark, narrow and wide`() async throws {
        let server = try RunningServer([])
        defer { server.stop() }
        let browser = try Browser()
        defer { browser.close() }
        let page = try await browser.page()
        let inspection = try Inspection()

        try await page.open(server.address + "/sign-in")
        try await inspection.everyLook(of: page, "signing in before anybody joined")

        let log = try String(contentsOf: server.data.appending(path: "server.log"), encoding: .utf8)
        let link = try #require(log.firstMatch(of: /\/links\/[A-Za-z0-9_-]{43}/)).output
        try await page.open(server.address + link)
        try await inspection.everyLook(of: page, "a one-time link")
        try await page.send(["name": "Ada", "login": "ada", "password": "short words"], within: "form")

        try await page.open(server.address + "/me")
        try await inspection.everyLook(of: page, "you")
        try await page.send(["password": "short words"], within: "form[action='/me/second-factor']")
        try await inspection.everyLook(of: page, "a key for an app")
        let secret = try await page.evaluate("document.querySelector('.enrolment code').innerText").text ?? ""
        try await page.send(["code": "000000"], within: "form")
        try await inspection.everyLook(of: page, "a key for an app, after a wrong code")
        try await page.send(["code": Self.code(secret)], within: "form")
        #expect(try await page.evaluate("document.querySelectorAll('.codes li').length").int == 10)
        try await inspection.everyLook(of: page, "recovery codes")

        try await page.open(server.address + "/me")
        try await page.send(["title": "nightly build"], within: "form[action='/me/tokens']")
        try await inspection.everyLook(of: page, "you, with a token and a second factor")
        try await page.open(server.address + "/members")
        try await page.send([:], within: "form[action='/members/invitations']")
        try await inspection.everyLook(of: page, "members, with a link that was made")

        try await page.open(server.address + "/me")
        try await page.send([:], on: "/sign-in", within: "form[action='/sign-out']")
        try await page.send(["login": "ada", "password": "other words"], within: "form")
        try await inspection.everyLook(of: page, "signing in, after a wrong password")
        try await page.send(
            ["login": "ada", "password": "short words"], on: "/sign-in/second-step", within: "form")
        try await inspection.everyLook(of: page, "the second step")
        // Refusals are answered with 422, which the console notes.
        #expect(page.complaints.allSatisfy { $0.contains("422") }, "the console said \(page.complaints)")
    }

    /// What an app would show for a key, in groups of four letters.
    private static func code(_ key: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits = key.filter { $0 != " " }.flatMap { letter in
            let value = alphabet.firstIndex(of: letter) ?? 0
            return (0..<5).reversed().map { value >> $0 & 1 }
        }[...]
        var secret: [UInt8] = []
        while bits.count >= 8 {
            secret.append(bits.prefix(8).reduce(0) { $0 << 1 | UInt8($1) })
            bits = bits.dropFirst(8)
        }
        return OneTimeCode.code(secret, step: Int64(Date().timeIntervalSince1970) / OneTimeCode.period)
    }
}
