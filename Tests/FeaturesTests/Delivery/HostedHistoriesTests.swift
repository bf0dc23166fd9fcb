import Records
import Testing

@testable import Features

@Suite("Clones of hosted repositories")
struct HostedHistoriesTests {
    @Test(arguments: [
        ("https://github.com/octocat/Hello-World.git", "github.com/octocat/hello-world"),
        ("git@github.com:octocat/hello-world", "github.com/octocat/hello-world"),
        ("github.com:octocat/hello-world.git", "github.com/octocat/hello-world"),
        ("ssh://git@code.example.org:2222/group/sub/web.git", "code.example.org/group/sub/web"),
        ("/srv/clones/hello-world", nil), ("file:///srv/hello-world", nil), ("hello-world", nil),
    ])
    func `are known by their address`(_ address: String, _ place: String?) {
        #expect(HostedHistories.place(address) == place)
    }

    @Test func `and never by a name alone`() {
        let key = RecordKey("github.com", .repository, "1")
        let hosted = [HostedRepository(key: key, fullName: "octocat/web")]
        func repository(_ location: String) -> [Repository] { [Repository(id: "web", name: "web", location: location)] }
        #expect(HostedHistories(hosted, repository("https://github.com/octocat/web"))[key] == "web")
        #expect(HostedHistories(hosted, repository("https://github.com/fork/web"))[key] == nil)
        #expect(HostedHistories(hosted, repository("/srv/web"))[key] == nil)
        let origins = ["web": "git@github.com:octocat/web.git"]
        #expect(HostedHistories(hosted, repository("/srv/web"), origins: origins)[key] == "web")
        #expect(HostedHistories(hosted, repository("https://github.com/fork/web"), origins: origins)[key] == nil)
    }
}
