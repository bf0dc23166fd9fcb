import Connectors
import Foundation
import Records
import Testing

@Suite("Answers of GitHub that cannot be understood")
struct GitHubTroubleTests {
    struct Broken: CustomTestStringConvertible {
        var category: String
        var body: String
        var url: String?
        var trouble: MappingTrouble

        var testDescription: String { "\(category) \(trouble)" }
    }

    @Test(arguments: [
        Broken(category: "pull-requests", body: "{}", trouble: .missing("url")),
        Broken(category: "pull-requests", body: #"{"message":"API rate limit exceeded"}"#, trouble: .missing("url")),
        Broken(
            category: "pull-request-commits", body: #"{"sha":"a","commit":{"author":{"date":"2026-03-02T08:00:00Z"}}}"#,
            trouble: .missing("url")),
        Broken(
            category: "pull-request-commits", body: #"{"sha":"a","commit":{}}"#,
            url: "https://api.github.com/repos/a/b/pulls/1/commits", trouble: .missing("author.date")),
        Broken(
            category: "comments", body: #"{"id":1,"created_at":"yesterday"}"#,
            trouble: .wrong("created_at", found: "yesterday", wanted: "a value we know")),
        Broken(
            category: "reviews", body: #"{"id":"1","state":"APPROVED"}"#,
            trouble: .wrong("id", found: "of another kind", wanted: "a number")),
        Broken(
            category: "events", body: #"{"id":1,"event":"closed","created_at":"2026-03-02T08:00:00Z"}"#,
            trouble: .missing("issue")),
        Broken(
            category: "milestones", body: #"{"id":1,"url":"nowhere","title":"One"}"#,
            trouble: .wrong("url", found: "nowhere", wanted: "an address of something in a repository")),
        Broken(
            category: "stars", body: "{}",
            trouble: .unknownCategory("stars", known: SourceKind.gitHub.categories.map(\.id))),
    ])
    func `say which field is missing or wrong`(_ broken: Broken) {
        #expect(throws: broken.trouble) {
            try Connector.gitHub.map(
                RawAnswer(category: broken.category, body: Data(broken.body.utf8), url: broken.url))
        }
    }

    @Test(arguments: SourceKind.gitHub.categories.map(\.id))
    func `a text that ends in the middle is not JSON`(_ category: String) {
        let answer = RawAnswer(
            category: category, body: Data(#"{"id":1,"#.utf8), url: "https://github.com/a/b/pull/1",
            event: category == "webhook" ? "issues" : nil)
        #expect { try Connector.gitHub.map(answer) } throws: { error in
            if case MappingTrouble.notJSON = error { true } else { false }
        }
    }
}
