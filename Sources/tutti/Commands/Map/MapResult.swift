import Connectors
import Features
import Foundation
import Records

/// What `tutti map` prints.
struct MapResult {
    let source: String
    let category: String
    let mapped: MappedAnswers

    /// One document, by the contract `tutti.map/1`.
    func json() throws -> Data {
        let document = Document(
            source: source, category: category, answers: mapped.answers,
            records: try mapped.records.map(PrintedRecord.init), problems: mapped.problems,
            unknownEvents: mapped.unknownEvents.sorted())
        return try JSONValue.canonical(document, pretty: true) + Data("\n".utf8)
    }

    private struct Document: Encodable {
        var schema = "tutti.map/1"
        let source, category: String
        let answers: Int
        let records: [PrintedRecord]
        let problems: [MappedAnswers.Problem]
        let unknownEvents: [String]
    }

    /// The records by type, a line each, then what could not be understood.
    var text: String {
        let records = mapped.records
        var text = [
            Self.count(mapped.answers, "answer"), Self.count(records.count, "record"),
            Self.count(mapped.problems.count, "problem"),
        ].joined(separator: ", ")
        text += "\n"
        for (type, some) in Dictionary(grouping: records, by: \.type).sorted(by: { $0.key < $1.key }) {
            text += "\n\(type) (\(some.count))\n"
            let lines = some.map(RecordLine.init)
            let width = min(lines.map(\.name.count).max() ?? 0, 60)
            for line in lines {
                let name = DisplayWidth.padded(Printable.text(line.name), to: width)
                let words = [line.date, Printable.text(line.words)].filter { !$0.isEmpty }.joined(separator: "  ")
                text += "  \(name)  \(words)\n"
            }
        }
        for problem in mapped.problems { text += "\n" + Printable.text("\(problem.at): \(problem.why)") }
        if !mapped.problems.isEmpty { text += "\n" }
        if !mapped.unknownEvents.isEmpty {
            text += "\nNot known: \(Printable.text(mapped.unknownEvents.sorted().joined(separator: ", ")))\n"
        }
        return text
    }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
