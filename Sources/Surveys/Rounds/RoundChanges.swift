import Statistics

extension RoundResult {
    /// What moved since the round before.
    package struct ChangeResult: Codable, Hashable, Sendable {
        /// The mean then, and what has been added since.
        package let before: Double
        package let difference: Double
        /// By permutation, two-sided, and the same held back for how much is looked at in the cell.
        package let p: Double
        package internal(set) var adjustedP: Double
        package internal(set) var finding: Analysis.Finding
        /// Whether the change is for the good; nil unless there is one.
        package internal(set) var isBetter: Bool?
        /// Which rule the latest of ten or more rounds breaks on a control chart of the whole.
        package internal(set) var signal: ControlChart.Rule?
    }
}

/// Compares a round with those before it: scales, and questions that are no item of one (HANDBOOK C12–C14).
struct RoundChanges {
    private let reading: RoundReading
    private let earlier: [EarlierRound]
    private let items: Set<Question.ID>

    /// What p has to stay below, after it was held back.
    private static let level = 0.05

    init(_ reading: RoundReading, _ earlier: [EarlierRound]) {
        self.reading = reading
        self.earlier = earlier
        items = Set(reading.questionnaire.scales.flatMap(\.items))
    }

    func added(to cells: [RoundResult.CellResult]) -> [RoundResult.CellResult] {
        cells.enumerated().map { place, cell in
            guard let now = lattice(place), cell.isShown else { return cell }
            let befores = earlier.reversed().compactMap { before($0, cell, isWhole: place == 0) }
            guard !befores.isEmpty else { return cell }
            var (questions, scales) = (cell.questions, cell.scales)
            // A rotation asks other questions every time: each is compared with the last round that asked it.
            for place in questions.indices {
                questions[place].change = befores.lazy.compactMap { question(questions[place], now, $0) }.first
            }
            for place in scales.indices {
                scales[place].change = befores.lazy.compactMap { scale(scales[place], now, $0) }.first
            }
            Self.holdBack(&questions, &scales)
            if place == 0 { addSignals(&questions, &scales) }
            return RoundResult.CellResult(
                id: cell.id, values: cell.values, invited: cell.invited, answered: cell.answered, questions: questions,
                scales: scales)
        }
    }

    /// The same group in an earlier round.
    private struct Before {
        let told: RoundResult.CellResult
        let cell: Lattice.Cell
        let tally: RoundTally
    }

    /// Nil where it is not shown, or so few came or went since that they could be told apart.
    private func before(_ round: EarlierRound, _ cell: RoundResult.CellResult, isWhole: Bool) -> Before? {
        let movement = round.movements[cell.id]
        guard let told = round.result[cell.id], told.isShown, let place = round.lattice.place(of: cell.id),
            isWhole || movement.map({ DifferenceGuard.mayCompare(isWhole: false, $0, reading.rules) }) ?? false
        else { return nil }
        return Before(told: told, cell: round.lattice.cells[place], tally: round.tally)
    }

    private func lattice(_ place: Int) -> Lattice.Cell? { reading.lattice.cells[place] }

    // MARK: One measure

    private func question(
        _ result: RoundResult.QuestionResult, _ now: Lattice.Cell, _ before: Before
    ) -> RoundResult.ChangeResult? {
        guard !items.contains(result.id), result.points != nil,
            before.told.questions.contains(where: {
                $0.id == result.id && $0.version == result.version && $0.points != nil
            }
            ),
            let points = reading.questionnaire[result.id]?.points, let counted = reading.tally.question(result.id),
            let countedThen = before.tally.question(result.id),
            countedThen.counts.first?.count == counted.counts.first?.count
        else { return nil }
        return Self.change(
            Distribution(points, counts: RoundReading.counts(countedThen, before.cell)).coded.values,
            Distribution(points, counts: RoundReading.counts(counted, now)).coded.values,
            told: (before.told.questions.first { $0.id == result.id }?.points?.mean, result.points?.mean),
            lowIsGood: points.lowIsGood != (reading.questionnaire[result.id]?.isReversed ?? false))
    }

