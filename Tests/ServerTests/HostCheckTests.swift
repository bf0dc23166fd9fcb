import Features
import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import Testing

@testable import Server

@Suite("Host check")
struct HostCheckTests {
    struct Name: Sendable, CustomTestStringConvertible {
        let authority: String
        let isOurs: Bool
        var listening = "127.0.0.1"

        var testDescription: String { "\(authority), listening on \(listening)" }
    }

    @Test(arguments: [
        Name(authority: "127.0.0.1:8080", isOurs: true),
        Name(authority: "localhost:9000", isOurs: true),
        Name(authority: "LOCALHOST", isOurs: true),
        Name(authority: "team.localhost", isOurs: true),
        Name(authority: "[::1]:8080", isOurs: true),
        Name(authority: "tutti.example.org", isOurs: true),
        Name(authority: "tutti.example.org:443", isOurs: true),
        Name(authority: "evil.example", isOurs: false),
        Name(authority: "evil.example:8080", isOurs: false),
        Name(authority: "localhost.evil.example", isOurs: false),
        Name(authority: "127.0.0.1.evil.example", isOurs: false),
        Name(authority: "tutti.example.org.evil.example", isOurs: false),
        Name(authority: "192.168.1.4", isOurs: false),
        Name(authority: "", isOurs: false),
        Name(authority: "192.168.1.4:8080", isOurs: true, listening: "0.0.0.0"),
        Name(authority: "[fd00::4]:8080", isOurs: true, listening: "::"),
        Name(authority: "evil.example", isOurs: false, listening: "0.0.0.0"),
    ])
    func `answers to its own names alone`(_ name: Name) async throws {
        var settings = ServerSettings()
        settings.host = name.listening
        settings.publicHosts = ["tutti.example.org"]
        #expect(try await Self.passes(settings, authority: name.authority) == name.isOurs)
    }

    @Test(
        arguments: [
            (HTTPRequest.Method.post, "cross-site", nil, false), (.post, "same-site", nil, false),
            (.post, "same-origin", "http://localhost:8080", true), (.post, "none", nil, true),
            (.delete, nil, "http://evil.example", false), (.delete, nil, "null", false), (.post, nil, nil, true),
            (.get, "cross-site", nil, true),
        ] as [(HTTPRequest.Method, String?, String?, Bool)])
    func `what changes something is asked for by our own pages or by programs`(
        _ method: HTTPRequest.Method, _ site: String?, _ origin: String?, _ isAllowed: Bool
    ) async throws {
        var headers: HTTPFields = [:]
        headers[.fetchSite] = site
        headers[.origin] = origin
        let passes = try await Self.passes(
            ServerSettings(), authority: "localhost:8080", method: method, headers: headers)
        #expect(passes == isAllowed)
    }

    private static func passes(
        _ settings: ServerSettings, authority: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:]
    ) async throws -> Bool {
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: authority, path: "/", headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
        let context = AppContext(source: .init(channel: NIOAsyncTestingChannel(), logger: TestServer.silent))
        do {
            _ = try await HostCheck(settings).handle(request, context: context) { _, _ in Response(status: .ok) }
            return true
        } catch is Problem {
            return false
        }
    }
}
