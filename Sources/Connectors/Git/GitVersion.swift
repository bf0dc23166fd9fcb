/// The version of the git program.
struct GitVersion: Comparable, Sendable {
    var major: Int
    var minor: Int

    static let oldest = GitVersion(major: 2, minor: 30)

    init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// From `git version 2.39.5 (Apple Git-154)` and its like.
    init?(_ text: String) {
        guard let match = text.firstMatch(of: #/git version (\d+)\.(\d+)/#),
            let major = Int(match.output.1), let minor = Int(match.output.2)
        else { return nil }
        self.init(major: major, minor: minor)
    }

    static func < (left: GitVersion, right: GitVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    /// - Throws: `GitTrouble` where git is missing or older than what is needed here.
    static func installed(
        asking git: GitProcess = GitProcess(environment: GitEnvironment.inspecting())
    ) async throws -> GitVersion {
        let text = try await git.lines(["--version"]).first ?? ""
        guard let version = GitVersion(text) else { throw GitTrouble.garbled("--version") }
        if version < oldest { throw GitTrouble.gitTooOld(found: "\(version.major).\(version.minor)") }
        return version
    }
}
