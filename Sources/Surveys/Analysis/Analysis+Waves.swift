import Statistics

extension Analysis {
    /// The same questions asked several times.
    package struct Waves: Codable, Hashable, Sendable {
        package var column: String
        /// In order.
        package var names: [String]
        package var changes: [Change]
    }

    /// From one wave to the next, and from the first to the last.
    package struct Change: Codable, Hashable, Sendable {
        package var of: String
        package var isScale: Bool
        package var from: Wave
        package var to: Wave
        package var difference: Double
        /// By permutation of the answers over both waves; two-sided.
        package var p: Double
        /// Whether every way to deal was counted; otherwise many were drawn.
        package var isExact: Bool
        /// The same p, held back because many things were looked at: by Holm up to six, else by Benjamini and Hochberg.
        package var adjustedP: Double
        /// How often a later answer lies above an earlier one, 0–1; ties count a half.
        package var superiority: Double?
        /// The middle one of all differences (Hodges and Lehmann); absent for very many different values.
        package var shift: Double?
        package var finding: Finding
    }

    package struct Wave: Codable, Hashable, Sendable {
        package var name: String
        package var answers: Int
        package var mean: Double
    }

    package enum Finding: String, Codable, Hashable, Sendable {
        case higher
        case lower
        /// No change can be told apart from chance.
        case unclear
        /// Fewer than six answers in one of the waves.
        case tooFew = "too-few"
    }
}

extension Analysis.Waves {
    init(_ column: AnswerColumn, _ table: AnswerTable) {
        let keys = AnalysisKeys(column)
        self.column = column.name
        let names = keys.names
        self.names = names
        let scales = table.scales.map { (name: $0.name, isScale: true, answers: keys.split($0.scores)) }
        let columns = table.measures.map { (name: $0.name, isScale: false, answers: keys.split($0.numbers)) }
        let count = names.count
        guard count > 1 else {
            changes = []
            return
        }
        let steps = (1..<count).map { ($0 - 1, $0) } + (count > 2 ? [(0, count - 1)] : [])
        changes = steps.flatMap { from, to in
            // Scales are what was meant to be measured; single columns are looked at besides, and held back apart.
            [scales, columns].flatMap { measures in
                Self.adjusted(
                    measures.compactMap { measure in
                        Analysis.Change(
                            measure.name, isScale: measure.isScale, (names[from], measure.answers[from]),
                            (names[to], measure.answers[to]))
                    })
            }
        }
    }

    private static func adjusted(_ changes: [Analysis.Change]) -> [Analysis.Change] {
        let p = changes.map(\.p)
        let isHandful = p.count <= 6
        let adjusted = isHandful ? ManyComparisons.holm(p) : ManyComparisons.benjaminiHochberg(p)
        return zip(changes, adjusted).map { change, p in
            var change = change
            change.adjustedP = p
            let isClear = p <= (isHandful ? 0.05 : 0.1) && change.p <= 0.05
            change.finding =
                min(change.from.answers, change.to.answers) < ChangeTest.leastAnswers
                ? .tooFew : !isClear ? .unclear : change.difference > 0 ? .higher : .lower
            return change
        }
    }
}

extension Analysis.Change {
    /// Pairs of different values whose differences are put in order; more take seconds.
    private static let mostPairs = 1_000_000

    init?(
        _ name: String, isScale: Bool, _ from: (name: String, values: [Double]), _ to: (name: String, values: [Double])
    ) {
        guard let test = ChangeTest(from.values, to.values), let before = Statistics.mean(from.values),
            let after = Statistics.mean(to.values)
        else { return nil }
        of = name
        self.isScale = isScale
        self.from = Analysis.Wave(name: from.name, answers: from.values.count, mean: before)
        self.to = Analysis.Wave(name: to.name, answers: to.values.count, mean: after)
        difference = test.difference
        p = test.p
        isExact = test.isExact
        adjustedP = test.p
        superiority = MannWhitney.superiority(from.values, to.values)
        let pairs = Set(from.values).count * Set(to.values).count
        shift = pairs <= Self.mostPairs ? HodgesLehmann.shift(from: from.values, to: to.values) : nil
        finding = .unclear
    }
}
