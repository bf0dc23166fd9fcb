import TestKit
import Testing

@Suite("Tables of the shared data", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct PeerTableTests {
    @Test func `quotes, commas and line ends inside cells stay`() throws {
        let table = try PeerTable("devlake/github/raw_tables/_raw_github_api_pull_requests.csv")
        #expect(table.rows.count == 50)
        #expect(table.rows.allSatisfy { ($0["data"] ?? "").hasPrefix("{\"url\"") && $0["data"]?.last == "}" })
    }
}
