import Records

/// Whose work a commit is: the author's and every co-author's, as people.
struct Credits {
    /// For every signature, the place of its person; -1 for one that is not credited.
    private let creditedPerson: [Int32]
    private let kinds: [Person.Kind]

    init(_ identities: Identities, countsMachines: Bool = false) {
        creditedPerson = identities.personOfSignature.map { person in
            switch identities.people[Int(person)].kind {
            case .human: person
            case .bot, .agent: countsMachines ? person : -1
            case .withheld: -1
            }
        }
        kinds = identities.personOfSignature.map { identities.people[Int($0)].kind }
    }

    func people(of commit: Commit) -> [Int32] {
        let author = creditedPerson[Int(commit.author)]
        var people = author >= 0 ? [author] : []
        for trailer in commit.trailers where trailer.kind == .coAuthoredBy {
            let person = creditedPerson[Int(trailer.signature)]
            if person >= 0, !people.contains(person) { people.append(person) }
        }
        return people
    }

    /// Who reviewed, by trailer: somebody else than those it is credited to.
    func reviewers(of commit: Commit, besides people: [Int32]) -> [Int32] {
        var reviewers: [Int32] = []
        for trailer in commit.trailers where trailer.kind == .reviewedBy {
            let person = creditedPerson[Int(trailer.signature)]
            if person >= 0, !people.contains(person), !reviewers.contains(person) { reviewers.append(person) }
        }
        return reviewers
    }

    func kind(_ signature: Int32) -> Person.Kind { kinds[Int(signature)] }

    func person(_ signature: Int32) -> Int32? {
        let person = creditedPerson[Int(signature)]
        return person >= 0 ? person : nil
    }
}
