import Foundation
import Records

/// What the columns of a table mean, as somebody writes it down in a small JSON file.
///
/// ```json
/// { "record": "deployment", "source": "deploy.example.org",
///   "columns": { "id": "Nr", "service": "App", "finishedAt": "End", "result": "Outcome" },
///   "values": { "result": { "OK": "succeeded", "KO": "failed" } },
///   "constants": { "environment": "production" },
///   "dates": "dd.MM.yyyy HH:mm", "offset": "+01:00" }
/// ```
package struct TableMapping: Decodable, Hashable, Sendable {
    package var record: TableRecord
    /// The system that the rows come from, part of every key.
    package var source: String
    /// The column, or the member of a JSON line by its path with points, for each field.
    package var columns: [String: String]
    /// The table's words for a field's own, by field.
    package var values: [String: [String: String]]
    /// Fields that are the same in every row.
    package var constants: [String: String]
    package var dates: TableDates

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case record, source, columns, values, constants, dates, offset
    }

    package init(
        record: TableRecord, source: String, columns: [String: String], values: [String: [String: String]] = [:],
        constants: [String: String] = [:], dates: TableDates = .iso
    ) {
        self.record = record
        self.source = source
        self.columns = columns
        self.values = values
        self.constants = constants
        self.dates = dates
    }

    /// Throws `FormatTrouble.mapping` with a sentence.
    package init(_ data: Data) throws(FormatTrouble) {
        do {
            self = try JSONDecoder().decode(TableMapping.self, from: data)
        } catch let trouble as FormatTrouble {
            throw trouble
        } catch DecodingError.keyNotFound(let key, _) {
            throw .mapping("“\(key.stringValue)” is missing")
        } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
            throw .mapping("“\(context.codingPath.map(\.stringValue).joined(separator: "."))” is of the wrong kind")
        } catch {
            throw .mapping("it is no JSON object")
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .record)
        guard let record = TableRecord(rawValue: name) else {
            let known = TableRecord.allCases.map(\.rawValue).joined(separator: ", ")
            throw FormatTrouble.mapping("there is no record “\(name)”; there are \(known)")
        }
        self.record = record
        source = try container.decodeIfPresent(String.self, forKey: .source) ?? "files"
        columns = try container.decode([String: String].self, forKey: .columns)
        values = try container.decodeIfPresent([String: [String: String]].self, forKey: .values) ?? [:]
        constants = try container.decodeIfPresent([String: String].self, forKey: .constants) ?? [:]
        dates = try TableDates(
            container.decodeIfPresent(String.self, forKey: .dates),
            offset: container.decodeIfPresent(String.self, forKey: .offset))
        try check()
    }

    private func check() throws(FormatTrouble) {
        let known = record.fields
        for field in [columns.keys.sorted(), constants.keys.sorted(), values.keys.sorted()].joined()
        where !known.contains(field) {
            throw .mapping(
                "the record “\(record.rawValue)” has no field “\(field)”; it has \(known.sorted().joined(separator: ", "))"
            )
        }
        for field in record.required where columns[field] == nil && constants[field] == nil {
            throw .mapping("the record “\(record.rawValue)” needs “\(field)”")
        }
    }
}
