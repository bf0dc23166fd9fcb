import Records

extension DeliverySignal {
    /// Whether those whose work depends on each other's also talk (Conway).
    package static let congruence = DeliverySignal(
        id: "congruence",
        title: "Socio-technical congruence",
        question: "How many pairs whose work depends on each other's have lately worked together?",
        unit: .ratio,
        direction: .higher,
        source: "HANDBOOK B6; Cataldo, Herbsleb & Carley 2008; Conway 1968"
    ) { reading in TeamCongruence(reading).measurement }
}

/// Coordination that the code asks for, beside coordination that takes place.
package struct Congruence: Hashable, Sendable {
    package struct Pair: Hashable, Sendable {
        package let first: Int
        package let second: Int

        package init(_ one: Int, _ other: Int) {
            first = min(one, other)
            second = max(one, other)
        }
    }

    package let needed: Set<Pair>
    package let actual: Set<Pair>

    /// - Parameters:
    ///   - tasks: for each person the files that they work on.
    ///   - dependencies: pairs of files that change together; each also depends on itself.
    package init(tasks: [Set<Int>], dependencies: [(Int, Int)], actual: Set<Pair>) {
        var reach: [Int: Set<Int>] = [:]
        for (one, other) in dependencies {
            reach[one, default: []].insert(other)
            reach[other, default: []].insert(one)
        }
        let touched = tasks.map { own in own.reduce(into: own) { $0.formUnion(reach[$1] ?? []) } }
        var needed: Set<Pair> = []
        for first in tasks.indices {
            for second in tasks.indices where second > first && !touched[first].isDisjoint(with: tasks[second]) {
                needed.insert(Pair(first, second))
            }
        }
        self.needed = needed
        self.actual = actual
    }

    package var met: Set<Pair> { needed.intersection(actual) }

    /// Nil where the code asks for nothing.
    package var value: Double? { needed.isEmpty ? nil : Double(met.count) / Double(needed.count) }
}

struct TeamCongruence {
    static let neededPeople = 4
    static let neededFiles = 20
    static let recent: Int64 = 30

    /// Members who worked on something, by place.
    let people: [Int32]
    let files: Int
    let congruence: Congruence
    private let knowsFiles: Bool

    init(_ reading: DeliveryReading) {
        let evidence = reading.evidence
        let members = evidence.people.members.filter(evidence.people.isCounted)
        let rows = Dictionary(members.enumerated().map { ($1, $0) }) { first, _ in first }
        let opened = reading.places(where: \.opened)
        var numbers: [String: Int] = [:]
        var tasks = [Set<Int>](repeating: [], count: members.count)
        var sets: [[Int32]] = []
        for place in opened {
            let history = evidence.pullRequests[place]
            guard let clock = reading.clocks[place], clock.isHuman, !PullRequestSize(history).isBulk else { continue }
            let touched = (history.files ?? []).filter { !$0.isGenerated }.map { file in
                let path = "\(history.pullRequest.repository)\u{0}\(file.path)"
                let number = numbers[path] ?? numbers.count
                numbers[path] = number
                return number
            }
            sets.append(Set(touched).sorted().map(Int32.init))
            if let row = clock.author.flatMap({ rows[$0] }) { tasks[row].formUnion(touched) }
        }
        knowsFiles = opened.isEmpty || opened.contains { evidence.pullRequests[$0].files != nil }
        files = numbers.count
        people = members
        let coupled = CoChange(sets: sets, members: numbers.count).pairs.map { ($0.first, $0.second) }
        congruence = Congruence(tasks: tasks, dependencies: coupled, actual: Self.actual(reading, rows))
    }

