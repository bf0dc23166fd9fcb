import Records
import Testing

@Suite("Builds that deploy")
struct BuildDeploymentsTests {
    private let builds = BuildDeployments(
        service: { _ in "shop" }, isDeployment: { $0.name == "release" }, deploys: { $0.name.hasPrefix("deploy") },
        environment: { _, jobs in jobs.first?.stage })

    private func build(_ name: String, _ result: Build.Result?) -> Build {
        Build(
            key: RecordKey("ci", .build, "\(name)"), repository: nil, name: name,
            state: result == nil ? .running : .finished, result: result, originalState: "")
    }

    private func job(_ name: String, of build: Build, _ result: Build.Result) -> Job {
        Job(
            key: RecordKey("ci", .job, "\(build.name)-\(name)"), build: build.key, name: name, stage: "live",
            state: .finished, result: result, originalState: "")
    }

    private func deployments(_ all: [Build], _ jobs: [Job]) -> [Deployment] {
        builds.deployments(of: all, jobs: jobs) { $0 == "live" ? .production : .unknown }
    }

    @Test func `two regions are one deployment`() {
        let main = build("main", .succeeded)
        let found = deployments(
            [main], [job("deploy-eu", of: main, .succeeded), job("deploy-us", of: main, .succeeded)])
        #expect(found.map(\.key.description) == ["ci/deployment/build-main"])
        #expect(found.map(\.environment) == [.production])
    }

    @Test func `what was skipped deployed nothing`() {
        let main = build("main", .succeeded)
        #expect(deployments([main], [job("deploy-eu", of: main, .skipped), job("test", of: main, .succeeded)]) == [])
        #expect(deployments([build("release", .skipped)], []) == [])
        #expect(deployments([build("release", .failed)], []).map(\.result) == [.failed])
    }
}
