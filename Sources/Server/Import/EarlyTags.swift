import Connectors
import Records

/// The tags of a clone: asked for at once and needed at the end, so that nobody waits for them.
struct EarlyTags: Sendable {
    private let asking: Task<[Tag], any Error>

    init(_ clone: GitRepository) { asking = Task { try await clone.tags() } }

    /// - Throws: `GitTrouble`.
    func all() async throws -> [Tag] { try await asking.value }

    /// Waits until nobody asks any more: whoever asks holds what the clone is read through.
    func end() async {
        asking.cancel()
        _ = await asking.result
    }
}
