import Statistics

/// What a table of answers says, for whoever has it already. Nothing is held back and nothing is kept.
///
/// Its JSON is the contract `tutti.analysis/1`; what cannot be told is absent.
package struct Analysis: Codable, Hashable, Sendable {
    package var schema = "tutti.analysis/1"
    package var rows: Int
    package var delimiter: String
    package var columns: [Column]
    package var scales: [Scale]
    package var groups: Groups?
    package var waves: Waves?
    /// Values that were not counted, with their lines.
    package var notCounted: [TextTable.Oddity]
    /// What a reader should know before believing a number.
    package var notes: [String]

    /// Where a scale ends.
    package struct Ends: Codable, Hashable, Sendable {
        package var low: Double
        package var high: Double
        /// Whether somebody said so; otherwise these are the lowest and the highest answer.
        package var given: Bool

        func reversed(_ value: Double) -> Double { low + high - value }
        /// How many points the scale has, in steps of one; none where the numbers are no points.
        var options: Int { high - low < 1e6 ? Int((high - low).rounded()) + 1 : 0 }
    }

    package init(_ table: TextTable, _ options: AnalysisOptions) throws(AnalysisTrouble) {
        let completed = options.completed(for: table)
        let answers = try AnswerTable(table, completed)
        rows = table.rows.count
        delimiter = String(table.delimiter)
        notCounted = (table.oddities + answers.misfits).sorted {
            ($0.line, $0.column ?? "") < ($1.line, $1.column ?? "")
        }
        columns = answers.columns.map { Column($0, answers) }
        scales = answers.scales.map { Scale($0, answers) }
        groups = answers.group.map { Groups($0, answers) }
        waves = answers.wave.map { Waves($0, answers) }
        notes = []
        notes = notes(answers)
        if options.group == nil, let groups {
            notes.append("\(groups.column) was taken for the groups; --group names another.")
        }
        if options.wave == nil, let waves {
            notes.append("\(waves.column) was taken for the waves; --wave names another.")
        }
    }

    private func notes(_ answers: AnswerTable) -> [String] {
        var notes: [String] = []
        if answers.scales.contains(where: { !$0.isNamed }) {
            notes.append(
                "Which columns form a scale was guessed from their names and ranges; --items says it.")
        }
        if answers.scales.contains(where: { !$0.ends.given && !$0.reversed.isEmpty }) {
            notes.append(
                "Answers were turned round between the lowest and the highest answer; --scale names the real ends.")
        }
        for scale in scales {
            if let complete = scale.reliability?.complete, complete.rows < Self.leastRows {
                notes.append(
                    "\(scale.name): reliability from \(complete.rows) complete rows is only a hint; 30 are needed.")
            }
            let against = scale.reliability?.items.filter { ($0.restCorrelation ?? 0) < 0 }.map(\.name) ?? []
            if !against.isEmpty {
                notes.append(
                    "\(scale.name): \(against.joined(separator: ", ")) goes against the other items; is it to be "
                        + "turned round (--reverse)?")
            }
        }
        return notes
    }

    /// Complete rows below which reliability says little (HANDBOOK C11).
    static let leastRows = 30
}
