import Features
import Foundation
import Server
import Store

/// Measures deliveries of everybody and of one team anew, for each timeframe, as a server does; prints JSON for
/// scripts/bench-delivery: seconds of a processor and the most memory that was resident.
///
/// `measuring DATABASE [TEAM]`, where the database is a file or a `postgres://` address; `measuring --remap DATABASE` fills an
/// empty one with answers and reads them again.
@main
enum Measuring {
    static func main() async throws {
        FreedMemory.share()
        var arguments = CommandLine.arguments.dropFirst()
        let isRemapping = arguments.first == "--remap"
        if isRemapping { arguments = arguments.dropFirst() }
        guard let place = arguments.first else {
            throw DatabaseTrouble.badLocation("usage: measuring [--remap] DATABASE [TEAM]")
        }
        let database = try await Databases.open(DatabaseLocation(parse: place))
        let figures =
            isRemapping ? try await remap(in: database) : try await measure(arguments.dropFirst(), in: database)
        try await database.close()
        let text = try JSONSerialization.data(withJSONObject: figures, options: [.sortedKeys])
        print(String(decoding: text, as: UTF8.self))
    }

    private static func remap(in database: any Database) async throws -> [[String: Any]] {
        var figures: [[String: Any]] = []
        for (count, size) in [(20_000, 2048), (4000, 24_000)] {
            figures.append(try await ReadAgain(database, count: count, size: size).measure())
        }
        return figures
    }

    private static func measure(
        _ teams: some Sequence<String>, in database: any Database
    ) async throws -> [[String: Any]] {
        let measurer = DeliveryMeasurer(database: database, now: { Date() })
        var figures: [[String: Any]] = []
        for team in teams.map(Optional.some) + [nil] {
            for span in DeliveryChoice.Span.allCases {
                figures.append(try await measure(DeliveryChoice(team: team, span: span), by: measurer, in: database))
            }
        }
        return figures
    }

    private static func measure(
        _ choice: DeliveryChoice, by measurer: DeliveryMeasurer, in database: any Database
    ) async throws -> [String: Any] {
        try await database.write { db in
            try db.forgetDeliveryReadings()
        }
        Resident.forgetPeak()
        let (start, worked) = (ContinuousClock.now, clock())
        var trouble: (any Error)?
        try await measurer.run([choice]) { trouble = $1 }
        if let trouble { throw trouble }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let cpu = Double(clock() - worked) / Double(CLOCKS_PER_SEC)
        let figure: [String: Any] = [
            "choice": choice.key, "seconds": seconds, "cpu": cpu, "peak": Resident.peak, "after": Resident.now,
        ]
        FileHandle.standardError.write(Data("\(figure)\n".utf8))
        return figure
    }
}

/// Memory of this process, in MiB.
enum Resident {
    static var peak: Int { kibibytes("VmHWM") / 1024 }
    static var now: Int { kibibytes("VmRSS") / 1024 }

    static func forgetPeak() { try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs")) }

    private static func kibibytes(_ name: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
