extension GitRepository {
    /// Where a clone came from, as its remote `origin` says, without a user name or a password; nil where it has none, or
    /// where that is a folder.
    package func origin() async throws -> String? {
        let found = try await GitClone.inspector(at: clone.gitFolder)
            .lines(["config", "--get", "remote.origin.url"], accepting: [0, 1]).last
        guard let found, case .remote(let address)? = try? GitLocation(found) else { return nil }
        return address.shown
    }
}
