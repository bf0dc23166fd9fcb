import Foundation
import Statistics

/// A result as a table for spreadsheets: a line for every figure that may be told, and nothing else.
package enum RoundExport {
    package static let header = ["cell", "invited", "answered", "measure", "part", "figure", "value"]

    /// - Parameters:
    ///   - cells: those that the reader may see.
    ///   - words: what people wrote, of which only all together is told.
    package static func csv(
        _ cells: [RoundResult.CellResult], _ questionnaire: Questionnaire, words: [WordsResult] = []
    ) -> Data {
        let lines = [header] + cells.flatMap { rows($0, questionnaire) + ($0.id.isEmpty ? rows($0, words) : []) }
        return SheetText.csv(lines)
    }

    private static func rows(_ cell: RoundResult.CellResult, _ words: [WordsResult]) -> [[String]] {
        guard let answered = cell.answered else { return [] }
        let start = ["everybody", String(cell.invited), String(answered)]
        return words.flatMap { told in
            told.themes.map { start + [told.question, $0.phrase, "people who wrote it, at least", String($0.people)] }
                + told.words.map { start + [told.question, "", "in words", $0] }
        }
    }

    private static func rows(_ cell: RoundResult.CellResult, _ questionnaire: Questionnaire) -> [[String]] {
        let name = cell.id.isEmpty ? "everybody" : cell.id
        guard let answered = cell.answered else { return [[name, String(cell.invited), "not shown", "", "", "", ""]] }
        func row(_ measure: String, _ part: String, _ figure: String, _ value: Double?) -> [String]? {
            value.map { [name, String(cell.invited), String(answered), measure, part, figure, number($0)] }
        }
        let questions = cell.questions.flatMap { told -> [[String]?] in
            let id = told.id.text
            guard let points = questionnaire[told.id]?.points, let result = told.points else {
                return [row(id, "", "answered", told.answered.map(Double.init))]
                    + (told.options ?? []).flatMap { option in
                        [
                            row(id, option.id, "share", option.share),
                            row(id, option.id, "mean place", option.meanPlace),
                            row(id, option.id, "dots", option.dots),
                            row(id, option.id, "place", option.place.map(Double.init)),
                        ]
                    }
            }
            return [
                row(id, "", "answered", told.answered.map(Double.init)), row(id, "", "mean", result.mean),
                row(id, "", "low", result.interval?.low), row(id, "", "high", result.interval?.high),
                row(id, "", "deviation", result.deviation), row(id, "", "top", result.top.share),
                row(id, "", "bottom", result.bottom.share), row(id, "", "net", result.net),
                row(id, "", "paired change", told.paired?.difference),
            ] + zip(points.range, result.shares).map { row(id, String($0), "share", $1) }
        }
        let scales = cell.scales.flatMap { told -> [[String]?] in
            [
                row(told.id, "", "answered", told.answered.map(Double.init)), row(told.id, "", "mean", told.mean),
                row(told.id, "", "low", told.interval?.low), row(told.id, "", "high", told.interval?.high),
                row(told.id, "", "deviation", told.deviation), row(told.id, "", "agreement", told.agreement),
                row(told.id, "", "paired change", told.paired?.difference),
            ]
        }
        return (questions + scales).compactMap { $0 }
    }

    private static func number(_ value: Double) -> String { SheetText.number(value) }
}
