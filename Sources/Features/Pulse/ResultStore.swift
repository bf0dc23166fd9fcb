import Foundation
import Store
import Surveys

/// Results, cell by cell, so that a page reads no more than it shows. Every question about them is asked by a `Readership`.
extension Connection {
    /// Nil for a cell that is not the reader's to see.
    package func cell(_ id: String, for reader: Readership) throws -> RoundResult.CellResult? {
        guard reader.cells.contains(where: { $0.id == id }) else { return nil }
        return try value("SELECT body FROM pulse_cell WHERE round = \(reader.round) AND cell = \(id)", as: String.self)
            .map { try JSONDecoder().decode(RoundResult.CellResult.self, from: Data($0.utf8)) }
    }

    /// All that the reader may see, each as JSON.
    package func cellTexts(for reader: Readership) throws -> [String] {
        try rows(
            """
            SELECT body FROM pulse_cell WHERE round = \(reader.round) AND cell IN \(list: reader.cells.map(\.id))
            ORDER BY place
            """
        ) { try $0.get(0) }
    }

    /// By cell, for all that the reader may see: the mean of each question in their order; nil where it is not shown.
    func means(for reader: Readership) throws -> [String: [Double?]] {
        let rows = try rows(
            """
            SELECT cell, means FROM pulse_cell
            WHERE round = \(reader.round) AND cell IN \(list: reader.cells.map(\.id))
            """
        ) { (try $0.get(0, as: String.self), try $0.get(1, as: String.self)) }
        return try Dictionary(
            uniqueKeysWithValues: rows.map { ($0.0, try JSONDecoder().decode([Double?].self, from: Data($0.1.utf8))) })
    }
}
