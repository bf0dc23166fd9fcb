/// What a test waited for in vain.
package struct LateTrouble: Error, CustomStringConvertible {
    package let description: String
}

/// Waits for what another thread or process does. The deadline is for what never comes: a machine may have much else to do.
///
/// - Throws: `LateTrouble` after ten minutes.
package func until(
    _ what: String, every pause: Duration = .milliseconds(50), _ isThere: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(600)
    while try await !isThere() {
        if ContinuousClock.now > deadline { throw LateTrouble(description: "after ten minutes not yet: \(what)") }
        try await Task.sleep(for: pause)
    }
}
