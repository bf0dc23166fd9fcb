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

              tutti report --deliveries --data ./data --team payments
                                                           with what an installation knows of a team's deliveries

            It needs no database and leaves nothing behind. Only with --deliveries it reads one, and leaves that as it is.
            """)

    @OptionGroup var reading: ReadingOptions

    @Flag(help: "Also tell of deliveries, from what an installation has stored (--data or --database).")
    var deliveries = false

    @OptionGroup var delivery: DeliveryOptions

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
        guard deliveries || !delivery.isChosen else {
            throw ValidationError(
                "--data, --database, --team and --timeframe choose deliveries: say --deliveries as well.")
        }
    }

    func run() async throws {
        let (reading, delivery, deliveries) = (reading, delivery, deliveries)
        let (report, delivered) = try await Interruption.cancels {
            let delivered = deliveries ? try await delivery.readings(until: reading.until) : nil
            let read = try await RepositoryReading(reading)
            let report = Report(
                read.evidence, readings: .measure(read.evidence), missingObjects: read.missingObjects,
                countsUntil: reading.until != nil, delivered: delivered)
            return (report, delivered)
        }
        if let html { try write(ReportPage(report, delivered: delivered).document, to: html) }
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