    /// Who reviewed or commented on the same pull request, or met, in the last thirty days.
    private static func actual(_ reading: DeliveryReading, _ rows: [Int32: Int]) -> Set<Congruence.Pair> {
        let evidence = reading.evidence
        let since = evidence.now - recent * Timeframe.day
        var groups: [Set<Int>] = []
        for (place, clock) in reading.clocks.enumerated() {
            guard let clock, clock.isHuman else { continue }
            let history = evidence.pullRequests[place]
            var there = Set(
                clock.reviews.filter { $0.at >= since }.compactMap { $0.person.flatMap { rows[$0] } })
            for comment in history.comments where comment.createdAt >= since && comment.createdAt <= evidence.now {
                if let row = evidence.people.place(of: comment.author).flatMap({ rows[$0] }) { there.insert(row) }
            }
            if !there.isEmpty, let author = clock.author.flatMap({ rows[$0] }) { there.insert(author) }
            groups.append(there)
        }
        for encounter in evidence.encounters where encounter.at >= since && encounter.at <= evidence.now {
            if encounter.people.count <= 6 {
                groups.append(Set(encounter.people.compactMap { evidence.people.place(of: $0).flatMap { rows[$0] } }))
            }
        }
        var pairs: Set<Congruence.Pair> = []
        for group in groups {
            for first in group {
                for second in group where second > first { pairs.insert(.init(first, second)) }
            }
        }
        return pairs
    }

    var measurement: Measurement {
        guard knowsFiles else {
            return Measurement(
                sample: .init(0, needed: Self.neededFiles, of: "files"), status: .unavailable,
                why: "Which files a pull request changes is not known: connect the code host or read the repository.")
        }
        let team = Measurement.Sample(people.count, needed: Self.neededPeople, of: "people on the team")
        guard team.count >= team.needed else { return .tooFew(team) }
        let sample = Measurement.Sample(files, needed: Self.neededFiles, of: "files")
        guard sample.count >= sample.needed else { return .tooFew(sample) }
        let details = CongruenceDetails(
            people: people.count, files: files, neededPairs: congruence.needed.count, metPairs: congruence.met.count,
            otherPairs: congruence.actual.subtracting(congruence.needed).count)
        return Measurement(
            value: congruence.value,
            interval: nil, sample: sample,
            why: congruence.value == nil
                ? "Nobody's work depends on a colleague's: there is nothing to meet."
                : "1 is neither reachable nor worth having. Talks elsewhere leave no trace here.",
            steps: steps(details), finding: finding(details), details: SignalDetails(details))
    }

    private func steps(_ details: CongruenceDetails) -> [String] {
        [
            "\(Phrase.count(details.people, "member")) and \(Phrase.count(details.files, "file")) that pull requests of the timeframe change.",
            "Two people need each other where they change the same file, or files that change together (at least five times, in 30 % of their changes): \(Phrase.count(details.neededPairs, "pair")).",
            "Of these, \(Phrase.number(details.metPairs)) reviewed each other, commented on the same pull request or met in a group of at most six in the last \(Self.recent) days.",
        ]
    }

    private func finding(_ details: CongruenceDetails) -> Measurement.Finding? {
        let missing = details.neededPairs - details.metPairs
        guard missing > 0, missing * 2 >= details.neededPairs else { return nil }
        return Measurement.Finding(
            sentence:
                "\(Phrase.opening(missing, "pair")) \(missing == 1 ? "works" : "work") around the same code without meeting",
            evidence:
                "\(Phrase.number(details.metPairs)) of \(Phrase.number(details.neededPairs)) pairs reviewed each other or met in the last \(Self.recent) days.",
            uncertainty: "What is said in chat and at the table is not read, and never will be.",
            suggestion: "Try: ask one of them to review the other's next change.", weight: 0.35)
    }
}

extension DeliveryReading {
    /// With whom somebody's work meets and who they have not worked with lately. For that person alone.
    package func unmetColleagues(of person: Person.ID) -> [Person.ID] {
        let team = TeamCongruence(self)
        guard let place = evidence.people.place(of: person), let own = team.people.firstIndex(of: place) else {
            return []
        }
        return team.congruence.needed.subtracting(team.congruence.actual)
            .filter { $0.first == own || $0.second == own }
            .map { evidence.people.people[Int(team.people[$0.first == own ? $0.second : $0.first])].id }.sorted()
    }
}
