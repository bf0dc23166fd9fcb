import Foundation
import TestKit

@testable import Statistics

/// Files of numbers with gaps beside the checkout (see data/README.md there).
struct SurveyData {
    let columns: [String: Int]
    let rows: [[String]]

    init(_ name: String) throws {
        let path = SharedData.file("survey/\(name)").path()
        // No file of these has a comma or a line end inside quotes.
        let text =
            name.hasSuffix(".gz")
            ? try BuiltProgram.run("/usr/bin/env", ["gzip", "-dc", path]).output
            : try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: ["\""]) }
        }
        columns = Dictionary(uniqueKeysWithValues: (lines.first ?? []).enumerated().map { ($1, $0) })
        rows = Array(lines.dropFirst())
    }

    func texts(_ column: String) -> [String] { rows.map { $0[columns[column] ?? 0] } }
    func numbers(_ column: String) -> [Double?] { texts(column).map(Double.init) }

    func items(_ names: [String]) -> Items {
        let columns = names.map(numbers)
        return Items(rows.indices.map { row in columns.map { $0[row] } })
    }

    /// The answers of one column by the text of another, without gaps.
    func groups(_ column: String, by group: String) -> [String: [Double]] {
        zip(texts(group), numbers(column)).reduce(into: [:]) { groups, row in
            if let value = row.1 { groups[row.0, default: []].append(value) }
        }
    }

    static func expected() throws -> Expected {
        try JSONDecoder().decode(Expected.self, from: Data(contentsOf: SharedData.file("survey/expected.json")))
    }

    struct Expected: Decodable {
        let bfi: Scales
        let attitude: Attitude
        let cohesion: Cohesion
        let bh1996: Groups
        let univbct: Waves

        struct Scales: Decodable { let scales: [String: Scale] }
        struct Scale: Decodable {
            let items: [String]
            let complete_rows: Int
            let alpha_pairwise_raw, alpha_pairwise_standardised: Double
            let alpha_complete_rows_raw, alpha_complete_rows_standardised, mean_of_row_means_complete: Double
            let alpha_if_item_dropped_pairwise_raw: [String: Double]
        }
        struct Attitude: Decodable {
            let alpha_raw, alpha_standardised: Double
            let alpha_if_item_dropped_raw, item_rest_correlation, item_mean: [String: Double]
        }
        struct Cohesion: Decodable {
            let alpha_raw: Double
            let rwg_COH01, rwg_j_COH01_05: [String: Double]
            let rwg_j_group_size: [String: Int]
        }
        struct Groups: Decodable {
            let ICC1, ICC2: [String: Double]
            let rwg_COHES: Agreements
        }
        struct Agreements: Decodable {
            let groups: Int
            let mean, median: Double
            let first_groups: [String: Double]
        }
        struct Waves: Decodable {
            let people, complete_in_all_three: Int
            let mean_jobsat: [Double]
        }
    }
}