    private func scale(
        _ result: RoundResult.ScaleResult, _ now: Lattice.Cell, _ before: Before
    ) -> RoundResult.ChangeResult? {
        guard result.answered != nil, before.told.scales.contains(where: { $0.id == result.id && $0.answered != nil }),
            let counted = reading.tally.scale(result.id), let countedThen = before.tally.scale(result.id),
            counted.items == countedThen.items,
            let scale = reading.questionnaire.scales.first(where: { $0.id == result.id })
        else { return nil }
        func values(_ scores: [RoundTally.Score]) -> [Double] {
            scores.flatMap { [Double](repeating: $0.value, count: $0.people) }
        }
        return Self.change(
            values(RoundReading.scores(countedThen, before.cell)), values(RoundReading.scores(counted, now)),
            told: (before.told.scales.first { $0.id == result.id }?.mean, result.mean), lowIsGood: scale.lowIsGood)
    }

    /// - Parameter told: the means as both rounds tell them; what is told of the change says no more than these.
    private static func change(
        _ before: [Double], _ now: [Double], told: (before: Double?, now: Double?), lowIsGood: Bool
    ) -> RoundResult.ChangeResult? {
        guard let test = ChangeTest(before, now), let mean = told.before, let later = told.now else { return nil }
        let isEnough = min(before.count, now.count) >= ChangeTest.leastAnswers
        let p = (test.p * 1_000).rounded(.up) / 1_000
        return RoundResult.ChangeResult(
            before: mean, difference: Rounding.mean(later - mean), p: p, adjustedP: p,
            finding: !isEnough ? .tooFew : test.difference > 0 ? .higher : .lower,
            isBetter: (test.difference > 0) != lowIsGood)
    }

    // MARK: All measures of a cell

    /// What does not hold after allowing for everything that was looked at is unclear.
    private static func holdBack(
        _ questions: inout [RoundResult.QuestionResult], _ scales: inout [RoundResult.ScaleResult]
    ) {
        let all = scales.compactMap(\.change) + questions.compactMap(\.change)
        let p = all.map(\.p)
        let isHandful = p.count <= 6
        var adjusted = (isHandful ? ManyComparisons.holm(p) : ManyComparisons.benjaminiHochberg(p))[...]
        func settle(_ change: inout RoundResult.ChangeResult?) {
            guard let p = change?.p, let next = adjusted.popFirst() else { return }
            change?.adjustedP = min(1, next)
            if change?.finding != .tooFew, p > level || next > (isHandful ? level : 2 * level) {
                change?.finding = .unclear
            }
            if change?.finding == .tooFew || change?.finding == .unclear { change?.isBetter = nil }
        }
        for place in scales.indices { settle(&scales[place].change) }
        for place in questions.indices { settle(&questions[place].change) }
    }

    /// The latest point on charts of ten rounds and more.
    private func addSignals(
        _ questions: inout [RoundResult.QuestionResult], _ scales: inout [RoundResult.ScaleResult]
    ) {
        for place in scales.indices {
            let id = scales[place].id
            let means = earlier.compactMap { round in round.result.whole.scales.first { $0.id == id }?.mean }
            let signal = Self.signal(means, scales[place].mean)
            scales[place].change?.signal = signal
        }
        for place in questions.indices {
            let (id, version) = (questions[place].id, questions[place].version)
            let means = earlier.compactMap { round in
                round.result.whole.questions.first { $0.id == id && $0.version == version }?.points?.mean
            }
            let signal = Self.signal(means, questions[place].points?.mean)
            questions[place].change?.signal = signal
        }
    }

    /// Limits come from the rounds before.
    private static func signal(_ means: [Double], _ now: Double?) -> ControlChart.Rule? {
        guard let now, means.count >= ControlChart.leastBaseline else { return nil }
        let chart = ControlChart(means + [now], baseline: means.count)
        return chart?.signals.first { $0.point == means.count }?.rule
    }
}
