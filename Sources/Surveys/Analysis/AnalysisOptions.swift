/// What somebody says of their answers that the answers do not say by themselves.
package struct AnalysisOptions: Sendable {
    /// The ends of the scale that items are answered on. Without it they are taken from the answers.
    package var scale: ClosedRange<Double>?
    /// Columns whose answers are to be turned round.
    package var reversed: [String] = []
    /// Columns that form a scale, one list for each. Without any, columns of one name with numbers behind it do.
    package var scales: [[String]] = []
    /// The column that says to which group a row belongs.
    package var group: String?
    /// The column that says in which wave a row was answered.
    package var wave: String?
    /// Columns that ask whether somebody would recommend, from 0 to 10.
    package var recommend: [String] = []

    package init() {}

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
