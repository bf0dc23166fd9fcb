import Statistics

/// What may be told of a round: everything in it has been through suppression, coding and rounding. Made once, at the
/// release, and never changed.
package struct RoundResult: Codable, Hashable, Sendable {
    package let rules: PrivacyRules
    /// The whole first; every cell of the lattice, those that are not shown too.
    package let cells: [CellResult]

    package struct CellResult: Codable, Hashable, Identifiable, Sendable {
        package let id: String
        package let values: [String: String]
        package let invited: Int
        /// Nil where the cell is not shown, whether nobody answered or four.
        package let answered: Int?
        /// By question, then by scale. Empty where the cell is not shown.
        package let questions: [QuestionResult]
        package let scales: [ScaleResult]

        package var isShown: Bool { answered != nil }
        /// 0–1. Below a half what is told may not represent the group.
        package var participation: Double? {
            answered.flatMap { invited > 0 ? min(1, Double($0) / Double(invited)) : nil }
        }
    }

    package struct QuestionResult: Codable, Hashable, Identifiable, Sendable {
        package let id: Question.ID
        package let version: Int
        /// Nil where too few answered this question, or showing it would give others away.
        package let answered: Int?
        package internal(set) var points: PointsResult?
        package internal(set) var options: [OptionResult]?
        package internal(set) var change: ChangeResult?
    }

    package struct ScaleResult: Codable, Hashable, Identifiable, Sendable {
        package let id: String
        package let answered: Int?
        package internal(set) var mean: Double?
        package internal(set) var deviation: Double?
        package internal(set) var interval: Bounds?
        /// r_wg(J), 0–1; below 0.7 the group sees the matter very differently.
        package internal(set) var agreement: Double?
        /// Of everybody, in the whole alone.
        package internal(set) var reliability: Analysis.Reliability?
        package internal(set) var straightLines: Int?
        package internal(set) var change: ChangeResult?
    }

    /// The whole.
    package var whole: CellResult { cells[0] }
    /// Whether anything at all may be shown.
    package var isWithheld: Bool { !whole.isShown }

    package subscript(_ cell: String) -> CellResult? { cells.first { $0.id == cell } }

    /// Put together again from cells that were kept one by one, so that a page reads no more than it shows. Nil without
    /// the whole.
    package init?(rules: PrivacyRules, cells: [CellResult]) {
        guard cells.first?.id == "" else { return nil }
        self.rules = rules
        self.cells = cells
    }

    /// - Parameter earlier: rounds of the same series with the same lattice of cuts, the latest last.
    package init(
        _ tally: RoundTally, _ questionnaire: Questionnaire, _ lattice: Lattice, rules: PrivacyRules,
        earlier: [EarlierRound] = []
    ) {
        let reading = RoundReading(tally, questionnaire, lattice, rules)
        self.rules = rules
        let cells = lattice.cells.indices.map(reading.cell)
        self.cells = earlier.isEmpty ? cells : RoundChanges(reading, earlier).added(to: cells)
    }
}

/// A round that was released before, to compare with.
package struct EarlierRound: Sendable {
    package let tally: RoundTally
    package let lattice: Lattice
    package let result: RoundResult
    /// By cell: who came and went since then. Cells without an entry are not compared, but for the whole.
    package let movements: [String: DifferenceGuard.Movement]

    package init(
        tally: RoundTally, lattice: Lattice, result: RoundResult, movements: [String: DifferenceGuard.Movement]
    ) {
        self.tally = tally
        self.lattice = lattice
        self.result = result
        self.movements = movements
    }
}
