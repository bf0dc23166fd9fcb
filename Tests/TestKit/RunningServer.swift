import Foundation

/// `tutti serve` as a user starts it: the built program, on a free port, in a data folder of its own.
package final class RunningServer {
    package let address: String
    package let data: URL
    private let process: Process

    /// Starts the server and waits until it says where it listens.
    ///
    /// - Parameter environment: what is set beside the environment of the tests.
    package init(
        _ arguments: [String], data: URL? = nil, program: String = BuiltProgram.path("tutti"),
        environment: [String: String] = [:]
    ) throws {
        let folder =
            data ?? FileManager.default.temporaryDirectory.appending(path: "tutti-serve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let log = folder.appending(path: "server.log")
        try Data().write(to: log)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["serve", "--port", "0", "--data", folder.path()] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        try process.run()
        self.process = process
        self.data = folder
        address = try Self.waitForAddress(in: log, of: process)
    }

    private static func waitForAddress(in log: URL, of process: Process) throws -> String {
        let deadline = Date(timeIntervalSinceNow: 180)
        while Date() < deadline {
            let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
            if let match = text.firstMatch(of: /https?:\/\/[0-9a-z.\[\]:]+:[0-9]+/) { return String(match.0) }
            guard process.isRunning else { throw ServerTrouble.ended(text) }
            Thread.sleep(forTimeInterval: 0.02)
        }
        process.terminate()
        throw ServerTrouble.silent
    }

    /// For those who kill it as a power cut would.
    package var processIdentifier: Int32 { process.processIdentifier }

    /// Its folder stays.
    package func waitForEnd() { process.waitUntilExit() }

    /// - Parameter keepingData: for those who look at it afterwards.
    package func stop(keepingData: Bool = false) {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        if !keepingData { try? FileManager.default.removeItem(at: data) }
    }

    deinit { if process.isRunning { process.terminate() } }
}

package enum ServerTrouble: Error, CustomStringConvertible {
    case ended(String)
    case silent

    package var description: String {
        switch self {
        case .ended(let log): "tutti serve ended by itself:\n\(log)"
        case .silent: "tutti serve did not say within 30 seconds where it listens."
        }
    }
}
