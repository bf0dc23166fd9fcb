/// What is asked of a clone at once and needed at the end, so that nobody waits for it.
struct EarlyAnswer<Value: Sendable>: Sendable {
    private let asking: Task<Value, any Error>

    init(_ ask: @escaping @Sendable () async throws -> Value) { asking = Task { try await ask() } }

    /// - Throws: what asking throws, or `CancellationError`.
    func value() async throws -> Value {
        try await withTaskCancellationHandler {
            try await asking.value
        } onCancel: {
            asking.cancel()
        }
    }

    /// Waits until nobody asks any more: whoever asks holds what the clone is read through.
    func end() async {
        asking.cancel()
        _ = await asking.result
    }
}
