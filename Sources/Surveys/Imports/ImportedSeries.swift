import Statistics

/// One survey that was held elsewhere several times, and what moved in it.
package struct ImportedSeries: Sendable {
    /// By month, the earliest first.
    package let waves: [ImportedRound]

    /// - Parameter waves: of one survey and one group, in any order.
    package init(_ waves: [ImportedRound]) {
        self.waves = waves.sorted { ($0.month ?? "") < ($1.month ?? "") }
    }

    package var survey: String { waves.first?.survey ?? "" }
    package var group: String? { waves.first?.group }

    /// Each question that has points, by its latest wording.
    package var rated: [ImportedQuestion] {
        var seen: Set<String> = []
        return waves.reversed().flatMap(\.questions).filter { $0.points != nil && seen.insert($0.id).inserted }
    }

    /// By wave: what was told of a question then.
    package func history(of question: String) -> [ImportedQuestion?] {
        waves.map { wave in wave.questions.first { $0.id == question } }
    }

    /// The last wave against the one before it, by question; held back for how many are looked at (HANDBOOK C12, C14).
    package var changes: [String: Analysis.Finding] {
        guard waves.count > 1 else { return [:] }
        let tested = rated.compactMap { question -> (id: String, test: ChangeTest, isEnough: Bool)? in
            let (before, now) = (
                values(waves[waves.count - 2], question.id), values(waves[waves.count - 1], question.id)
            )
            guard let before, let now, let test = ChangeTest(before, now) else { return nil }
            return (question.id, test, min(before.count, now.count) >= ChangeTest.leastAnswers)
        }
        let adjusted = ManyComparisons.holm(tested.map(\.test.p))
        return Dictionary(
            uniqueKeysWithValues: zip(tested, adjusted).map { change, p in
                let finding: Analysis.Finding =
                    !change.isEnough ? .tooFew : p >= 0.05 ? .unclear : change.test.difference > 0 ? .higher : .lower
                return (change.id, finding)
            })
    }

    private func values(_ wave: ImportedRound, _ id: String) -> [Double]? {
        guard let question = wave.questions.first(where: { $0.id == id }), let low = question.low,
            let high = question.high, let counts = question.counts, let points = Points(low...high)
        else { return nil }
        return Distribution(points, counts: counts).values
    }
}

extension ImportedQuestion {
    /// The same words, but for capitals, spaces and punctuation, on the same points. LimeSurvey writes a code before the words.
    package func isSame(as question: Question) -> Bool {
        guard let points = question.points, points.low == low, points.high == high else { return false }
        let wanted = IdentityColumns.plain(question.text)
        let own = [text] + (text.firstRange(of: ". ").map { [String(text[$0.upperBound...])] } ?? [])
        return own.contains { IdentityColumns.plain($0) == wanted }
    }
}
