/// What somebody says of their answers that the answers do not say by themselves.
package struct AnalysisOptions: Sendable {
    /// The ends of the scale that items are answered on. Without it they are taken from the answers.
    package var scale: ClosedRange<Double>?
    /// Columns whose answers are to be turned round.
    package var reversed: [String] = []
    /// Columns that form a scale, one list for each. Without any, columns of one name with numbers behind it do.
    package var scales: [[String]] = []
    /// The column that says to which group a row belongs. Without it one that is called so.
    package var group: String?
    /// The column that says in which wave a row was answered. Without it one that is called so.
    package var wave: String?
    /// Columns that ask whether somebody would recommend, from 0 to 10.
    package var recommend: [String] = []

    package init() {}

    private static let groupNames: Set<String> = ["group", "grp", "team", "squad", "department", "dept", "unit"]
    private static let waveNames: Set<String> = ["wave", "round", "quarter", "period", "time"]
    /// More waves than this are moments.
    private static let mostWaves = 40

    /// With group and wave found by their names where nobody has said them: columns of that name whose values come back.
    func completed(for table: TextTable) -> AnalysisOptions {
        var options = self
        func column(_ known: Set<String>, most: Int) -> String? {
            table.header.enumerated().first { place, name in
                let values = Set(table.column(place).filter { !$0.isEmpty })
                return known.contains(name.lowercased()) && !named.contains(name) && values.count > 1
                    && values.count * 2 <= table.rows.count && values.count <= most
            }?.element
        }
        if group == nil { options.group = column(Self.groupNames, most: .max) }
        if wave == nil { options.wave = column(Self.waveNames, most: Self.mostWaves) }
        return options
    }

    var named: [String] { reversed + scales.joined() + [group, wave].compactMap { $0 } + recommend }
}

/// Why answers cannot be analysed as somebody asked.
package enum AnalysisTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownColumn(String, known: [String])
    case noNumbers(String)
    case smallScale

    package var description: String {
        switch self {
        case .unknownColumn(let name, let known):
            "There is no column \"\(name)\". There are: " + known.prefix(40).joined(separator: ", ")
                + (known.count > 40 ? " and \(known.count - 40) more." : ".")
        case .noNumbers(let name): "The column \"\(name)\" holds no numbers."
        case .smallScale: "A scale needs two columns or more."
        }
    }
}
