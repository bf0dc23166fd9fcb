import Connectors
import Features
import Foundation
import Records

/// Reads the files of pipelines one after the other, and tells of each what it holds and what it adds up to.
struct MapFiles {
    static let source = "files"
    static let formats = ["auto"] + FileFormat.all.map(\.id)

    /// The id of a format, or `auto`.
    let format: String
    let options: FileFormat.Options

    /// A line for each record as it is read, so that a file of any size takes little memory.
    ///
    /// - Returns: Whether all could be read.
    func printLines(of files: [String]) throws -> Bool {
        var isSound = true
        for (place, file) in files.enumerated() {
            if place > 0 { Output.write("\n") }
            var page = OutputPage()
            let result = try read(file) { page.write(RecordLine($0).text + "\n") }
            page.end()
            isSound = isSound && result.summary != nil
            Output.write(Printable.text("\(result.name): \(result.words)") + "\n")
        }
        return isSound
    }

    /// All in one document, by the contract `tutti.map/1`.
    func printDocument(of files: [String]) throws -> Bool {
        var records = LatestRecords()
        let results = try files.map { try read($0) { records.insert($0) } }
        let document = MapFilesDocument(category: format, results: results, records: records.inOrder)
        Output.write(try document.json())
        return document.problems.isEmpty
    }

    /// Files that are not what they are said to be are results too; only those that cannot be read at all are thrown.
    private func read(_ file: String, into take: (Record) -> Void) throws -> MapFileResult {
        var input = try MapInput(file)
        do {
            let head = try input.head(FileFormat.headLength)
            guard let found = format == "auto" ? FileFormat.detect(head) : FileFormat.named(format) else {
                return MapFileResult(
                    name: input.name, problem: head.isEmpty ? FormatTrouble.empty.description : unclear)
            }
            var result = MapFileResult(name: input.name, format: found)
            do {
                var reader = found.reader(options)
                result.summary = FileSummary(try reader.read(from: { try input.read(into: $0) }, into: take))
            } catch let trouble as FormatTrouble { result.problem = trouble.description }
            return result
        } catch is Gunzip.Broken {
            return MapFileResult(name: input.name, problem: "The file is packed, and broken or not whole.")
        }
    }

    private var unclear: String {
        "How it begins does not tell its format. Name it: \(Self.formats.dropFirst().joined(separator: ", "))."
    }
}

/// What became of one file: a summary, or a problem.
struct MapFileResult {
    let name: String
    var format: FileFormat?
    var summary: FileSummary?
    /// A sentence.
    var problem: String?

    var words: String { problem ?? [format?.title, summary?.text].compactMap(\.self).joined(separator: ", ") }
}
