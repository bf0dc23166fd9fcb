import Connectors
import Foundation
import Records

/// What a pipeline or a clone says of itself: the usual values of what a script leaves out.
struct PipelineContext {
    var repository: String?
    var commit: String?
    var branch: String?
    /// The pipeline's or workflow's name.
    var name: String?
    /// Names the run within its repository.
    var build: String?
    var number: Int?
    var attempt: Int?
    var trigger: String?
    var environment: String?
    var url: String?
    /// The key under which the code host tells of the build or job, where its own pipeline runs us.
    var run: RecordKey?

    /// - Parameter git: asks git in the folder that we stand in; nil where it has no answer.
    init(_ environment: [String: String], git: ([String]) -> String?) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if value("GITHUB_ACTIONS") == "true" {
            readGitHub(value)
        } else if value("GITLAB_CI") == "true" {
            readGitLab(value)
        } else {
            commit = git(["rev-parse", "HEAD"])
            branch = git(["symbolic-ref", "--short", "-q", "HEAD"])
            repository = git(["config", "--get", "remote.origin.url"]).flatMap { Self.repository(of: $0) }
        }
    }

    private mutating func readGitHub(_ value: (String) -> String?) {
        repository = value("GITHUB_REPOSITORY")
        commit = value("GITHUB_SHA")
        branch = value("GITHUB_HEAD_REF") ?? value("GITHUB_REF_NAME")
        name = value("GITHUB_WORKFLOW")
        build = value("GITHUB_RUN_ID")
        number = value("GITHUB_RUN_NUMBER").flatMap { Int($0) }
        attempt = value("GITHUB_RUN_ATTEMPT").flatMap { Int($0) }
        trigger = value("GITHUB_EVENT_NAME")
        guard let repository, let build else { return }
        let server = value("GITHUB_SERVER_URL") ?? "https://github.com"
        url = "\(server)/\(repository)/actions/runs/\(build)"
        run = URL(string: server)?.host().map {
            RecordKey($0, .build, "run-\(build)-\(attempt ?? 1)")
        }
    }

    private mutating func readGitLab(_ value: (String) -> String?) {
        repository = value("CI_PROJECT_PATH")
        commit = value("CI_COMMIT_SHA")
        branch = value("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") ?? value("CI_COMMIT_REF_NAME")
        build = value("CI_PIPELINE_ID")
        number = value("CI_PIPELINE_IID").flatMap { Int($0) }
        trigger = value("CI_PIPELINE_SOURCE")
        environment = value("CI_ENVIRONMENT_NAME")
        url = value("CI_PIPELINE_URL")
        guard let server = value("CI_SERVER_URL"), let start = server.range(of: "://"), let build else { return }
        run = RecordKey(String(server[start.upperBound...]), .build, build)
    }

    /// `git@git.example.org:acme/shop.git` and `https://git.example.org/acme/shop` → `acme/shop`
    static func repository(of remote: String) -> String? {
        var path = remote[...]
        if let scheme = path.range(of: "://") {
            path = path[scheme.upperBound...]
            guard let slash = path.firstIndex(of: "/") else { return nil }
            path = path[path.index(after: slash)...]
        } else if let colon = path.firstIndex(of: ":"), !path[..<colon].contains("/") {
            path = path[path.index(after: colon)...]
        } else {
            return nil
        }
        path = path.hasSuffix("/") ? path.dropLast() : path
        path = path.hasSuffix(".git") ? path.dropLast(4) : path
        let name = path.drop { $0 == "/" }
        return name.isEmpty ? nil : String(name)
    }

    /// Of the process and the folder that it runs in.
    static func current() -> PipelineContext { PipelineContext(ProcessInfo.processInfo.environment, git: git) }

    private static func git(_ arguments: [String]) -> String? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return process.terminationStatus == 0 && !text.isEmpty ? text : nil
    }
}
