import Records

extension Signal {
    /// Work that goes on beside other work on the same files, seen while it can still be talked about.
    package static let parallelWork = Signal(
        id: "parallel-work",
        title: "Parallel work",
        question: "Which open branches touch the same files, before they collide?",
        unit: .count,
        direction: .lower,
        source: "HANDBOOK B12; what is coupled as in B5 (Gall et al., ICSM 1998)"
    ) { evidence in
        guard let open = evidence.snapshot.branches else { return ParallelWork.unread }
        return ParallelWork(evidence, open).measurement
    }
}

private struct ParallelWork {
    /// Fewest branches of which two can be in each other's way.
    static let needed = 2
    /// Shared files from which on two branches are worth a word although git can merge them.
    static let sharedFiles = 3

    let open: OpenBranches
    let branches: [PeoplesBranch]
    let pairs: [ParallelWorkDetails.Pair]

    static let unread = Measurement(
        sample: Measurement.Sample(0, needed: needed, of: "open branches"), status: .unavailable,
        why: "The branches beside this state of the repository were not read.")

    init(_ evidence: Evidence, _ open: OpenBranches) {
        let authors = BranchAuthors(evidence, open)
        let touchable = TouchableFiles(evidence)
        self.open = open
        branches = open.branches.compactMap { authors.branch($0, touchable) }
        let clashes = Dictionary(open.clashes.map { ([$0.first, $0.second], $0.files) }) { first, _ in first }
        let coupling = BranchCoupling(evidence, touching: branches)
        var pairs: [ParallelWorkDetails.Pair] = []
        for (place, one) in branches.enumerated() {
            for other in branches[(place + 1)...] where one.isApart(from: other) {
                let (first, second) = one.name < other.name ? (one, other) : (other, one)
                let clash = (clashes[[first.name, second.name]] ?? []).filter(touchable.holds)
                let shared = first.files.intersection(second.files).sorted()
                let coupled = coupling.between(first, second)
                let kind: ParallelWorkDetails.Kind
                if !clash.isEmpty {
                    kind = .clash
                } else if shared.count >= Self.sharedFiles {
                    kind = .files
                } else if !coupled.isEmpty {
                    kind = .coupled
                } else {
                    continue
                }
                pairs.append(
                    .init(
                        kind: kind, first: first.shown, second: second.shown, files: clash.isEmpty ? shared : clash,
                        coupled: coupled))
            }
        }
        self.pairs = pairs.sorted(by: Self.isBefore)
    }

    private static func isBefore(_ left: ParallelWorkDetails.Pair, _ right: ParallelWorkDetails.Pair) -> Bool {
        let order = ParallelWorkDetails.Kind.allCases
        let key = { (pair: ParallelWorkDetails.Pair) in
            (order.firstIndex(of: pair.kind) ?? 0, -pair.files.count, pair.first.name, pair.second.name)
        }
        return key(left) < key(right)
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(branches.count, needed: Self.needed, of: "open branches")
        guard branches.count >= Self.needed else { return .tooFew(sample, excluded: excluded) }
        return Measurement(
            value: Double(pairs.count), sample: sample, why: why, excluded: excluded, steps: steps, finding: finding,
            details: SignalDetails(ParallelWorkDetails(branches: branches.count, pairs: Array(pairs.prefix(100)))))
    }

    private var why: String {
        let blind = "Only branches that are in this clone are seen: not those of forks, nor what nobody has pushed yet."
        return open.untried == 0
            ? blind
            : "\(blind) \(Phrase.count(open.untried, "pair")) that share a file were not merged for trial."
    }

    private var excluded: [Measurement.Exclusion] {
        [
            (
                "branches by bots or agents, by people who objected to being counted, or that touch generated files alone",
                open.branches.count - branches.count
            ),
            ("branches with more than 200 commits of their own: lines of release, mostly", open.long),
            ("branches whose content the main branch has already", open.contained),
        ].filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
    }

    private func count(_ kind: ParallelWorkDetails.Kind) -> Int { pairs.count { $0.kind == kind } }

    private var steps: [String] {
        [
            "\(Phrase.count(branches.count, "branch", plural: "branches")) by people have commits that the main branch has not, the newest at most 30 days older than the newest of all.",
            "A pair counts when its people differ and neither builds on the other.",
            "\(Phrase.count(count(.clash), "pair")) could not be merged with one another: git tried.",
            "\(Phrase.count(count(.files), "other pair")) share at least \(Self.sharedFiles) files.",
            "\(Phrase.count(count(.coupled), "more pair")) touch files that change together in at least 30 % of their changes.",
        ]
    }

    private var finding: Measurement.Finding? {
        guard let pair = pairs.first, pair.kind == .clash else { return nil }
        let others = count(.clash) - 1
        return Measurement.Finding(
            sentence: "\(pair.first.name) and \(pair.second.name) change the same lines and are both open",
            evidence:
                "Git cannot merge the branch of \(Phrase.list(pair.first.names)) with the one of \(Phrase.list(pair.second.names)): conflicts in \(Phrase.list(pair.files))\(others > 0 ? "; \(Phrase.count(others, "more such pair"))" : "").",
            uncertainty: "One of the two may have been given up, or both may know of each other already.",
            suggestion: "Try: a short word between the two today about which goes first; the other takes it in early.",
            weight: 0.6)
    }
}

/// A branch by people, with what it touches of the team's.
struct PeoplesBranch {
    let name: String
    let people: [Person]
    let files: Set<String>
    let stack: Int
    let updatedAt: Int64

    func isApart(from other: PeoplesBranch) -> Bool {
        stack != other.stack && Set(people.map(\.id)).isDisjoint(with: other.people.map(\.id))
    }

    var shown: ParallelWorkDetails.Branch {
        .init(name: name, people: people.map(\.id), names: people.map(\.name), updatedAt: updatedAt)
    }
}

/// What two branches can be in each other's way about: not what a tool writes or what others wrote.
struct TouchableFiles {
    private let made: Set<String>
    private let options: Evidence.Options

    init(_ evidence: Evidence) {
        made = Set(evidence.snapshot.files.filter { $0.isGenerated || $0.isVendored }.map(\.path))
        options = evidence.options
    }

    func holds(_ path: String) -> Bool { options.covers(path) && !made.contains(path) }
}
