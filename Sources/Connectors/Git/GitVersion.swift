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

/// The version of the git program, asked for once, when somebody first wants it.
actor AskedGitVersion {
    private var asking: Task<GitVersion, any Error>?

    /// - Parameter asking: where somebody has asked already.
    init(_ asking: Task<GitVersion, any Error>? = nil) { self.asking = asking }

    /// - Throws: `GitTrouble` where git is missing or older than what is needed here.
    var value: GitVersion {
        get async throws {
            let asking = asking ?? Task { try await GitVersion.installed() }
            self.asking = asking
            return try await asking.value
        }
    }
}
