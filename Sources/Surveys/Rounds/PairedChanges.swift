import Statistics

extension RoundResult {
    /// By how much those changed who tied their answers of two waves together. Of the whole alone, and nothing else is told of
    /// tied answers.
    package struct PairedResult: Codable, Hashable, Sendable {
        /// People who answered it in both waves and tied their answers.
        package let pairs: Int
        /// The mean of their changes, with its 95 % interval.
        package let difference: Double
        package let interval: Bounds
        /// By the permutation test of pairs, two-sided, and the same held back for how much is looked at.
        package let p: Double
        package internal(set) var adjustedP: Double
        package internal(set) var finding: Analysis.Finding
        package internal(set) var isBetter: Bool?
    }
}

/// Compares a wave with the one before, person by person, for those who tied their answers (HANDBOOK D8).
struct PairedChanges {
    private let questionnaire: Questionnaire
    private let tally: RoundTally
    private let rules: PrivacyRules
    private let before: EarlierWave
    /// Of everybody who tied both: what they answered then and now.
    private let pairs: [(then: Response, now: Response)]

    /// People behind a change that is told, at least.
    static let leastPairs = 10
    private static let level = 0.05

    init(
        _ answers: [TiedAnswer], since before: EarlierWave, _ questionnaire: Questionnaire, _ tally: RoundTally,
        rules: PrivacyRules
    ) {
        self.questionnaire = questionnaire
        self.tally = tally
        self.rules = rules
        self.before = before
        let then = Self.byName(before.answers)
        pairs = Self.byName(answers).sorted { $0.key < $1.key }.compactMap { name, now in
            then[name].map { (then: $0, now: now) }
        }
    }

    /// A name that stands there twice is nobody's.
    private static func byName(_ answers: [TiedAnswer]) -> [String: Response] {
        Dictionary(grouping: answers, by: \.pseudonym).compactMapValues { $0.count == 1 ? $0[0].ratings : nil }
    }

    func added(to whole: RoundResult.CellResult) -> RoundResult.CellResult {
        guard whole.isShown else { return whole }
        var (questions, scales) = (whole.questions, whole.scales)
        for place in scales.indices { scales[place].paired = scale(scales[place]) }
        let items = Set(questionnaire.scales.flatMap(\.items))
        for place in questions.indices where !items.contains(questions[place].id) {
            questions[place].paired = question(questions[place])
        }
        Self.holdBack(&questions, &scales)
        return RoundResult.CellResult(
            id: whole.id, values: whole.values, invited: whole.invited, answered: whole.answered, questions: questions,
            scales: scales)
    }

    // MARK: One measure

    private func question(_ result: RoundResult.QuestionResult) -> RoundResult.PairedResult? {
        guard let question = questionnaire[result.id], let points = question.points,
            let asked = before.questionnaire[result.id], asked.version == question.version,
            asked.points?.range == points.range, let now = result.answered,
            let then = before.result.whole.questions.first(where: { $0.id == result.id })?.answered
        else { return nil }
        let changes = pairs.compactMap { pair -> Double? in
            guard case .point(let first) = pair.then[result.id], case .point(let second) = pair.now[result.id],
                points.range.contains(first), points.range.contains(second)
            else { return nil }
            return Double(second - first)
        }
        return told(
            changes, answered: (then, now), step: 1, lowIsGood: points.lowIsGood != question.isReversed)
    }

    private func scale(_ result: RoundResult.ScaleResult) -> RoundResult.PairedResult? {
        guard let scale = questionnaire.scales.first(where: { $0.id == result.id }), let now = result.answered,
            let counted = tally.scale(result.id), let countedThen = before.tally.scale(result.id),
            counted.items == countedThen.items,
            let then = before.result.whole.scales.first(where: { $0.id == result.id })?.answered
        else { return nil }
        let items = questionnaire.items(of: scale)
        let changes = pairs.compactMap { pair -> Double? in
            guard let first = ScaleScore.person(ScaleScore.items(pair.then, items)),
                let second = ScaleScore.person(ScaleScore.items(pair.now, items))
            else { return nil }
            return second - first
        }
        return told(
            changes, answered: (then, now), step: 1 / Double(max(1, items.count)), lowIsGood: scale.lowIsGood)
    }

    /// Nil where it rests on too few, or on nearly all of those who answered: the others could then be worked out from the means
    /// of both waves.
    ///
    /// - Parameter answered: in each wave, tied or not.
    private func told(
        _ changes: [Double], answered: (then: Int, now: Int), step: Double, lowIsGood: Bool
    ) -> RoundResult.PairedResult? {
        guard changes.count >= max(Self.leastPairs, rules.k), rules.mayDiffer(by: answered.then - changes.count),
            rules.mayDiffer(by: answered.now - changes.count)
        else { return nil }
        let coded = Self.coded(changes, step: step)
        guard let test = SignFlipTest(coded), let interval = Statistics.meanInterval(coded) else { return nil }
        let p = (test.p * 1_000).rounded(.up) / 1_000
        return RoundResult.PairedResult(
            pairs: changes.count, difference: Rounding.mean(test.difference),
            interval: Bounds(Rounding.mean(interval.low), Rounding.mean(interval.high)), p: p, adjustedP: p,
            finding: test.difference > 0 ? .higher : .lower, isBetter: (test.difference > 0) != lowIsGood)
    }

    /// Where all changed alike, each one's change is known: one of them is told as a step less, or a step more where nobody
    /// changed, so that "all" and "all but one" look the same (D3, homogeneity).
    private static func coded(_ changes: [Double], step: Double) -> [Double] {
        guard let first = changes.first, changes.allSatisfy({ abs($0 - first) < 1e-9 }) else { return changes }
        return [first > 1e-9 ? first - step : first + step] + changes.dropFirst()
    }

    // MARK: All measures

    /// What does not hold after allowing for everything that was looked at is unclear.
    private static func holdBack(
        _ questions: inout [RoundResult.QuestionResult], _ scales: inout [RoundResult.ScaleResult]
    ) {
        let p = (scales.compactMap(\.paired) + questions.compactMap(\.paired)).map(\.p)
        let isHandful = p.count <= 6
        var adjusted = (isHandful ? ManyComparisons.holm(p) : ManyComparisons.benjaminiHochberg(p))[...]
        func settle(_ paired: inout RoundResult.PairedResult?) {
            guard let p = paired?.p, let next = adjusted.popFirst() else { return }
            paired?.adjustedP = min(1, next)
            guard p > level || next > (isHandful ? level : 2 * level) else { return }
            paired?.finding = .unclear
            paired?.isBetter = nil
        }
        for place in scales.indices { settle(&scales[place].paired) }
        for place in questions.indices { settle(&questions[place].paired) }
    }
}
