import ArgumentParser
import Features
import Foundation

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Read a clone and say what is worth talking about.",
        discussion: """
            Examples:
              tutti report                                 this clone, in the terminal
              tutti report ../payments --since "12 weeks"  recent habits only
              tutti report --html report.html              one file with charts, to pass on or print
              tutti report --markdown > report.md          for a wiki or a pull request
              tutti report --json | jq .findings           for a program (docs/api/report.md)
              tutti report --rev v2.0                      how it stood at a release
              tutti report --path services/billing         one part of a large repository
              tutti report https://git.example.org/a.git   a repository elsewhere, copied for the moment

            It needs no database and leaves nothing behind.
            """)

    @OptionGroup var reading: ReadingOptions

    @Flag(help: "Print JSON, by the contract tutti.report/1.")
    var json = false

    @Flag(help: "Print Markdown.")
    var markdown = false

    @Option(help: ArgumentHelp("Write one HTML file with charts; - prints it.", valueName: "file"))
    var html: String?

    func validate() throws {
        let printed = [json, markdown, html == "-"].count { $0 }
        guard printed <= 1 else {
            throw ValidationError("Only one of --json, --markdown and --html - can be printed at once.")
        }
    }

    func run() async throws {
        let reading = reading
        let report = try await Interruption.cancels {
            let read = try await RepositoryReading(reading)
            return Report(
                read.evidence, readings: .measure(read.evidence), missingObjects: read.missingObjects,
                countsUntil: reading.until != nil)
        }
        if let html { try write(ReportPage(report).document, to: html) }
        if json {
            Output.write(try report.json())
        } else if markdown {
            Output.write(MarkdownReport(report).text)
        } else if html == nil {
            Output.write(TerminalReport(report, style: Terminal().style).text)
        }
    }

    private func write(_ document: String, to file: String) throws {
        if file == "-" { return Output.write(document) }
        do {
            try Data(document.utf8).write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw CommandTrouble(
                "\(file) cannot be written. Check that its folder exists and that you may write there.")
        }
        if !json, !markdown { Output.write("Wrote \(Printable.text(file)).\n") }
    }
}
