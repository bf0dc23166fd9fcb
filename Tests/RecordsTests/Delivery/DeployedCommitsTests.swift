import Records
import Testing

@Suite("What a deployment brought")
struct DeployedCommitsTests {
    /// a – b – d – e, and c beside b, merged by d.
    private let graph = CommitGraph(parents: ["b": ["a"], "c": ["a"], "d": ["b", "c"], "e": ["d"]])

    @Test func `by ancestry, nearest first`() {
        #expect(graph.commits(in: "e", notIn: "b") == ["e", "d", "c"])
        #expect(graph.commits(in: "d", notIn: nil) == ["d", "b", "c", "a"])
        #expect(graph.commits(in: "b", notIn: "e") == [])
        #expect(graph.commits(in: "x", notIn: "a") == ["x"])
    }

    private func deployment(
        _ commit: String, at: Int64, _ result: Build.Result = .succeeded, service: String = "shop",
        environment: Deployment.Environment = .production
    ) -> Deployment {
        var deployment = Deployment(
            key: RecordKey("ci", .deployment, "\(at)"), service: service, environment: environment, state: .finished,
            result: result, commits: [DeployedCommit(repositoryName: "acme/shop", commit: commit)])
        deployment.finishedAt = at
        return deployment
    }

    @Test func `compared with the last successful one; the first has nothing to be compared with`() {
        let ranges = DeployedCommits.ranges(
            of: [
                deployment("e", at: 4), deployment("b", at: 1), deployment("d", at: 2, .failed),
                deployment("d", at: 3, environment: .staging), deployment("c", at: 3, service: "other"),
            ], in: ["acme/shop": graph])
        #expect(ranges.map(\.deployment.finishedAt) == [1, 3, 4])
        #expect(ranges.map(\.commits) == [[], [], ["c", "d", "e"]])
    }

    @Test func `a team's word goes before a name, and nobody's word stays unknown`() {
        var live = deployment("a", at: 1, environment: .staging)
        live.originalEnvironment = "Blue"
        let rule = EnvironmentRule(named: ["blue": .production])
        #expect(rule.environment(of: live) == .production)
        let unsaid = deployment("a", at: 1, environment: .unknown)
        #expect(rule.environment(of: unsaid) == .unknown)
        #expect(EnvironmentRule(otherwise: .production).environment(of: unsaid) == .production)
    }
}
