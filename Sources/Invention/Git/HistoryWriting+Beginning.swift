import Records

extension HistoryWriting {
    /// Weeks of history before the records begin.
    private static let weeks: Int64 = 60
    /// Somebody who began it all and left two months before the records begin.
    private static let gone = Signature(
        name: "Rosalind Wicketgate", email: "rosalind.wicketgate@kestrel-ferries.example")

    /// What was there before pull requests were used: straight onto the main branch, slower, by fewer people.
    mutating func begin() throws {
        let start = organisation.start.number - Self.weeks * 7
        var place = 1
        let first = PlainFiles.first(repository, owners: organisation.mention(organisation.teams[repository.team]))
        for (path, lines) in first { tree.put(path, lines) }
        try commit("Begin", by: nil, at: day(start, 0), place, first.keys.sorted())
        for (number, module) in repository.modules.enumerated() {
            place += 1
            let author = founder(module, number)
            let paths = InventedSources.files.map { "src/\(module.name)/\($0).py" } + ["tests/test_\(module.name).py"]
            for path in paths {
                _ = tree.apply(.init(path: path, added: dice.whole(30...70), deleted: 0), &code)
            }
            try commit("Begin with \(module.name)", by: author, at: day(start + 3 + Int64(number) * 4, 0), place, paths)
        }
        try work(from: start + 25, place)
    }

    /// Of most parts it was who is gone; who keeps a part today was there from the beginning.
    private func founder(_ module: Organisation.Module, _ number: Int) -> Int? {
        module.keeper ?? (number % 2 == 1 ? nil : organisation.teams[repository.team].people[number % 3])
    }

    private mutating func work(from start: Int64, _ begun: Int) throws {
        let team = organisation.teams[repository.team]
        var place = begun
        for number in start..<organisation.start.number where CivilDay(number: number).weekday < 5 {
            if let decision = decision(on: number, since: start) {
                place += 1
                let (path, lines) = PlainFiles.decision(decision, repository, day: CivilDay(number: number).text)
                tree.put(path, lines)
                try commit("Write down a decision", by: team.people[0], at: day(number, 0), place, [path])
            }
            guard dice.chance(0.36) else { continue }
            place += 1
            let part = dice.place(repository.modules.map(\.share))
            let module = repository.modules[part]
            let isGone = number > organisation.start.number - 60
            let candidates = team.people.filter { organisation.people[$0].share >= 0.9 }
            var author = module.keeper ?? (dice.chance(0.5) ? founder(module, part) : dice.pick(candidates))
            if author == nil, isGone { author = dice.pick(candidates) }
            let edits = tree.edits(dice.whole(8...70), files: dice.whole(1...3), module: part, &dice)
            for edit in edits { _ = tree.apply(edit, &code) }
            let title = Phrases.title(dice.pick(Phrases.changes), dice.pick(module.things))
            try commit(title, by: author, at: day(number, dice.whole(1...6)), place, edits.map(\.path))
        }
    }

    /// Which decision was written down on a day, if any: four, one a quarter.
    private func decision(on number: Int64, since start: Int64) -> Int? {
        (1...4).first { CivilDay(number: start + Int64($0) * 84).monday.number == number }
    }

    /// - Parameter hour: of the working day, from 0.
    private mutating func day(_ number: Int64, _ hour: Int) -> Int64 {
        number * 86_400 + Int64((9 + hour) * 3600 + dice.whole(0...3500))
    }

    private mutating func commit(
        _ message: String, by person: Int?, at: Int64, _ place: Int, _ paths: [String]
    ) throws {
        let mark = Mark.early(repository.id, place)
        let actor = person.map { Actor.person($0) } ?? .machine
        let signature = person.map { organisation.signature(.person($0)) } ?? Self.gone
        let at = moment(at, actor)
        try stream.commit(
            .init(
                branch: "refs/heads/main", mark: mark, author: signature, authored: at, committer: signature,
                committed: at, message: message + "\n", parent: tip), paths.map { ($0, tree.text($0)) })
        tip = mark
    }
}
