import Foundation
import Subprocess
import SystemPackage

/// Runs the git program, and hands over what it prints as bytes.
///
/// Reading is done on threads of its own, because a history arrives in gigabytes and a hop between tasks for
/// every buffer would cost more than the parsing. No variable of the caller's environment that steers git
/// gets through, unless `environment` says so.
package struct GitProcess: Sendable {
    /// All that git gets to see of the environment.
    package var environment: [String: String]
    /// What stands before every command: `-C folder`, `-c name=value`.
    package var options: [String]

    /// Asked for beside the first command: whatever a git that is too old makes of it, this says why.
    private let version: AskedGitVersion?

    package init(environment: [String: String], options: [String] = []) {
        self.init(environment: environment, options: options, version: nil)
    }

    init(environment: [String: String], options: [String] = [], version: AskedGitVersion?) {
        self.environment = environment
        self.options = options
        self.version = version
    }

    /// All that a command prints.
    /// - Parameter accepting: exit codes that are an answer and no failure.
    package func output(
        _ arguments: [String], input: [UInt8] = [], accepting: Set<Int32> = [0]
    ) async throws -> [UInt8] {
        try await stream(arguments, input: input, accepting: accepting) { try $0.rest() }
    }

    /// What a command prints, as lines without their ends.
    package func lines(
        _ arguments: [String], input: [UInt8] = [], accepting: Set<Int32> = [0]
    ) async throws -> [String] {
        try await output(arguments, input: input, accepting: accepting)
            .split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The exit code of a command that answers by it.
    package func status(_ arguments: [String], accepting: Set<Int32>) async throws -> Int32 {
        let file = try ScratchFile()
        return try await launch(arguments, input: file.descriptor, accepting: accepting) { _ in () }.status
    }

    /// Hands what a command prints to `body`, on a thread of its own.
    ///
    /// `body` may stop early: git is then ended. When git fails, its words win over what `body` made of the rest.
    /// - Throws: `GitTrouble`, what `body` throws, or `CancellationError`.
    package func stream<Value: Sendable>(
        _ arguments: [String], input: [UInt8] = [], accepting: Set<Int32> = [0],
        body: @escaping @Sendable (inout ByteReader) throws -> Value
    ) async throws -> Value {
        let file = try ScratchFile(holding: input)
        return try await launch(arguments, input: file.descriptor, accepting: accepting) { output in
            var reader = ByteReader(output)
            return try body(&reader)
        }.value
    }

    /// Starts git, reading `input`, and gives `body` the descriptor that its output comes from.
    ///
    /// `body` runs on a thread of its own; the descriptor is closed after it, `input` is left to the caller.
    func launch<Value: Sendable>(
        _ arguments: [String], input: FileDescriptor, accepting: Set<Int32> = [0],
        body: @escaping @Sendable (FileDescriptor) throws -> Value
    ) async throws -> (value: Value, status: Int32) {
        let complaints = try ScratchFile()
        let pipe = try BytePipe()
        defer { pipe.closeBoth() }
        // Waited for whatever happens, so that nothing is still being started when a command ends.
        async let asked = version?.value
        do {
            let run = try await Subprocess.run(
                program, arguments: Arguments(options + arguments), environment: .custom(variables),
                input: .fileDescriptor(input, closeAfterSpawningProcess: false),
                output: .fileDescriptor(pipe.writer, closeAfterSpawningProcess: false),
                error: .fileDescriptor(complaints.descriptor, closeAfterSpawningProcess: false)
            ) { _ in
                pipe.closeWriter()
                return await onThread {
                    defer { pipe.closeReader() }
                    return Result { try body(pipe.reader) }
                }
            }
            try Task.checkCancellation()
            _ = try await asked
            return try judge(run.closureResult, run.terminationStatus, accepting, arguments, complaints)
        } catch let error as SubprocessError {
            throw GitTrouble(error)
        }
    }

    /// Found here, because the library starts a process for every folder of the path in which there is no git.
    private var program: Executable {
        let folders = (environment["PATH"] ?? "").split(separator: ":").map { String($0) + "/git" }
        let found = folders.first(where: { access($0, X_OK) == 0 && !FileManager.default.isFolder(atPath: $0) })
        return found.map { .path(FilePath($0)) } ?? .name("git")
    }

    private var variables: [Environment.Key: String] {
        Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), $1) })
    }

    private func judge<Value>(
        _ result: Result<Value, any Error>, _ status: TerminationStatus, _ accepting: Set<Int32>,
        _ arguments: [String], _ complaints: ScratchFile
    ) throws -> (value: Value, status: Int32) {
        let command = arguments.first { !$0.hasPrefix("-") } ?? ""
        switch status {
        case .exited(let code) where accepting.contains(code): return (try result.get(), code)
        // It was writing to somebody who had heard enough.
        case .signaled(SIGPIPE): return (try result.get(), 0)
        case .exited: throw GitTrouble(command: command, complaints: complaints.text())
        case .signaled(let signal):
            throw GitTrouble.failed(command: command, reason: "it was ended by signal \(signal)")
        }
    }
}

extension FileManager {
    fileprivate func isFolder(atPath path: String) -> Bool {
        var isFolder: ObjCBool = false
        return fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
