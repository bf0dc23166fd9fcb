import Connectors
import Foundation
import TestKit
import Testing

@testable import Server

@Suite("Questions on their way out", .timeLimit(.minutes(40)))
struct OutgoingTests {
    static func outgoing(_ tool: ToolOverHTTPS, trusting: Bool = true, allowed: [String] = ["localhost"]) throws
        -> Outgoing
    {
        try Outgoing(OutgoingSettings(allowed: allowed, authorities: trusting ? tool.authority : nil))
    }

    static func question(_ url: String, limit: Int = 1 << 20, seconds: Int = 20) -> ToolQuestion {
        var question = ToolQuestion(url)
        (question.addresses, question.limit, question.seconds) = (["127.0.0.1"], limit, seconds)
        return question
    }

    static func fetch(_ outgoing: Outgoing) -> Fetch {
        Fetch(
            world: outgoing.world { Date(timeIntervalSince1970: 1_790_000_000) }, lanes: ToolLanes(),
            tokens: ["secret"], attempts: 1
        ) { ["Authorization": "Bearer \($0)"] }
    }

    @Test func `an allowed tool with an authority of its own is asked, and its connection kept`() async throws {
        try await ToolOverHTTPS.with { tool in
            let outgoing = try Self.outgoing(tool)
            let fetch = Self.fetch(outgoing)
            for _ in 1...3 {
                let reply = try await fetch.reply(to: ToolQuestion(tool.address + "/user?page=2"))
                let said = String(decoding: reply.body, as: UTF8.self)
                #expect(said.contains(#""path": "/user?page=2""#) && said.contains(#""token": "Bearer secret""#))
                #expect(said.contains(#""connections": 1"#))
            }
            #expect(
                try await fetch.reply(to: ToolQuestion(tool.address + "/gzip")).body == Data(#"{"packed": true}"#.utf8))
            await outgoing.shutdown()
        }
    }

    @Test func `a name is asked at the address that was judged, and nowhere else`() async throws {
        try await ToolOverHTTPS.with { tool in
            let outgoing = try Self.outgoing(tool)
            // This name leads nowhere by itself.
            let reply = try await outgoing.ask(Self.question("https://tool.example.org:\(tool.port)/user"))
            #expect(String(decoding: reply.body, as: UTF8.self).contains("\"host\": \"tool.example.org:\(tool.port)\""))
            var other = Self.question(tool.address + "/user")
            // Nothing listens there, whatever localhost is.
            other.addresses = ["127.0.0.77"]
            await #expect(throws: OutgoingTrouble.notReached(host: "localhost")) { try await outgoing.ask(other) }
            other.addresses = ["127.0.0.77", "127.0.0.1"]
            #expect(try await outgoing.ask(other).status == 200)
            other.addresses = []
            await #expect(throws: OutgoingTrouble.notReached(host: "localhost")) { try await outgoing.ask(other) }
            await outgoing.shutdown()
        }
    }

    @Test(
        arguments: [
            ("/large", 1 << 20, 600, OutgoingTrouble.tooLong(bytes: 1 << 20)),
            ("/claimed", 1 << 20, 600, .tooLong(bytes: 1 << 20)),
            ("/cut", 1 << 20, 600, .cut),
            ("/drip", 1 << 20, 1, .tooSlow(seconds: 1)),
        ] as [(String, Int, Int, OutgoingTrouble)])
    func `what is not whole is no answer`(_ path: String, _ limit: Int, _ seconds: Int, _ trouble: OutgoingTrouble)
        async throws
    {
        try await ToolOverHTTPS.with { tool in
            let outgoing = try Self.outgoing(tool)
            await #expect(throws: trouble) {
                try await outgoing.ask(Self.question(tool.address + path, limit: limit, seconds: seconds))
            }
            await outgoing.shutdown()
        }
    }

    @Test func `a redirect is not followed, and one to the inside is refused`() async throws {
        try await ToolOverHTTPS.with { tool in
            let outgoing = try Self.outgoing(tool)
            #expect(try await outgoing.ask(Self.question(tool.address + "/redirect")).status == 302)
            let inside = AskingTrouble.refused(.inside(host: "169.254.169.254"), url: "http://169.254.169.254/latest")
            await #expect(throws: inside) {
                try await Self.fetch(outgoing).reply(to: ToolQuestion(tool.address + "/redirect"))
            }
            await outgoing.shutdown()
        }
    }

    @Test func `without its authority or off the list a tool is not asked`() async throws {
        try await ToolOverHTTPS.with { tool in
            let distrustful = try Self.outgoing(tool, trusting: false)
            let error = await #expect(throws: AskingTrouble.self) {
                try await Self.fetch(distrustful).reply(to: ToolQuestion(tool.address + "/user"))
            }
            #expect(error?.description.contains("--ca-file") == true)
            await distrustful.shutdown()
            let strict = try Self.outgoing(tool, allowed: [])
            await #expect(
                throws: AskingTrouble.refused(.inside(host: "localhost"), url: tool.address + "/user")
            ) { try await Self.fetch(strict).reply(to: ToolQuestion(tool.address + "/user")) }
            await strict.shutdown()
        }
    }

    @Test func `a proxy that lets nothing through is named, and an authority that is none too`() async throws {
        #expect(throws: OutgoingSettingsTrouble.noAuthorities(file: "/nothing")) {
            try Outgoing(OutgoingSettings(authorities: "/nothing"))
        }
        #expect(throws: OutgoingSettingsTrouble.noProxy("HTTPS_PROXY")) {
            try ProxyChoice(environment: ["HTTPS_PROXY": "socks5://127.0.0.1:9"])
        }
        let proxies = try ProxyChoice(environment: ["HTTPS_PROXY": "http://127.0.0.1:9"])
        let outgoing = try Outgoing(OutgoingSettings(proxies: proxies))
        await #expect(throws: OutgoingTrouble.notReached(host: "127.0.0.1")) {
            try await outgoing.ask(ToolQuestion("https://tool.example.org/user"))
        }
        #expect(try await outgoing.resolve("nowhere.invalid") == nil)
        await outgoing.shutdown()
    }

    @Test(
        arguments: [
            ("api.github.com", true), ("git.example.org", false), ("deep.git.example.org", false), ("10.2.3.4", false),
            ("example.org", true),
        ])
    func `goes through the proxy but for whom the environment exempts`(_ host: String, _ isProxied: Bool) throws {
        let choice = try ProxyChoice(environment: [
            "https_proxy": "http://ada:pw@proxy.example.org:3128", "NO_PROXY": "git.example.org, 10.0.0.0/8",
        ])
        #expect((choice.proxy(for: host, isEncrypted: true)?.port == 3128) == isProxied)
        #expect(choice.proxy(for: host, isEncrypted: false) == nil)
    }
}
