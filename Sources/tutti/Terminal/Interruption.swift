import Dispatch
import Foundation

/// Ends work in good order on Ctrl-C and SIGTERM: everything temporary goes, then the program.
enum Interruption {
    /// Cancels `work` at the first signal. A second one ends the program at once.
    static func cancels<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = Task { try await work() }
        let sources = [SIGINT, SIGTERM].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if task.isCancelled { exit(Ending.Code.interrupted.rawValue) }
                task.cancel()
            }
            signal(number, SIG_IGN)
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
