import Features
import Records
import Store

extension Connection {
    /// The same trouble once: a clone that is gone is looked for again and again.
    func recordTrouble(_ sentence: String, location: String, at now: Int64) throws {
        guard let known = try repositories().first(where: { $0.location == location }) else { return }
        let last = try importRuns(of: known.id, limit: 1).first
        if last?.status == .failed, last?.trouble == sentence { return }
        try emitImport(of: known, trouble: sentence, at: now)
        try failImport(beginImport(repository: known, head: known.head, at: now), trouble: sentence, at: now)
    }

    /// The repository under an id of its own: two clones may bear the same name, and one location keeps its id.
    func identified(_ repository: Repository) throws -> Repository {
        let known = try repositories()
        if let same = known.first(where: { $0.location == repository.location }) { return repository.called(same.id) }
        let taken = Set(known.map(\.id))
        guard taken.contains(repository.id) else { return repository }
        let free = (2...).lazy.map { "\(repository.id)-\($0)" }.first { !taken.contains($0) }
        return repository.called(free ?? repository.id)
    }
}

extension Repository {
    fileprivate func called(_ id: Repository.ID) -> Repository {
        Repository(
            id: id, name: name, location: location, head: head, branch: branch, isBare: isBare, isShallow: isShallow,
            isPartial: isPartial, objectFormat: objectFormat)
    }
}
