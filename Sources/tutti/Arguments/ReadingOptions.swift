import ArgumentParser
import Features
import Foundation
import Records

/// Which repository is read, how far, and by which variant of a definition.
struct ReadingOptions: ParsableArguments, Sendable {
    @Argument(help: ArgumentHelp("A folder in a git clone, or a URL that git understands.", valueName: "path"))
    var location = "."

    @Option(help: "Read recent habits from here on: 2026-03-02, \"12 weeks\", \"2 years ago\".")
    var since: Day?

    @Option(help: "Read up to here, that day included. Without it: the newest commit, or of deliveries now.")
    var until: Day?

    @Option(name: .customLong("rev"), help: "Read how it stood at a branch, a tag or a commit.")
    var revision: String?

    @Flag(help: "Read a rename as a deletion and an addition.")
    var noRenames = false

    @Option(help: "Which definition: active (people seen in 90 days) or published (the 2015 study's).")
    var truckFactor = TruckFactorVariant.active

    @Flag(help: "Measure work outside working hours, for the team as a whole. Off unless you ask.")
    var afterHours = false

    @Option(help: ArgumentHelp("Days off for --after-hours: a calendar (.ics) or a day a line.", valueName: "file"))
    var holidays: String?

    @Option(name: .customLong("path"), help: "Only this part of the repository. May be given several times.")
    var prefixes: [String] = []

    enum TruckFactorVariant: String, ExpressibleByArgument, CaseIterable, Sendable {
        case active, published
    }

    func validate() throws {
        guard holidays == nil || afterHours else {
            throw ValidationError("--holidays is read for --after-hours alone. Give both, or neither.")
        }
    }

    /// - Throws: `CommandTrouble` when the file of holidays cannot be used.
    func evidence() throws -> Evidence.Options {
        var options = Evidence.Options()
        options.afterHours = afterHours
        if let holidays { options.holidays = try Self.days(in: holidays) }
        options.publishedTruckFactor = truckFactor == .published
        options.followsRenames = !noRenames
        options.pathRules = prefixes.map(PathRules.normalised).filter { !$0.isEmpty }
        return options
    }

    /// - Parameter ending: up to when the history tells.
    /// - Throws: `CommandTrouble` when the span is empty.
    func timeframe(now: Date, ending: Int64) throws -> Timeframe {
        let end = until?.end(now: now) ?? ending
        let start = since?.start(now: Date(timeIntervalSince1970: Double(end)))
        if let start, start >= end {
            throw CommandTrouble(
                "--since is not before --until, so there is no time to look at. Give an earlier --since.")
        }
        return Timeframe(start: start, end: end)
    }

    private static func days(in file: String) throws -> Set<CivilDay> {
        guard let text = try? String(contentsOf: URL(filePath: file), encoding: .utf8) else {
            throw CommandTrouble("\(file) cannot be read as text. --holidays takes a calendar (.ics) or a day a line.")
        }
        do { return try Holidays(text).days } catch { throw CommandTrouble("\(file): \(error)") }
    }
}
