/// What a team reads first: what is high, what is low, what moved, and where people see things differently.
package struct RoundHighlights: Codable, Hashable, Sendable {
    /// A scale, or a question that is no item of one.
    package struct Measure: Codable, Hashable, Sendable {
        package let id: String
        package let isScale: Bool
        /// Where the mean lies between the bad end and the good one, 0–1.
        package let position: Double
        /// r_wg, 0–1.
        package let agreement: Double?
        package let change: RoundResult.ChangeResult?
    }

    /// The best first, three at most, all above the middle.
    package let high: [Measure]
    /// The worst first, three at most, all below the upper quarter and none among the high.
    package let low: [Measure]
    /// Clear changes and signals of a control chart, the least chance first.
    package let moved: [Measure]
    /// Seen very differently: agreement below 0.5, the least first.
    package let apart: [Measure]

    /// Nil where the cell tells nothing.
    package init?(_ cell: RoundResult.CellResult, _ questionnaire: Questionnaire) {
        guard cell.isShown else { return nil }
        let measures = Self.measures(cell, questionnaire)
        let order = measures.sorted { ($1.position, $0.id) < ($0.position, $1.id) }
        let high = order.prefix(3).filter { $0.position > 0.5 }
        self.high = Array(high)
        low = Array(order.reversed().filter { $0.position < 0.75 && !high.contains($0) }.prefix(3))
        moved = measures.filter { measure in
            measure.change.map { $0.isBetter != nil || $0.signal != nil } ?? false
        }.sorted { ($0.change?.p ?? 1, $0.id) < ($1.change?.p ?? 1, $1.id) }
        apart = measures.filter { ($0.agreement ?? 1) < 0.5 }.sorted {
            ($0.agreement ?? 1, $0.id) < ($1.agreement ?? 1, $1.id)
        }
    }

    private static func measures(_ cell: RoundResult.CellResult, _ questionnaire: Questionnaire) -> [Measure] {
        let scales = questionnaire.scales.compactMap { scale -> Measure? in
            guard let told = cell.scales.first(where: { $0.id == scale.id }), let mean = told.mean,
                let points = questionnaire.items(of: scale).first?.points
            else { return nil }
            return Measure(
                id: scale.id, isScale: true, position: position(mean, points, scale.lowIsGood),
                agreement: told.agreement, change: told.change)
        }
        let items = Set(questionnaire.scales.flatMap(\.items))
        let singles = cell.questions.compactMap { told -> Measure? in
            guard !items.contains(told.id), let question = questionnaire[told.id], question.trendOf == nil,
                let points = question.points, let result = told.points
            else { return nil }
            return Measure(
                id: told.id.text, isScale: false,
                position: position(result.mean, points, points.lowIsGood != question.isReversed),
                agreement: result.agreement, change: told.change)
        }
        return scales + singles
    }

    private static func position(_ mean: Double, _ points: Points, _ lowIsGood: Bool) -> Double {
        let share = points.percentOfRange(mean).rounded() / 100
        return lowIsGood ? 1 - share : share
    }
}
