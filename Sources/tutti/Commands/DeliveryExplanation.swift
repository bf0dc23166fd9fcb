import ArgumentParser
import Features
import Foundation
import Records
import Signals
import Store

/// Of which installation, team and time a number about deliveries is told.
struct DeliveryOptions: ParsableArguments, Sendable {
    @OptionGroup var data: DataOptions

    @Option(help: "Of deliveries: a team's name (default: everybody).")
    var team: String?

    @Option(help: "Of deliveries: how far back from now.")
    var timeframe = Span.weeks

    enum Span: String, ExpressibleByArgument, CaseIterable, Sendable {
        case weeks = "12-weeks"
        case months = "12-months"
        case years = "5-years"
    }

    var isChosen: Bool { data.data != nil || data.database != nil || team != nil || timeframe != .weeks }

    private var choice: DeliveryChoice {
        DeliveryChoice(team: team, span: DeliveryChoice.Span(rawValue: timeframe.rawValue) ?? .weeks)
    }

    /// Measured from what is stored.
    ///
    /// - Parameter until: the end of the time that is looked at; nil for now.
    /// - Returns: the measurement, and what to do where no source tells enough.
    func measured(
        _ signal: DeliverySignal, until: Day?
    ) async throws -> (measurement: Signals.Measurement, advice: String?) {
        let now = Self.end(until)
        let choice = choice
        guard try hasData() else {
            let nothing = DeliveryEvidence(
                pullRequests: [], people: DeliveryPeople(people: [], accounts: [:], members: []),
                calendars: TeamCalendars(usual: WorkCalendar(.utc)), timeframe: choice.timeframe(until: now))
            return (signal.measure(nothing), "Nothing is stored in \(try data.location()). \(signal.sourceAdvice)")
        }
        guard let measurement = try await stored(at: now)[signal.id] else {
            throw CommandTrouble("\(signal.id) was not measured.")
        }
        let isKnown = measurement.status != .unavailable && measurement.sample.count > 0
        return (measurement, isKnown ? nil : signal.sourceAdvice)
    }

    /// Everything about deliveries.
    ///
    /// - Parameter until: the end of the time that is looked at; nil for now.
    /// - Throws: `CommandTrouble` where nothing is stored, or there is no such team.
    func readings(until: Day?) async throws -> DeliveryReadings {
        guard try hasData() else {
            throw CommandTrouble(
                "Nothing is stored in \(try data.location()), so there are no deliveries to report. Name the installation's data folder by --data, or its database by --database."
            )
        }
        return try await stored(at: Self.end(until))
    }

    /// Never later than now: what is to come has not been told.
    private static func end(_ until: Day?) -> Int64 {
        let now = Date()
        return min(until?.end(now: now) ?? .max, Int64(now.timeIntervalSince1970))
    }

    private func stored(at now: Int64) async throws -> DeliveryReadings {
        let choice = choice
        return try await data.withDatabase { database in
            try await database.read { db in
                guard let readings = try DeliveryReadings.measured(choice, from: DeliverySource(db), at: now, in: db)
                else { throw CommandTrouble(TeamTrouble.unknown(choice.team ?? "").description) }
                return readings
            }
        }
    }

    /// A file that is not there is not made only to say that it is empty.
    private func hasData() throws -> Bool {
        guard case .file(let path) = try data.location() else { return true }
        return FileManager.default.fileExists(atPath: path)
    }
}

extension DeliverySignal {
    /// Which source would show it.
    fileprivate var sourceAdvice: String {
        switch id {
        case "deployment-frequency", "change-lead-time", "change-fail-rate", "failed-deployment-recovery-time",
            "deployment-rework-rate":
            "Deployments would show it: of GitHub or GitLab, or told by your pipeline."
        case "work-in-progress", "throughput", "flow-efficiency", "velocity", "say-do", "forecast", "bug-frequency",
            "escaped-bugs":
            "A tracker would show it: issues of GitHub or GitLab."
        case "build-duration", "build-success", "time-to-green":
            "A pipeline would show it: Actions of GitHub, pipelines of GitLab, or builds told by your own."
        case "flaky-tests", "coverage", "change-coverage", "debt-ratio":
            "Reports of your pipeline would show it: tests, coverage or findings of a build."
        default: "Pull requests would show it: connect GitHub or GitLab."
        }
    }
}
