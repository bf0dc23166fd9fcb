import Records

/// Who stands behind the commits of open branches, some of whom the main history has not seen yet.
struct BranchAuthors {
    private var people: [Signature: Person] = [:]

    init(_ evidence: Evidence, _ open: OpenBranches) {
        let wanted = Set(open.branches.flatMap(\.authors))
        if wanted.isEmpty { return }
        var byEmail: [String: Person] = [:]
        for (place, signature) in evidence.history.signatures.enumerated() {
            let person = evidence.identities.people[Int(evidence.identities.personOfSignature[place])]
            if wanted.contains(signature) { people[signature] = person }
            if !signature.isShared { byEmail[signature.email.lowercased()] = person }
        }
        let unknown = wanted.filter { people[$0] == nil }.sorted()
        let alone = Identities.resolve(signatures: unknown, commits: [])
        for (place, signature) in unknown.enumerated() {
            people[signature] =
                byEmail[signature.email.lowercased()] ?? alone.people[Int(alone.personOfSignature[place])]
        }
    }

    /// Nil for one that no human works on who may be counted, or that touches nothing of the team's.
    func branch(_ branch: OpenBranch, _ touchable: TouchableFiles) -> PeoplesBranch? {
        let humans = Set(branch.authors.compactMap { people[$0] }.filter { $0.kind == .human })
        let files = Set(branch.files.filter(touchable.holds))
        if humans.isEmpty || files.isEmpty { return nil }
        return PeoplesBranch(
            name: branch.name, people: humans.sorted { $0.id < $1.id }, files: files, stack: branch.stack,
            updatedAt: branch.updatedAt)
    }
}
