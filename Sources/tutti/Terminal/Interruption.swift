import Dispatch
import Foundation

/// Ends work in good order on Ctrl-C and SIGTERM: everything temporary goes, then the program.
enum Interruption {
    /// Cancels `work` at the first signal. A second one ends the program at once.
    ///
    /// Whatever `work` puts into the temporary folder goes with it: a thread that has not heard yet of the end cannot
    /// leave anything behind.
    static func cancels<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let scratch = try TemporaryFolder()
        let before = ProcessInfo.processInfo.environment["TMPDIR"]
        setenv("TMPDIR", scratch.path, 1)
        let task = Task { try await work() }
        let sources = [SIGINT, SIGTERM].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                guard task.isCancelled else { return task.cancel() }
                scratch.remove()
                exit(Ending.Code.interrupted.rawValue)
            }
            signal(number, SIG_IGN)
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            scratch.remove()
            if let before { setenv("TMPDIR", before, 1) } else { unsetenv("TMPDIR") }
        }
        return try await task.value
    }
}
