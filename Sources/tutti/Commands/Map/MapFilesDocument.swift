import Connectors
import Foundation
import Records

/// What `tutti map files --json` prints, by the contract `tutti.map/1`.
struct MapFilesDocument {
    let problems: [MappedAnswers.Problem]
    private let document: Document

    init(category: String, results: [MapFileResult], records: [Record]) {
        problems = results.compactMap { result in
            result.problem.map { MappedAnswers.Problem(at: result.name, why: $0) }
        }
        document = Document(
            category: category, answers: results.count, problems: problems,
            summary: results.count == 1 ? results.first?.summary : nil,
            files: results.map { File(file: $0.name, format: $0.format?.id, summary: $0.summary) }, kept: records)
    }

    func json() throws -> Data { try JSONValue.canonical(document, pretty: true) + Data("\n".utf8) }

    private struct File: Encodable {
        let file: String
        let format: String?
        let summary: FileSummary?
    }

    private struct Document: Encodable {
        let category: String
        let answers: Int
        let problems: [MappedAnswers.Problem]
        let summary: FileSummary?
        let files: [File]
        let kept: [Record]

        private enum CodingKeys: CodingKey {
            case schema, source, category, answers, records, problems, unknownEvents, summary, files
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("tutti.map/1", forKey: .schema)
            try container.encode(MapFiles.source, forKey: .source)
            try container.encode(category, forKey: .category)
            try container.encode(answers, forKey: .answers)
            try container.encode(kept.map(PrintedRecord.init), forKey: .records)
            try container.encode(problems, forKey: .problems)
            try container.encode([String](), forKey: .unknownEvents)
            try container.encodeIfPresent(summary, forKey: .summary)
            try container.encode(files, forKey: .files)
        }
    }
}
