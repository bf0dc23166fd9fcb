import Statistics

/// A tally read through the lattice: what each cell may tell.
struct RoundReading {
    let tally: RoundTally
    let questionnaire: Questionnaire
    let lattice: Lattice
    let rules: PrivacyRules
    /// By cell.
    private let shown: [Bool]
    /// By question, by cell; a question may have fewer answers than the round has.
    private let questionShown: [[Bool]]
    private let scaleShown: [[Bool]]
    private let intervals = MeanIntervals()

    init(_ tally: RoundTally, _ questionnaire: Questionnaire, _ lattice: Lattice, _ rules: PrivacyRules) {
        self.tally = tally
        self.questionnaire = questionnaire
        self.lattice = lattice
        self.rules = rules
        let shown = lattice.shown(answers: tally.responses, rules: rules)
        let hidden = shown.map { !$0 }
        // Most questions are answered by everybody who answers at all: the same counts give the same cells.
        var known: [[Int]: [Bool]] = [tally.responses: shown]
        func shownCells(_ answered: [Int]) -> [Bool] {
            if let cells = known[answered] { return cells }
            let cells = lattice.shown(answers: answered, rules: rules, hidden: hidden)
            known[answered] = cells
            return cells
        }
        self.shown = shown
        questionShown = tally.questions.map { shownCells($0.answered) }
        scaleShown = tally.scales.map { shownCells($0.answered) }
    }

    func cell(_ place: Int) -> RoundResult.CellResult {
        let cell = lattice.cells[place]
        let isShown = shown[place]
        return RoundResult.CellResult(
            id: cell.id, values: cell.values, invited: lattice.invited(cell),
            answered: isShown ? cell.segments.reduce(0) { $0 + tally.responses[$1] } : nil,
            questions: isShown ? tally.questions.indices.map { question($0, place) } : [],
            scales: isShown ? tally.scales.indices.map { scale($0, place) } : [])
    }

    // MARK: Questions

    /// The counts of a question in a cell, whether they may be shown or not.
    static func counts(_ tally: RoundTally.QuestionTally, _ cell: Lattice.Cell) -> [Int] {
        guard let first = cell.segments.first else { return tally.counts.first.map { $0.map { _ in 0 } } ?? [] }
        var sum = tally.counts[first]
        for segment in cell.segments.dropFirst() {
            for place in sum.indices { sum[place] += tally.counts[segment][place] }
        }
        return sum
    }

    private func question(_ place: Int, _ cellPlace: Int) -> RoundResult.QuestionResult {
        let question = questionnaire.questions[place]
        let counted = tally.questions[place]
        let cell = lattice.cells[cellPlace]
        guard questionShown[place][cellPlace] else {
            return RoundResult.QuestionResult(id: question.id, version: question.version, answered: nil)
        }
        let answered = cell.segments.reduce(0) { $0 + counted.answered[$1] }
        var result = RoundResult.QuestionResult(id: question.id, version: question.version, answered: answered)
        let counts = Self.counts(counted, cell)
        switch question.form {
        case .points(let points):
            result.points = RoundResult.PointsResult(Distribution(points, counts: counts), intervals)
        case .choice(let options): result.options = Self.chosen(options, counts, answered, exclusive: true)
        case .several(let options, _): result.options = Self.chosen(options, counts, answered, exclusive: false)
        case .ranking(let options): result.options = Self.ranked(options, counts, answered, seed: question.id)
        case .dots(let options, _, _): result.options = Self.dotted(options, counts, answered, seed: question.id)
        case .words: break
        }
        return result
    }

    /// Of a single choice, options that nobody chose are told as such, unless somebody then knows what all chose.
    private static func chosen(
        _ options: [Question.Option], _ counts: [Int], _ answers: Int, exclusive: Bool
    ) -> [RoundResult.OptionResult] {
        let isUniform = counts.contains { $0 >= answers - 1 }
        return zip(options, counts).map { option, count in
            let isPole = !exclusive || isUniform || options.count == 2
            let pole = RoundResult.Pole(count, of: answers)
            return RoundResult.OptionResult(
                id: option.id, share: count == 0 && !isPole ? 0 : pole.share, wording: pole.wording, meanPlace: nil,
                dots: nil,
                place: nil)
        }
    }

