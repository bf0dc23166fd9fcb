import Connectors
import Features
import Records

extension Measurer {
    /// How it stood when a timeframe began, over a timeframe of the same length: the tree of the newest commit of the
    /// main line then, and what that commit grew out of. People are recognised by what is known today.
    ///
    /// Nil without a beginning, where the history begins later, and where the clone can no longer show it.
    /// - Throws: `CancellationError`.
    func earlier(_ evidence: Evidence, _ choice: Timeframe.Choice) async throws -> Evidence? {
        guard let start = evidence.timeframe.start, let head = evidence.repository.head,
            let then = evidence.history.commit(before: start, onTheLineOf: head)?.id,
            let snapshot = try await tree(at: then, like: evidence)
        else { return nil }
        var repository = evidence.repository
        repository.head = then
        return Evidence(
            repository: repository, history: evidence.history.past(of: then), identities: evidence.identities,
            snapshot: snapshot, tags: evidence.tags, timeframe: choice.timeframe(until: start),
            options: evidence.options)
    }

    private func tree(at commit: ObjectID, like evidence: Evidence) async throws -> Snapshot? {
        do {
            let clone = try await GitRepository.open(evidence.repository.location, mirrors: mirrors)
            guard try await clone.contains(commit) else { return nil }
            return try await clone.snapshot(
                at: commit, previous: evidence.snapshot, dating: MarkerDating(files: Self.datedFiles))
        } catch is GitTrouble {
            return nil
        }
    }
}

extension Evidence {
    /// The same, of the paths of one team alone.
    func kept(to paths: [String]) -> Evidence {
        var evidence = self
        evidence.options.pathRules = paths
        return evidence
    }
}
