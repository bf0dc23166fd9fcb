/// How much happens, and how it is spread. What takes time is told in working hours of whoever takes it.
package struct Rates: Sendable {
    /// Per person and sprint.
    var workItems = 2.6
    /// Of the items: worked on by a pull request at least.
    var withPullRequest = 0.85
    /// Beside those that belong to an item, per person and sprint.
    var otherPullRequests = 1.1
    /// Per repository and week, by a machine.
    var machinePullRequests = 0.7
    /// Of the pull requests: two people are asked instead of one.
    var secondReviewer = 0.45
    /// Of the same: the team is asked, and nobody in particular.
    var teamAsked = 0.2
    /// After each review: the reviewer wants another look.
    var anotherRound = 0.42
    /// Remarks on lines that come with a review.
    var lineComments = 1.6
    var generalComments = 0.5
    /// Beside the first.
    var moreCommits = 1.5
    /// Of the pushes to a pull request.
    var built = 1.0
    /// Parts of a build that are told of.
    var jobs = ["lint", "build", "test"]
    /// Whether reports of tests, coverage and findings are handed in.
    var reports = true

    /// Hours.
    var coding = (median: 6.0, spread: 1.0)
    var pickup = (median: 2.4, spread: 1.0)
    var answer = (median: 2.0, spread: 0.9)
    var merge = (median: 0.7, spread: 1.1)
    /// Lines.
    var size = (median: 46.0, spread: 1.15)
    /// Of the deployments to production.
    var failingDeployments = 0.04
    var incidents = 0.05

    package init() {}
}