    /// By the Borda count: the mean place says the same as the sum of points.
    private static func ranked(
        _ options: [Question.Option], _ counts: [Int], _ answers: Int, seed: Question.ID
    ) -> [RoundResult.OptionResult] {
        let width = options.count
        // Nobody's order is known from a mean that all might share.
        let nearest = 1 + 1 / Double(answers)
        let means = options.indices.map { place in
            min(
                Double(width) + 1 - nearest, max(nearest, Ballot.meanPlace(counts[place * width..<(place + 1) * width]))
            )
        }
        let order = Ballot.places(means.map { ($0, 0) }, options, seed: seed)
        return options.enumerated().map { place, option in
            let first = RoundResult.Pole(counts[place * width], of: answers)
            return RoundResult.OptionResult(
                id: option.id, share: first.share, wording: first.wording, meanPlace: Rounding.mean(means[place]),
                dots: nil, place: order[place])
        }
    }

    /// What all or nobody put dots on is told as if one person were of another mind.
    private static func dotted(
        _ options: [Question.Option], _ counts: [Int], _ answers: Int, seed: Question.ID
    ) -> [RoundResult.OptionResult] {
        let (dots, people) = (counts.prefix(options.count), counts.suffix(options.count))
        let told = zip(dots, people).map { dots, people -> (dots: Int, people: Int) in
            if people <= 1 { return (1, 1) }
            guard people >= answers - 1 else { return (dots, people) }
            return (max(1, dots * (answers - 1) / people), answers - 1)
        }
        let shares = Rounding.shares(told.map(\.dots), from: answers)
        let order = Ballot.places(told.map { (-Double($0.dots), -Double($0.people)) }, options, seed: seed)
        return options.enumerated().map { place, option in
            let pole = RoundResult.Pole(told[place].people, of: answers)
            return RoundResult.OptionResult(
                id: option.id, share: pole.share, wording: pole.wording, meanPlace: nil, dots: shares[place],
                place: order[place])
        }
    }

    // MARK: Scales

    /// People's scores in a cell, from the lowest.
    static func scores(_ tally: RoundTally.ScaleTally, _ cell: Lattice.Cell) -> [RoundTally.Score] {
        if cell.segments.count == 1 { return tally.scores[cell.segments[0]] }
        var people: [Double: Int] = [:]
        for segment in cell.segments {
            for score in tally.scores[segment] { people[score.value, default: 0] += score.people }
        }
        return people.sorted { $0.key < $1.key }.map { RoundTally.Score(value: $0.key, people: $0.value) }
    }

    private func scale(_ place: Int, _ cellPlace: Int) -> RoundResult.ScaleResult {
        let counted = tally.scales[place]
        let cell = lattice.cells[cellPlace]
        guard scaleShown[place][cellPlace] else { return RoundResult.ScaleResult(id: counted.id, answered: nil) }
        let answered = cell.segments.reduce(0) { $0 + counted.answered[$1] }
        var result = RoundResult.ScaleResult(id: counted.id, answered: answered)
        let scores = Self.scores(counted, cell)
        let n = Double(answered)
        let mean = scores.reduce(0) { $0 + $1.value * Double($1.people) } / n
        let squares = scores.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * Double($1.people) }
        let deviation = (squares / (n - 1)).squareRoot()
        // A mean at the very end of the scale would tell everybody's answer; there is always room for one of another mind.
        let (low, high) = (Double(counted.points.low), Double(counted.points.high))
        result.mean = Rounding.mean(min(high - 1 / n, max(low + 1 / n, mean)))
        // Nobody differs from the others by nothing: the least spread that is told is that of one who differs by a step.
        let told = max(deviation, 1 / n.squareRoot())
        result.deviation = Rounding.mean(told)
        result.interval = intervals.bounds(mean, told, answered).map { Rounding.bounds($0, within: low...high) }
        var moments = RoundTally.Moments()
        for segment in cell.segments { moments.add(counted.complete[segment]) }
        if rules.isEnough(moments.people) {
            result.agreement = moments.agreement(evenVariance: Agreement.evenVariance(options: counted.points.count))
                .map(Rounding.mean)
        }
        if cellPlace == 0 {
            result.reliability = counted.reliability
            result.straightLines = counted.straightLines >= rules.k ? counted.straightLines : nil
        }
        return result
    }
}
