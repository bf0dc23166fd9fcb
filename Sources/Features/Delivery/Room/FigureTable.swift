import Foundation
import Records
import Surveys

/// The numbers behind a chart, as they were computed: for spreadsheets and programs.
struct FigureTable: Hashable, Sendable {
    enum Value: Hashable, Sendable {
        case text(String)
        case number(Double)
        /// Nobody knows; never 0.
        case unknown

        init(_ number: Double?) { self = number.map(Value.number) ?? .unknown }
        init(_ number: Int?) { self = number.map { .number(Double($0)) } ?? .unknown }
        init(_ text: String) { self = .text(text) }
    }

    /// With units: "hours at half".
    let columns: [String]
    let rows: [[Value]]

    init(_ columns: [String], _ rows: [[Value]]) {
        self.columns = columns
        self.rows = rows
    }

    /// A table of a number for each of some named things.
    init(_ things: String, _ value: String, _ rows: [(String, Double?)]) {
        self.init([things, value], rows.map { [.text($0.0), Value($0.1)] })
    }

    var csv: Data { SheetText.csv([columns] + rows.map { $0.map(\.words) }) }
}

extension FigureTable.Value {
    fileprivate var words: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.isFinite ? SheetText.number(number) : ""
        case .unknown: ""
        }
    }

    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): number.isFinite ? .number(number) : .null
        case .unknown: .null
        }
    }
}
