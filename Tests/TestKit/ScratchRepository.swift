import Foundation

/// A real git repository in a temporary folder, made by git, with names and dates that never change.
///
/// It goes when nobody holds it.
package final class ScratchRepository: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    /// The temporary folder, for clones and other things beside the repository.
    package let folder: String
    package let path: String

    /// - Parameter options: for `git init`, for example `--bare` or `--object-format=sha256`.
    package init(_ options: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tutti-test-\(UUID().uuidString)").path()
        path = folder + "/work"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.git(["init", "--quiet", "--initial-branch=main"] + options + [path], in: folder)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs git in the repository and gives what it prints, without the last line's end.
    @discardableResult
    package func git(_ arguments: String..., environment: [String: String] = [:]) throws -> String {
        try Self.git(arguments, in: path, environment: environment)
    }

    package func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

    package func write(_ bytes: Data, to name: String) throws {
        let file = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    /// Commits everything that lies in the work tree.
    /// - Parameter at: seconds since 1970 and an offset, as git writes them.
    /// - Returns: the commit's id.
    @discardableResult
    package func commit(
        _ message: String, by author: String = "Ada", email: String = "ada@example.org", at: String = "1700000000 +0100"
    ) throws -> String {
        try git("add", "--all")
        try git(
            "commit", "--quiet", "--allow-empty", "--message", message,
            environment: [
                "GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": email, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at,
            ])
        return try git("rev-parse", "HEAD")
    }

    /// Makes a commit of any bytes, also of those that git itself would refuse, and moves the branch to it.
    @discardableResult
    package func commit(raw bytes: Data, branch: String = "main") throws -> String {
        let file = folder + "/raw-commit"
        try bytes.write(to: URL(filePath: file))
        let id = try git("hash-object", "-t", "commit", "-w", "--literally", file)
        try git("update-ref", "refs/heads/" + branch, id)
        return id
    }

    @discardableResult
    package static func git(
        _ arguments: [String], in folder: String, environment: [String: String] = [:]
    ) throws -> String {
        let fixed = [
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "1700000000 +0100",
            "GIT_COMMITTER_NAME": "Com", "GIT_COMMITTER_EMAIL": "com@example.org",
            "GIT_COMMITTER_DATE": "1700000000 +0100",
        ]
        let run = try BuiltProgram.run(
            "/usr/bin/env", ["git", "-C", folder, "-c", "protocol.file.allow=always"] + arguments,
            environment: fixed.merging(environment) { $1 })
        guard run.status == 0 else {
            throw Failure(description: "git \(arguments.joined(separator: " ")): \(run.errors)")
        }
        return run.output.hasSuffix("\n") ? String(run.output.dropLast()) : run.output
    }
}
