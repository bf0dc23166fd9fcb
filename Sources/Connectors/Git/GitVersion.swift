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
        guard text.hasPrefix("git version ") else { return nil }
        let numbers = text.dropFirst("git version ".count).split(separator: ".", maxSplits: 2)
        guard numbers.count >= 2, let major = Int(numbers[0]), let minor = Int(numbers[1].prefix { $0.isNumber })
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
