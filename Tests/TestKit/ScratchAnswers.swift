import Foundation

extension ScratchRepository {
    /// The bytes that git prints in the repository for an input.
    ///
    /// - Parameter accepting: exit codes that are an answer and no failure.
    package func answer(_ arguments: [String], input: Data = Data(), accepting: Set<Int32> = [0]) throws -> Data {
        // Files instead of pipes, so that neither side waits for the other.
        let asked = URL(filePath: "\(folder)/in-\(UUID().uuidString)")
        let answered = URL(filePath: "\(folder)/out-\(UUID().uuidString)")
        defer { [asked, answered].forEach { try? FileManager.default.removeItem(at: $0) } }
        try input.write(to: asked)
        try Data().write(to: answered)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging([
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C",
        ]) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: asked)
        process.standardOutput = try FileHandle(forWritingTo: answered)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard accepting.contains(process.terminationStatus) else {
            throw Failure(description: "git \(arguments.joined(separator: " ")): exit \(process.terminationStatus)")
        }
        return try Data(contentsOf: answered)
    }
}
