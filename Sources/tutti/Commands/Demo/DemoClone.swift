import Connectors
import Foundation
import Invention

/// A real clone of an invented repository, made by git.
struct DemoClone: Sendable {
    private let path: String
    private let git: GitProcess

    init(_ path: String) {
        self.path = path
        let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        git = GitProcess(
            environment: [
                "PATH": search, "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
                "GIT_TERMINAL_PROMPT": "0",
            ], options: ["-C", path])
    }

    /// - Throws: `GitTrouble`.
    func write(_ history: InventedHistory) async throws -> DrawnInvention.Written {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        _ = try await git.output(["init", "--quiet", "--initial-branch=main"])
        _ = try await git.output(["remote", "add", "origin", history.address])
        var stream: [UInt8] = []
        let changes = try history.write { stream += $0 }
        let marks = path + "/.git/invented-marks"
        _ = try await git.output(
            ["fast-import", "--quiet", "--done", "--export-marks=\(marks)"], input: stream)
        _ = try await git.output(["reset", "--quiet", "--hard", "main"])
        let names = try String(contentsOfFile: marks, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.count == 2 ? Int(words[0].dropFirst()).map { ($0, String(words[1])) } : nil
        }
        try FileManager.default.removeItem(atPath: marks)
        return DrawnInvention.Written(names: Dictionary(names) { $1 }, changes: changes)
    }
}
