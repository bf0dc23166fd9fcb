import Foundation
import Store

/// What the disk does here with nothing around it: one flush after the other, and rows of 2 KB of which 16 share one.
struct BareDisk: Sendable {
    private let database: any Database
    private static let time = Duration.seconds(2)

    init(_ database: any Database) { self.database = database }

    /// Prints JSON: how many a second, and the milliseconds of the slowest of a hundred.
    func tell() async throws {
        let (flushes, flushWorst) = try flushing()
        let (transactions, togetherWorst) = try await inserting()
        let figures = [
            "flushes": flushes, "flushWorst": flushWorst, "together": transactions * 16,
            "togetherWorst": togetherWorst,
        ]
        print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
    }

    /// Appends 2 KB and waits for the disk.
    private func flushing() throws -> (rate: Double, worst: Double) {
        let path = FileManager.default.temporaryDirectory.appending(path: "flush-\(getpid())").path()
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 7, count: 2048)
        var timing = Timing()
        while timing.isWithin(Self.time) {
            timing.time {
                _ = write(file, block, block.count)
                fdatasync(file)
            }
        }
        return timing.result
    }

    private func inserting() async throws -> (rate: Double, worst: Double) {
        _ = try await database.write { try $0.run("CREATE TABLE IF NOT EXISTS bare (body BLOB)") }
        let block = [UInt8](repeating: 7, count: 2048)
        var timing = Timing()
        while timing.isWithin(Self.time) {
            let begun = ContinuousClock.now
            try await database.write { db in
                for _ in 0..<16 { try db.run("INSERT INTO bare (body) VALUES (\(block))") }
            }
            timing.add(ContinuousClock.now - begun)
        }
        return timing.result
    }
}

private struct Timing {
    private let start = ContinuousClock.now
    private var times: [Duration] = []

    func isWithin(_ time: Duration) -> Bool { ContinuousClock.now - start < time }

    mutating func add(_ duration: Duration) { times.append(duration) }

    mutating func time(_ body: () -> Void) {
        let begun = ContinuousClock.now
        body()
        add(ContinuousClock.now - begun)
    }

    /// A second, and the milliseconds of the slowest of a hundred.
    var result: (rate: Double, worst: Double) {
        let whole = (ContinuousClock.now - start) / .seconds(1)
        let worst = times.sorted()[times.count * 99 / 100] / .milliseconds(1)
        return (Double(times.count) / whole, worst)
    }
}
