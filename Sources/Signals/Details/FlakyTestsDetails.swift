import Records

/// Tests that passed and failed on the same code.
package struct FlakyTestsDetails: Codable, Hashable, Sendable {
    package struct Test: Codable, Hashable, Sendable {
        package var suite: String
        package var name: String
        /// Commits and configurations on which it ran at least twice, and of those the ones with both outcomes.
        package var groups: Int
        package var flaky: Int
        /// As the report names it; nil where it names none.
        package var file: String?
        /// Nil where nobody is known to answer for the file.
        package var owner: FileOwner?
        package var rate: Double { groups > 0 ? Double(flaky) / Double(groups) : 0 }
    }

    /// Flaky ones, the most often first; two hundred at most.
    package var tests: [Test]
    package var flakyTests: Int
    package var allTests: Int
    package var groups: Int
    package var flakyGroups: Int
    /// The chance that a run meets a flake, if each test flakes at its rate (HANDBOOK A22). Far too high where only what
    /// failed is run again.
    package var suite: Double
    /// The same over all commits and configurations that each test ran on, repeated or not. Too low where nothing is repeated.
    package var suiteOfAllRuns: Double

    /// Without names of people that a git history alone tells.
    package var withoutNames: FlakyTestsDetails {
        var details = self
        for place in details.tests.indices { details.tests[place].owner = details.tests[place].owner?.withoutNames }
        return details
    }
}
