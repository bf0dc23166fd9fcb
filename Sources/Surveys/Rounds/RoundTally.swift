import Statistics

/// The answers of a round counted once, at its release, by segment: results are read from these counts, however many
/// answered. It holds what must not be shown yet; only `RoundResult` may be.
package struct RoundTally: Codable, Hashable, Sendable {
    /// By segment: how many answered anything, in words or otherwise.
    package private(set) var responses: [Int]
    package private(set) var questions: [QuestionTally]
    package private(set) var scales: [ScaleTally]

    package struct QuestionTally: Codable, Hashable, Sendable {
        package let id: Question.ID
        package let version: Int
        /// By segment.
        package fileprivate(set) var answered: [Int]
        /// By segment: by point, by option, by option and place of a ranking, or dots by option and then people by option.
        package fileprivate(set) var counts: [[Int]]
    }

    package struct ScaleTally: Codable, Hashable, Sendable {
        package let id: String
        /// Ids and versions of its items, and what their points are.
        package let items: [String]
        package let points: Points
        /// By segment: people with a score.
        package fileprivate(set) var answered: [Int]
        /// By segment: how many people have which mean of the items.
        package fileprivate(set) var scores: [[Score]]
        /// By segment: of people who answered every item, to tell how far they agree.
        package fileprivate(set) var complete: [Moments]
        /// Over everybody; only where thirty answered every item.
        package fileprivate(set) var reliability: Analysis.Reliability?
        /// Of everybody: who answered every item alike although some are turned round.
        package fileprivate(set) var straightLines: Int
    }

    package struct Score: Codable, Hashable, Sendable {
        package var value: Double
        package var people: Int
    }

    package struct Moments: Codable, Hashable, Sendable {
        package var people = 0
        /// By item.
        package var sums: [Double] = []
        package var squares: [Double] = []
    }

    /// - Parameters:
    ///   - answers: each with the place of its segment. Those that a question cannot take are not counted.
    ///   - segments: how many there are.
    ///   - writers: the places of the segments of those who answered in words alone, which are not among the answers.
    package init(
        _ answers: [(segment: Int, response: Response)], _ questionnaire: Questionnaire, segments: Int,
        writers: [Int] = []
    ) {
        responses = [Int](repeating: 0, count: segments)
        for segment in writers where responses.indices.contains(segment) { responses[segment] += 1 }
        let answers = answers.filter { (0..<segments).contains($0.segment) && !$0.response.answers.isEmpty }
        for (segment, _) in answers { responses[segment] += 1 }
        questions = questionnaire.questions.map { QuestionTally($0, answers, segments) }
        scales = questionnaire.scales.compactMap { ScaleTally($0, questionnaire.items(of: $0), answers, segments) }
    }

    package func question(_ id: Question.ID) -> QuestionTally? { questions.first { $0.id == id } }
    package func scale(_ id: String) -> ScaleTally? { scales.first { $0.id == id } }
}

extension RoundTally.QuestionTally {
    fileprivate init(_ question: Question, _ answers: [(segment: Int, response: Response)], _ segments: Int) {
        id = question.id
        version = question.version
        answered = [Int](repeating: 0, count: segments)
        let options = question.options.map(\.id)
        let width =
            switch question.form {
            case .points(let points): points.count
            case .choice, .several: options.count
            case .ranking: options.count * options.count
            case .dots: options.count * 2
            case .words: 0
            }
        counts = [[Int]](repeating: [Int](repeating: 0, count: width), count: segments)
        let places = Dictionary(uniqueKeysWithValues: options.enumerated().map { ($1, $0) })
        // Scales are by far the most, and need no look at options.
        if let points = question.points {
            for (segment, response) in answers {
                guard case .point(let point) = response.answers[id], points.range.contains(point) else { continue }
                answered[segment] += 1
                counts[segment][point - points.low] += 1
            }
            return
        }
        for (segment, response) in answers {
            guard let answer = response.answers[id], question.trouble(with: answer) == nil else { continue }
            answered[segment] += 1
            for (place, count) in Self.places(answer, places) { counts[segment][place] += count }
        }
    }

    private static func places(_ answer: Answer, _ options: [String: Int]) -> [(place: Int, count: Int)] {
        switch answer {
        case .choice(let option): options[option].map { [($0, 1)] } ?? []
        case .several(let chosen): chosen.compactMap { options[$0] }.map { ($0, 1) }
        case .ranking(let order):
            order.enumerated().compactMap { place, option in
                options[option].map { ($0 * options.count + place, 1) }
            }
        case .dots(let given):
            given.filter { $0.value > 0 }.flatMap { option, dots in
                options[option].map { [($0, dots), (options.count + $0, 1)] } ?? []
            }
        case .words, .point: []
        }
    }
}

extension RoundTally.ScaleTally {
    fileprivate init?(
        _ scale: Questionnaire.Scale, _ questions: [Question], _ answers: [(segment: Int, response: Response)],
        _ segments: Int
    ) {
        guard let points = questions.first?.points, questions.allSatisfy({ $0.points?.range == points.range }) else {
            return nil
        }
        id = scale.id
        items = questions.map { "\($0.id)@\($0.version)" }
        self.points = points
        answered = [Int](repeating: 0, count: segments)
        var counted = [[Double: Int]](repeating: [:], count: segments)
        complete = [RoundTally.Moments](repeating: RoundTally.Moments(), count: segments)
        var rows: [[Double?]] = []
        let parts = questions.map(ScaleScore.Item.init)
        for (segment, response) in answers {
            let row = ScaleScore.items(response, parts)
            rows.append(row)
            guard let score = ScaleScore.person(row) else { continue }
            answered[segment] += 1
            counted[segment][score, default: 0] += 1
            let values = row.compactMap { $0 }
            if values.count == row.count { complete[segment].add(values) }
        }
        scores = counted.map { $0.sorted { $0.key < $1.key }.map { RoundTally.Score(value: $0.key, people: $0.value) } }
        straightLines = ScaleScore.straightLines(answers.map(\.response), questions)
        let people = complete.reduce(0) { $0 + $1.people }
        reliability = people >= Analysis.leastRows ? Analysis.Reliability(Items(rows), scale.items.map(\.text)) : nil
    }
}

extension RoundTally.Moments {
    mutating func add(_ values: [Double]) {
        if sums.isEmpty {
            sums = [Double](repeating: 0, count: values.count)
            squares = sums
        }
        people += 1
        for (place, value) in values.enumerated() {
            sums[place] += value
            squares[place] += value * value
        }
    }

    mutating func add(_ other: RoundTally.Moments) {
        guard other.people > 0 else { return }
        if sums.isEmpty {
            self = other
        } else {
            people += other.people
            for place in sums.indices {
                sums[place] += other.sums[place]
                squares[place] += other.squares[place]
            }
        }
    }

    /// r_wg(J) of those who answered every item.
    func agreement(evenVariance: Double) -> Double? {
        guard people > 1, !sums.isEmpty, evenVariance > 0 else { return nil }
        let n = Double(people)
        let variances = zip(sums, squares).map { max(0, $1 - $0 * $0 / n) / (n - 1) }
        let share = 1 - variances.reduce(0, +) / Double(sums.count) / evenVariance
        let items = Double(sums.count)
        return share <= 0 ? 0 : items * share / (items * share + 1 - share)
    }
}
