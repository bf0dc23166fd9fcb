import Foundation
import TestKit
import Testing

@testable import Connectors

@Suite("GitHub's GraphQL interface")
struct GitHubGraphQuestionTests {
    /// `scripts/check-graphql` judges these files by GitHub's published schema.
    @Test func `is asked four questions, which are kept to be judged`() throws {
        try expectGolden(GitHubGraphQuestion.query("OPEN", 25) + "\n", "pull-requests.graphql")
        try expectGolden(GitHubGraphQuestion.mergeable(100) + "\n", "mergeable.graphql")
        try expectGolden(GitHubGraphQuestion.files([12, 15], 100) + "\n", "pull-request-files.graphql")
        try expectGolden(GitHubGraphQuestion.teams(2, 100) + "\n", "teams.graphql")
    }

    @Test func `a question that an older edition does not understand is known from one that failed`() {
        let unknown = #"{"errors":[{"message":"Field 'x' doesn't exist","extensions":{"code":"undefinedField"}}]}"#
        let failed = #"{"errors":[{"message":"Something went wrong"}]}"#
        let forbidden = #"{"errors":[{"type":"FORBIDDEN","extensions":{"code":"saml"},"message":"no"}]}"#
        #expect(GraphErrors(Data(unknown.utf8)).isMisunderstood)
        #expect(!GraphErrors(Data(failed.utf8)).isMisunderstood)
        #expect(!GraphErrors(Data(forbidden.utf8)).isMisunderstood)
    }

    @Test(arguments: [#"{"id":"9007199254740993"}"#, #"{"id":9007199254740993}"#])
    func `long numbers are read as they come`(_ body: String) throws {
        struct Told: Decodable { let id: GitHubLongNumber }
        #expect(try JSONDecoder().decode(Told.self, from: Data(body.utf8)).id.value == 9_007_199_254_740_993)
    }
}
