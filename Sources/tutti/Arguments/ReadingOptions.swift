import ArgumentParser
import Foundation
import Records

/// Which repository is read, how far, and by which variant of a definition.
struct ReadingOptions: ParsableArguments, Sendable {
    @Argument(help: ArgumentHelp("A folder in a git clone, or a URL that git understands.", valueName: "path"))
    var location = "."

    @Option(help: "Read recent habits from here on: 2026-03-02, \"12 weeks\", \"2 years ago\".")
    var since: Day?

    @Option(help: "Read up to here, that day included. Without it: the newest commit.")
    var until: Day?

    @Option(name: .customLong("rev"), help: "Read how it stood at a branch, a tag or a commit.")
    var revision: String?

    @Flag(help: "Read a rename as a deletion and an addition.")
    var noRenames = false

    @Option(help: "Which definition: active (people seen in 90 days) or published (the 2015 study's).")
    var truckFactor = TruckFactorVariant.active

    @Flag(help: "Measure work outside working hours, for the team as a whole. Off unless you ask.")
    var afterHours = false

    @Option(name: .customLong("path"), help: "Only this part of the repository. May be given several times.")
    var prefixes: [String] = []

    enum TruckFactorVariant: String, ExpressibleByArgument, CaseIterable, Sendable {
        case active, published
    }

    var evidence: Evidence.Options {
        var options = Evidence.Options()
        options.afterHours = afterHours
        options.publishedTruckFactor = truckFactor == .published
        options.followsRenames = !noRenames
        options.pathRules = prefixes.map(Self.rule).filter { !$0.isEmpty }
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

    /// "./Sources/" is `Sources`; "." is everything.
    private static func rule(_ prefix: String) -> String {
        prefix.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}
