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
        /// In the whole of a series' wave alone.
        package internal(set) var paired: PairedResult?
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
        /// In the whole of a series' wave alone.
        package internal(set) var paired: PairedResult?
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

    /// - Parameters:
    ///   - earlier: rounds of the same people with the same lattice of cuts, the latest last.
    ///   - tied: answers that people tied to those of the wave before; never where there are segments.
    package init(
        _ tally: RoundTally, _ questionnaire: Questionnaire, _ lattice: Lattice, rules: PrivacyRules,
        earlier: [EarlierRound] = [], tied: (answers: [TiedAnswer], before: EarlierWave)? = nil
    ) {
        let reading = RoundReading(tally, questionnaire, lattice, rules)
        self.rules = rules
        var cells = lattice.cells.indices.map(reading.cell)
        if !earlier.isEmpty { cells = RoundChanges(reading, earlier).added(to: cells) }
        if let tied, cells.count == 1 {
            let changes = PairedChanges(tied.answers, since: tied.before, questionnaire, tally, rules: rules)
            cells[0] = changes.added(to: cells[0])
        }
        self.cells = cells
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
