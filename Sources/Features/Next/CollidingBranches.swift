import Foundation
import Records
import Signals
import Store

extension Connection {
    /// Branches of the member's that git cannot merge with somebody else's, as they were when the repository was measured.
    func branchesColliding(of me: Oneself) throws -> [NextThing] {
        let own = try ownBranches(of: me)
        return try own.keys.sorted().flatMap { repository in
            let measured = try measurements(of: repository, key: ReadingStore.current)
                .first { $0.definition == Signal.parallelWork.definition }
            guard let measured, let names = own[repository],
                let details = try? Measurement(kept: measured.body).details.decode(ParallelWorkDetails.self)
            else { return [NextThing]() }
            return details.pairs.compactMap { NextThing($0, own: names, repository: repository) }
        }
    }

    /// Names of open branches with a commit of an account that is known to be the member's, by repository.
    private func ownBranches(of me: Oneself) throws -> [Repository.ID: Set<String>] {
        let accounts = try AccountClaims(accountClaims()).claims(of: me.member.id).filter(\.state.isHeld).map(
            \.signature)
        if accounts.isEmpty { return [:] }
        let mine = Set(accounts)
        var names: [Repository.ID: Set<String>] = [:]
        try each(
            """
            SELECT r.id, b.name, a.name, a.email FROM open_branch_author a
            JOIN open_branch b ON b.repository = a.repository AND b.place = a.branch
            JOIN repository r ON r.number = a.repository
            WHERE a.email IN \(list: Set(accounts.map(\.email)))
            """
        ) { row in
            if mine.contains(Signature(name: try row.text(2), email: try row.text(3))) {
                names[try row.text(0), default: []].insert(try row.text(1))
            }
        }
        return names
    }
}

extension NextThing {
    /// Nil unless the two collide and one of them is the member's own.
    init?(_ pair: ParallelWorkDetails.Pair, own: Set<String>, repository: Repository.ID) {
        guard pair.kind == .clash, own.contains(pair.first.name) || own.contains(pair.second.name) else { return nil }
        let isFirst = own.contains(pair.first.name)
        let (mine, other) = isFirst ? (pair.first, pair.second) : (pair.second, pair.first)
        let files = Wording.list(pair.files)
        self.init(
            id: "branches \(repository) \(pair.first.name) \(pair.second.name)", kind: .talk,
            title: "\(mine.name) collides with \(other.name)", place: repository,
            why:
                "\(Wording.list(other.names)) changes the same lines of \(files), so whoever merges second has to sort it out",
            url: Link.knowledge(repository).with("view", KnowledgeView.branches.rawValue).path,
            since: max(mine.updatedAt, other.updatedAt))
    }
}
