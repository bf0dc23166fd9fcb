import Connectors
import Foundation
import Records
import Testing

/// Keys rest on where an answer was given; an installation may live on a port or below a path.
@Suite("Where an answer of GitLab is from")
struct GitLabAddressTests {
    private func repository(_ page: String, at address: String?) throws -> String {
        let body = #"{"id": 7, "path_with_namespace": "acme/shop", "web_url": "\#(page)"}"#
        let records = try Connector.gitLab.map(
            RawAnswer(category: "projects", body: Data(body.utf8), url: address))
        guard case .repository(let repository) = records.first else { throw MappingTrouble.missing("repository") }
        return repository.key.description
    }

    @Test(
        arguments: [
            ("https://gitlab.com/acme/shop", "https://gitlab.com/api/v4/projects/7", "gitlab.com/repository/7"),
            ("https://gitlab.com/acme/shop", nil, "gitlab.com/repository/7"),
            ("https://a.example/git/acme/shop", nil, "a.example/git/repository/7"),
            (
                "https://a.example/git/acme/shop", "https://a.example/git/api/v4/projects?page=2",
                "a.example/git/repository/7"
            ),
            ("http://a.example:3000/acme/shop", nil, "a.example:3000/repository/7"),
            ("https://acme/shop/acme/shop", nil, "acme/shop/repository/7"),
        ] as [(String, String?, String)])
    func `is told by its address, else by its page`(_ page: String, _ address: String?, _ key: String) throws {
        #expect(try repository(page, at: address) == key)
    }

    @Test func `a project that was asked for by its path keeps that path`() throws {
        let body = #"{"id": 1, "head_commit_sha": "abbe0ab2c7", "created_at": "2025-03-04T09:30:00Z"}"#
        let records = try Connector.gitLab.map(
            RawAnswer(
                category: "merge-request-versions", body: Data(body.utf8),
                url: "https://gitlab.com/api/v4/projects/acme%2Fshop/merge_requests/12/versions?page=1#x"))
        #expect(GitLabSample.events(records).map(\.pullRequest.id) == ["acme/shop!12"])
    }

    @Test func `an answer that needs its address says so`() {
        let body = Data(
            #"{"id": "aa", "author_name": "A", "author_email": "a@b", "created_at": "2025-03-04T09:30:00Z"}"#.utf8)
        #expect(throws: MappingTrouble.missing("iid")) {
            try Connector.gitLab.map(RawAnswer(category: "merge-request-commits", body: body))
        }
    }
}
