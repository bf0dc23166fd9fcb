import Features
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import Testing

@testable import Server

@Suite("Figures")
struct MetricsTests {
    @Test func `count what was answered, by the route's pattern`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                for name in ["anna", "ben"] { _ = try await client.execute(uri: "/named/\(name)", method: .get) }
                _ = try await client.execute(uri: "/nowhere/at/all", method: .get)
                let answer = try await client.execute(uri: "/metrics", method: .get)
                #expect(answer.headers[.contentType]?.hasPrefix("application/openmetrics-text; version=1.0.0") == true)
                let text = String(buffer: answer.body)
                #expect(text.contains("http_requests_total{route=\"/named/{name}\",method=\"GET\",status=\"200\"} 2\n"))
                #expect(text.contains("http_requests_total{route=\"none\",method=\"GET\",status=\"404\"} 1\n"))
                #expect(!text.contains("anna") && !text.contains("nowhere"))
            }
        }
    }

    @Test func `follow the grammar of OpenMetrics`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                _ = try await client.execute(uri: "/sample", method: .get)
                let text = String(buffer: try await client.execute(uri: "/metrics", method: .get).body)
                #expect(text.hasSuffix("\n# EOF\n"))
                var types: [String: String] = [:]
                for line in text.split(separator: "\n").dropLast() {
                    if line.hasPrefix("# TYPE ") {
                        let parts = line.split(separator: " ")
                        #expect(types.updateValue(String(parts[3]), forKey: String(parts[2])) == nil)
                    } else if !line.hasPrefix("#") {
                        let match = line.wholeMatch(of: /([a-z_]+)(?:\{(?:[a-z]+="[^"]*",?)+\})? ([0-9.e+-]+)/)
                        let name = try #require(match?.output.1, "\(line)")
                        #expect(Self.family(of: String(name), among: types) != nil, "\(line)")
                        #expect(Double(match?.output.2 ?? "") != nil, "\(line)")
                    }
                }
                #expect(types["process_resident_memory_bytes"] == "gauge")
            }
        }
    }

    private static func family(of name: String, among types: [String: String]) -> String? {
        let endings = ["counter": ["_total"], "histogram": ["_bucket", "_count", "_sum"], "gauge": [""]]
        return types.first { family, type in (endings[type] ?? []).contains { family + $0 == name } }?.key
    }

    @Test func `an answer stands in every bucket that it fits in`() {
        let metrics = Metrics()
        for milliseconds in [1, 30, 30, 60_000] {
            metrics.count("/a", .get, .ok, .milliseconds(milliseconds))
        }
        let text = OpenMetrics(metrics.current, ProcessFigures(), livePages: 0).text
        for (limit, count) in [("0.005", 1), ("0.025", 1), ("0.05", 3), ("10.0", 3), ("+Inf", 4)] {
            #expect(text.contains("_bucket{route=\"/a\",le=\"\(limit)\"} \(count)\n"))
        }
        #expect(text.contains("http_request_duration_seconds_count{route=\"/a\"} 4\n"))
    }

    @Test func `a stranger's methods make no series of their own`() {
        let metrics = Metrics()
        for name in ["BREW", "WHEN"] {
            metrics.count("/a", HTTPRequest.Method(rawValue: name) ?? .get, .ok, .zero)
        }
        #expect(metrics.current.answered.keys.map(\.method) == ["other"])
    }

    @Test func `health needs nothing, readiness the database`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
                #expect(try await client.execute(uri: "/readyz", method: .get).status == .ok)
                try await server.server.services.database.close()
                #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
                #expect(try await client.execute(uri: "/readyz", method: .get).status == .serviceUnavailable)
            }
        }
    }
}
