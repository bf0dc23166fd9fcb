import Foundation

/// What `tutti map files --json` printed.
struct MappedFiles: Decodable {
    struct Entry: Decodable { let type: String }

    struct Problem: Decodable { let at, why: String }

    struct File: Decodable {
        let file: String
        let format: String?
        let summary: Summary?
    }

    /// The totals of any kind of file.
    struct Summary: Decodable {
        let tests, passed, skipped, failed, errors, suites: Int?
        let seconds: Double?
        let lines, linesCovered, branches, branchesTaken: Int?
        let runs, results, rules, files, suppressed: Int?
        let byLevel: [String: Int]?
        let tools: [String]?
        let rows: Int?
    }

    let schema, source, category: String
    let answers: Int
    let records: [Entry]
    let problems: [Problem]
    let unknownEvents: [String]
    let summary: Summary?
    let files: [File]

    init(_ output: String) throws { self = try JSONDecoder().decode(MappedFiles.self, from: Data(output.utf8)) }
}
