import BrowserKit
import Foundation
import Records
import TestKit
import Testing

/// The pages of connecting a tool, of choosing what is read there and of writing to it, as an administrator meets them.
@Suite("A walk through connecting a tool", .serialized, .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct ConnectionWalkTests {
    private static let form = "form[action^='/connections']"

    @Test(.timeLimit(.minutes(40)))
    func `a token is tried, places are chosen, and what cannot be written is told`() async throws {
        try await RecordedTools.with { tool in
            let reach = ["TUTTI_CA_FILE": tool.authority, "TUTTI_ALLOW_OUTGOING": "localhost", "https_proxy": ""]
            var server = try RunningServer([], environment: reach)
            defer { server.stop() }
            let browser = try Browser()
            defer { browser.close() }
            let page = try await browser.page()
            let inspection = try Inspection()
            try await Self.join(page, server)

            try await Self.connect(page, server, to: tool, inspection)
            let source = try #require(
                try await page.evaluate("document.querySelector('main a[href^=\"/connections/github\"]')?.pathname")
                    .text)
            try await page.until("all that the tool has") {
                try await page.open(server.address + source)
                return try await page.evaluate("document.querySelector('main').innerText").text?
                    .contains("none yet") == false
            }
            try await inspection.everyLook(of: page, "a connection")

            try await page.open(server.address + source + "/writing")
            try await inspection.everyLook(of: page, "what a connection writes, before anything was chosen")
            try await page.send([:], within: "form[method=get]")
            try await inspection.everyLook(of: page, "what a connection would write")
            try await page.send([:], within: "form[method=post]:has([name=as])")

            // A server that starts writes at once.
            server.stop(keepingData: true)
            server = try RunningServer([], data: server.data, environment: reach)
            try await page.until("something that could not be written") {
                try await page.open(server.address + source + "/writing")
                return try await page.evaluate("document.querySelector('#history') !== null") == .bool(true)
            }
            let words = try await page.evaluate("document.querySelector('main').innerText").text ?? ""
            #expect(words.contains("could be written: why") || words.contains("could not be written: why"), "\(words)")
            let row = try await page.evaluate("document.querySelector('#history ~ * tbody tr').innerText").text ?? ""
            #expect(row.contains("Config files") && row.contains("knows no such commit"), "\(row)")
            try await inspection.everyLook(of: page, "what a connection could not write")
            // Refusals are answered with 422, which the console notes.
            #expect(page.complaints.allSatisfy { $0.contains("422") }, "the console said \(page.complaints)")
        }
    }

    private static func join(_ page: BrowserPage, _ server: RunningServer) async throws {
        let log = try String(contentsOf: server.data.appending(path: "server.log"), encoding: .utf8)
        let link = try #require(log.firstMatch(of: /\/links\/[A-Za-z0-9_-]{43}/)).output
        try await page.open(server.address + link)
        try await page.send(["name": "Ada", "login": "ada", "password": "short words"], within: "form")
    }

    private static func connect(
        _ page: BrowserPage, _ server: RunningServer, to tool: ToolOverHTTPS, _ inspection: Inspection
    ) async throws {
        try await page.open(server.address + "/connections")
        try await inspection.everyLook(of: page, "no connection yet")
        try await page.open(server.address + "/connections/new/github")
        try await inspection.everyLook(of: page, "connecting")
        try await page.send([:], within: form, by: "[value=save]")
        try await inspection.everyLook(of: page, "connecting, with nothing filled in")
        let address = ["url": tool.address, "repositories": "zhquan_example/repo"]
        for (token, told) in [("revoked", "a token that is none"), ("narrow", "a token that lacks something")] {
            try await page.send(address.merging(["token": token]) { $1 }, within: form, by: "[value=check]")
            try await inspection.everyLook(of: page, told)
        }
        try await page.send(["token": "open", "repositories": ""], within: form, by: "[value=choose]")
        try await inspection.everyLook(of: page, "choosing from what the token sees")
        let places = try await page.evaluate("document.querySelectorAll('#choices [type=checkbox]').length").int
        #expect(places == 3)
        try await page.evaluate("document.querySelector('#choices [name=\"chosen.2\"]').click()")
        try await page.send([:], within: form, by: "[value=save]")
        try await inspection.everyLook(of: page, "the webhook of a new connection")
        try await page.open(server.address + "/connections")
    }
}
