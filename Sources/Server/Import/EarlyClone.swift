import Connectors

/// A clone on its way to be opened, so that nobody who opens a database meanwhile waits for it.
package struct EarlyClone: Sendable {
    /// A path or URL.
    let location: String
    private let opening: Task<GitRepository, any Error>

    /// - Parameters:
    ///   - mirrors: the folder for copies of what lies behind URLs.
    package init(_ location: String, mirrors: String) {
        self.location = location
        opening = Task { try await GitRepository.open(location, mirrors: mirrors) }
    }

    /// - Throws: `GitTrouble`, `CancellationError`.
    func open() async throws -> GitRepository {
        try await withTaskCancellationHandler {
            try await opening.value
        } onCancel: {
            opening.cancel()
        }
    }

    /// Waits until nobody opens it any more.
    package func end() async {
        opening.cancel()
        _ = await opening.result
    }
}
