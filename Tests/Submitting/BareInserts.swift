import Foundation
import Store

/// Rows of the size of an answer, each safe on disk, with nothing checked and nobody told.
struct BareInserts {
    private let database: any Database
    private let size: Int
    private static let time = Duration.seconds(2)

    init(_ database: any Database, size: Int) {
        self.database = database
        self.size = size
    }

    /// - Parameter together: rows that share one transaction, and so one flush.
    /// - Returns: rows per second, and the milliseconds of the slowest transaction of a hundred.
    func perSecond(together: Int) async throws -> (rate: Double, worst: Double) {
        // Made before: inventing them would take longer than keeping them.
        let body = bytes(size)
        var times: [Double] = []
        let start = ContinuousClock.now
        while ContinuousClock.now - start < Self.time {
            let begun = ContinuousClock.now
            try await database.write { db in
                for _ in 0..<together {
                    try db.run(
                        "INSERT INTO pulse_sealed (round, id, sealed) VALUES ('bare', \(bytes(16)), \(body))")
                }
            }
            times.append((ContinuousClock.now - begun) / .milliseconds(1))
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        _ = try await database.write { try $0.run("DELETE FROM pulse_sealed WHERE round = 'bare'") }
        times.sort()
        return (Double(times.count * together) / seconds, times[min(times.count - 1, times.count * 99 / 100)])
    }
}
