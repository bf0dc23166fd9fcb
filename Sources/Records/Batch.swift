/// What one step of reading brings from a connector to the store.
///
/// A fragment stands alone: its commits refer to its own signatures and paths. Saving the same fragment twice
/// changes nothing, so a step that was cut off is simply taken again.
package struct Batch: Sendable {
    package var repository: Repository
    package var fragment: History

    package init(repository: Repository, fragment: History) {
        self.repository = repository
        self.fragment = fragment
    }
}
