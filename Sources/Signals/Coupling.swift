import Records

extension Signal {
    /// Files that change together although they lie apart.
    package static let coupling = Signal(
        id: "coupling",
        title: "Change coupling",
        question: "How many pairs of files change together across the borders of modules?",
        unit: .count,
        direction: .lower,
        source: "Gall et al., ICSM 1998; Tornhill, Code Maat; HANDBOOK B5"
    ) { evidence in Coupling(evidence).measurement }
}

private struct Coupling {
    let source: SourceFiles
    let modules: Modules
    let changeSets: ChangeSets
    /// Pairs of files where neither or both are tests, pairs of a test and a source, and pairs of modules.
    let files: [CouplingDetails.Pair]
    let tests: [CouplingDetails.Pair]
    let coupledModules: [CouplingDetails.Pair]

    init(_ evidence: Evidence) {
        let source = SourceFiles(evidence)
        let modules = Modules(of: source.files.map(\.path))
        let changeSets = ChangeSets(evidence, source)
        self.source = source
        self.modules = modules
        self.changeSets = changeSets
        let isTest = source.files.map { TestPath.matches($0.path) }
        let pairs = CoChange(sets: changeSets.sets, members: source.files.count).pairs
        let named = { (pair: CoChange.Pair) in
            CouplingDetails.Pair(
                pair, source.files[pair.first].path, source.files[pair.second].path,
                crossesModules: modules.ofFile[pair.first] != modules.ofFile[pair.second])
        }
        files = pairs.filter { isTest[$0.first] == isTest[$0.second] }.map(named)
        tests = pairs.filter { isTest[$0.first] != isTest[$0.second] }.map(named)
        let moduleSets = changeSets.sets.map { set in Array(Set(set.map { Int32(modules.ofFile[Int($0)]) })) }
        coupledModules = CoChange(sets: moduleSets, members: modules.paths.count).pairs.map {
            CouplingDetails.Pair($0, modules.paths[$0.first], modules.paths[$0.second], crossesModules: true)
        }
    }

    var crossing: [CouplingDetails.Pair] { files.filter(\.crossesModules) }

    var measurement: Measurement {
        let excluded = source.exclusions + changeSets.exclusions
        let sample = Measurement.Sample(changeSets.sets.count, needed: 50, of: "change sets")
        guard changeSets.sets.count >= 50 else { return .tooFew(sample, excluded: excluded) }
        return Measurement(
            value: Double(crossing.count), sample: sample,
            why:
                "Changing together is no proof that one needs the other. A change set is what one person committed in a day, so two errands of one day look like one.",
            excluded: excluded, steps: steps, finding: finding, details: SignalDetails(details))
    }

    private var steps: [String] {
        var steps = [
            "The history gives \(Phrase.count(changeSets.sets.count, "change set")): what one person committed in one day, at most 30 files.",
            "A pair counts with at least 5 changes each on average, 5 together, and together in 30 % of their mean.",
            "\(Phrase.count(files.count + tests.count, "pair")) of files do; \(Phrase.number(tests.count)) of them join a test and what is not one, which is expected.",
        ]
        if let first = crossing.first {
            steps.append(
                "The strongest across modules: \(first.first) and \(first.second), \(first.shared) together of \(first.firstRevisions) and \(first.secondRevisions), \(Int(first.degree.rounded())) %."
            )
        }
        steps.append("\(Phrase.count(crossing.count, "pair")) of the others cross the border of a module.")
        return steps
    }

    private var details: CouplingDetails {
        CouplingDetails(
            changeSets: changeSets.sets.count, files: Array(files.prefix(100)), tests: Array(tests.prefix(100)),
            modules: Array(coupledModules.prefix(100)), fileCount: files.count, testCount: tests.count,
            moduleCount: coupledModules.count)
    }

    private var finding: Measurement.Finding? {
        // Neither tests among themselves nor a directory and its own part are worth a sentence.
        let first = crossing.first { pair in
            let (one, other) = (modules.module(of: pair.first), modules.module(of: pair.second))
            return pair.lift >= 2 && !TestPath.matches(pair.first) && !other.hasPrefix(one + "/")
                && !one.hasPrefix(other + "/")
        }
        guard let first else { return nil }
        let names = [first.first, first.second].map { path in Phrase.module(modules.module(of: path)) }
        return Measurement.Finding(
            sentence: "\(names[0]) and \(names[1]) change together, file by file",
            evidence:
                "\(first.first) and \(first.second) changed together \(first.shared) times, of \(first.firstRevisions) and \(first.secondRevisions) changes; \(Phrase.count(crossing.count, "such pair")) across modules.",
            uncertainty: "Git does not know pull requests: two errands of one person on one day count as one change.",
            suggestion:
                "Try: look at the last three of these changes and ask what they have in common; move it to one place or write the contract down.",
            weight: min(0.5, 0.2 + first.degree / 400))
    }
}

extension CouplingDetails.Pair {
    init(_ pair: CoChange.Pair, _ first: String, _ second: String, crossesModules: Bool) {
        self.init(
            first: first, second: second, firstRevisions: pair.firstRevisions, secondRevisions: pair.secondRevisions,
            shared: pair.shared, degree: pair.degree, confidence: pair.confidence,
            reverseConfidence: pair.reverseConfidence, lift: pair.lift, crossesModules: crossesModules)
    }
}
